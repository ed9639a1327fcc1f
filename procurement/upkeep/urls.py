"""Addresses of upkeep."""

from django.urls import path

from procurement.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("upkeep/", views.state, name="state"),
    path("upkeep/hand-out-again/", views.hand_out_again, name="hand_out_again"),
]

"""Addresses of the ledger."""

from django.urls import path

from procurement.ledger import views

app_name = "ledger"
urlpatterns = [
    path("ledger/", views.ledger, name="list"),
    path("ledger/check/", views.check, name="check"),
    path("tenders/<str:reference>/history/", views.history, name="tender"),
]

"""Addresses of the scoring room."""

from django.urls import path

from evaluation.scoring import views

app_name = "scoring"
urlpatterns = [
    path("tenders/<str:reference>/bids/<str:key>/decide/<str:code>/", views.decide, name="decide"),
]

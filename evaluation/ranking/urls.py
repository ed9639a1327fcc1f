"""Addresses of the ranking room."""

from django.urls import path

from evaluation.ranking import views

app_name = "ranking"
urlpatterns = [
    path("tenders/<str:reference>/results/", views.results, name="results"),
    path("tenders/<str:reference>/results.xlsx", views.results_xlsx, name="results_xlsx"),
]

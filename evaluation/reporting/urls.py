"""Addresses of the report pages."""

from django.urls import path

from evaluation.reporting import views

app_name = "reporting"
urlpatterns = [
    path("tenders/<str:reference>/report/", views.report, name="tender"),
    path("tenders/<str:reference>/report/make/", views.make, name="make"),
    path("tenders/<str:reference>/report/<int:number>/<str:form>/", views.download, name="download"),
]

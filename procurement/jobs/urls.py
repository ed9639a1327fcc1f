"""Addresses of the jobs room."""

from django.urls import path

from procurement.jobs import views

app_name = "jobs"
urlpatterns = [path("jobs/<uuid:job_id>/", views.status, name="status")]

"""Addresses of the library."""

from django.urls import path

from evaluation.library import views

app_name = "library"
urlpatterns = [
    path("library/", views.library, name="library"),
    path("library/<int:number>/remove/", views.remove, name="remove"),
]

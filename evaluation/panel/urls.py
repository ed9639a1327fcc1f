"""Addresses of the panel."""

from django.urls import path

from evaluation.panel import views, watch_views

app_name = "panel"
urlpatterns = [
    path("tenders/<str:reference>/score/", views.score, name="score"),
    path("tenders/<str:reference>/score/save/", views.save, name="save"),
    path("tenders/<str:reference>/score/review/", views.review, name="review"),
    path("tenders/<str:reference>/score/submit/", views.submit, name="submit"),
    path("tenders/<str:reference>/score/sheet/", views.sheet, name="sheet"),
    path("tenders/<str:reference>/flags/", views.flags, name="flags"),
    path("tenders/<str:reference>/flags/<int:pk>/", views.answer, name="answer"),
    path("tenders/<str:reference>/panel/", watch_views.watch, name="watch"),
    path("tenders/<str:reference>/panel/export/", watch_views.export, name="export"),
]

"""Addresses of the reading room."""

from django.urls import path

from evaluation.reading import views

app_name = "reading"
urlpatterns = [
    path("tenders/<str:reference>/bids/<str:key>/read/", views.reader, name="reader"),
    path("tenders/<str:reference>/bids/<str:key>/pane/", views.pane, name="pane"),
    path(
        "tenders/<str:reference>/bids/<str:key>/page/",
        views.page_image,
        name="page_image",
    ),
    path(
        "tenders/<str:reference>/page/",
        views.tender_page_image,
        name="tender_page_image",
    ),
    path("tenders/<str:reference>/read/", views.tender_reader, name="tender_reader"),
]

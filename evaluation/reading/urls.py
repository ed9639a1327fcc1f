"""Addresses of the reading room."""

from django.urls import path

from evaluation.reading import part_views, views

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
    path("tenders/<str:reference>/parts/", part_views.parts, name="parts"),
    path("tenders/<str:reference>/parts.xlsx", part_views.parts_xlsx, name="parts_xlsx"),
    path("tenders/<str:reference>/read/", views.tender_reader, name="tender_reader"),
]

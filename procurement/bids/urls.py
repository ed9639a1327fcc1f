"""Addresses of the bids room."""

from django.urls import path

from procurement.bids import views

app_name = "bids"
urlpatterns = [
    path("tenders/<str:reference>/bids.xlsx", views.table_xlsx, name="table_xlsx"),
    path("tenders/<str:reference>/bids/<str:key>/", views.detail, name="detail"),
    path("tenders/<str:reference>/bids/<str:key>/file/", views.file, name="file"),
]

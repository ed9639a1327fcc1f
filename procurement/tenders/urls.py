"""Addresses of the tenders room."""

from django.urls import path

from procurement.tenders import acts, upload, views

app_name = "tenders"
urlpatterns = [
    path("tenders/", views.tender_list, name="list"),
    path("tenders.xlsx", views.tender_list_xlsx, name="list_xlsx"),
    path("tenders/new/", upload.new, name="new"),
    path("tenders/new/<uuid:job_id>/", upload.loading, name="loading"),
    path("tenders/<str:reference>/", views.detail, name="detail"),
    path("tenders/<str:reference>/open/", acts.open_bids, name="open"),
    path("tenders/<str:reference>/evaluate/", acts.evaluate, name="evaluate"),
    path("tenders/<str:reference>/people/add/", acts.assign, name="assign"),
    path("tenders/<str:reference>/people/remove/", acts.unassign, name="unassign"),
    path("tenders/<str:reference>/document/", views.document, name="document"),
]

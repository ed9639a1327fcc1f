"""Addresses of the supervision pages."""

from django.urls import path

from evaluation.collusion import views

app_name = "collusion"
urlpatterns = [
    path("alerts/", views.queue, name="queue"),
    path("alerts/export.xlsx", views.export, name="export"),
    path("tenders/<str:reference>/alerts/", views.tender_alerts, name="tender"),
    path("tenders/<str:reference>/alerts/<int:number>/", views.alert, name="alert"),
    path("tenders/<str:reference>/alerts/<int:number>/decide/", views.decide, name="decide"),
    path("tenders/<str:reference>/alerts/<int:number>/reopen/", views.reopen, name="reopen"),
    path("tenders/<str:reference>/groups/<int:number>/", views.group, name="group"),
]

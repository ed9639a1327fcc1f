"""Addresses of the supervision pages."""

from django.urls import path

from evaluation.collusion import views
from evaluation.collusion.notes import views as notes
from evaluation.collusion.sheet import views as sheet
from evaluation.collusion.ties import views as ties

app_name = "collusion"
urlpatterns = [
    path("alerts/", views.queue, name="queue"),
    path("alerts/export.xlsx", views.export, name="export"),
    path("tenders/<str:reference>/alerts/", views.tender_alerts, name="tender"),
    path("tenders/<str:reference>/alerts/<int:number>/", views.alert, name="alert"),
    path("tenders/<str:reference>/alerts/<int:number>/decide/", views.decide, name="decide"),
    path("tenders/<str:reference>/alerts/<int:number>/reopen/", views.reopen, name="reopen"),
    path("tenders/<str:reference>/alerts/<int:number>/note/", notes.add, name="note"),
    path("tenders/<str:reference>/ties/", ties.ties, name="ties"),
    path("tenders/<str:reference>/groups/<int:number>/", views.group, name="group"),
    path("tenders/<str:reference>/groups/<int:number>/sheet/", sheet.sheet, name="sheet"),
]

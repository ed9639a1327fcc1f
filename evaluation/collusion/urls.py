"""Addresses of the supervision pages."""

from django.urls import path

from evaluation.collusion import views
from evaluation.collusion.charts import views as charts
from evaluation.collusion.handling import views as handling
from evaluation.collusion.notes import views as notes
from evaluation.collusion.sheet import views as sheet
from evaluation.collusion.takeaway import views as takeaway
from evaluation.collusion.wider import views as wider

app_name = "collusion"
urlpatterns = [
    path("alerts/", views.queue, name="queue"),
    path("alerts/export.xlsx", views.export, name="export"),
    path("alerts/handle/", handling.handle, name="handle"),
    path("tenders/<str:reference>/alerts/", views.tender_alerts, name="tender"),
    path("tenders/<str:reference>/alerts/<int:number>/", views.alert, name="alert"),
    path("tenders/<str:reference>/alerts/<int:number>/decide/", views.decide, name="decide"),
    path("tenders/<str:reference>/alerts/<int:number>/reopen/", views.reopen, name="reopen"),
    path("tenders/<str:reference>/alerts/<int:number>/note/", notes.add, name="note"),
    path("tenders/<str:reference>/groups/<int:number>/", views.group, name="group"),
    path("tenders/<str:reference>/groups/<int:number>/sheet/", sheet.sheet, name="sheet"),
    path("tenders/<str:reference>/alerts/wider/", wider.ask, name="wider"),
    path("tenders/<str:reference>/alerts/<int:number>/prices.svg", charts.of_alert, name="prices"),
    path("tenders/<str:reference>/alerts/<int:number>/export.<str:form>", takeaway.alert, name="take_alert"),
    path("tenders/<str:reference>/groups/<int:number>/<str:name>.svg", charts.of_group, name="chart"),
    path("tenders/<str:reference>/groups/<int:number>/export.<str:form>", takeaway.group, name="take_group"),
]

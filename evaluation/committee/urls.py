"""Addresses of the committee's pages."""

from django.urls import path

from evaluation.committee import result_views, views

app_name = "committee"
urlpatterns = [
    path("tenders/<str:reference>/clarifications/", views.clarifications, name="clarifications"),
    path("tenders/<str:reference>/clarifications/ask/", views.ask, name="ask"),
    path("tenders/<str:reference>/clarifications/<int:number>/", views.clarification, name="clarification"),
    path("tenders/<str:reference>/clarifications/<int:number>/reply/", views.reply, name="reply"),
    path("tenders/<str:reference>/clarifications/<int:number>/judge/", views.judge, name="judge"),
    path("tenders/<str:reference>/clarifications/<int:number>/files/<int:pk>/", views.file, name="file"),
    path("tenders/<str:reference>/committee/", result_views.opinions, name="opinions"),
    path("tenders/<str:reference>/committee/sign/", result_views.sign, name="sign"),
]

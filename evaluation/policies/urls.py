"""Addresses of the policies."""

from django.urls import path

from evaluation.policies import views

app_name = "policies"
urlpatterns = [
    path("policies/", views.policies, name="list"),
    path("policies/<str:place>/", views.policy, name="policy"),
    path("policies/<str:place>/preview/", views.preview, name="preview"),
    path("policies/<str:place>/policy.xlsx", views.policy_xlsx, name="policy_xlsx"),
]

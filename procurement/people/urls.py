"""Home, signing in and out, and the administrator's list of people."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from procurement.people import administration, pool_views, views

app_name = "people"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/sample/", views.sign_in_as_sample, name="sign_in_as_sample"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("people/", administration.people, name="people"),
    path("people.xlsx", administration.people_xlsx, name="people_xlsx"),
    path("people/new/", administration.new_person, name="new_person"),
    path("people/import/", pool_views.choose, name="pool"),
    path("people/import/take-in/", pool_views.take_in, name="pool_take_in"),
    path("people/of/<str:username>/", administration.change, name="change"),
]

"""Addresses of the demo identity provider."""

from django.urls import include, path

from tongban.exchange.demo.identity import views

urlpatterns = [
    path("choose/", views.choose),
    path("identity/o/authorize", views.authorise),
    path("", include("allauth.idp.urls")),
]

"""Addresses of preferences and of the style page."""

from django.urls import path

from tongban.ui import styleguide, views

app_name = "ui"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/type/", views.choose_type, name="type"),
    path("styleguide/", styleguide.show, name="styleguide"),
]

"""Addresses of preferences and of the style page."""

from django.urls import path

from tongban.ui import styleguide, views

app_name = "ui"
urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("preferences/type/", views.choose_type, name="type"),
    path("styleguide/", styleguide.show, name="styleguide"),
    path("styleguide/desk/", styleguide.show_desk, name="styleguide_desk"),
    path("styleguide/print/", styleguide.show_paper, name="styleguide_print"),
]

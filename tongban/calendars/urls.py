"""Addresses of calendars."""

from django.urls import path

from tongban.calendars import views

app_name = "calendars"
urlpatterns = [
    path("calendar/", views.why, name="why"),
    path("desk/calendar/", views.year, name="year"),
    path("desk/calendar/notice/", views.load, name="load"),
]

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "tongban.calendars"
    label = "calendars"

from django.apps import AppConfig


class WindowsConfig(AppConfig):
    name = "tongban.windows"
    label = "windows"

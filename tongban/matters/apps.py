from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "tongban.matters"
    label = "matters"

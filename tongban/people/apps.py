from functools import partial

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "tongban.people"
    label = "people"

    def ready(self) -> None:
        from tongban.people import triggers
        from tongban.people.queries.held import SOURCES

        post_migrate.connect(partial(triggers.look_after, SOURCES), sender=self, weak=False)

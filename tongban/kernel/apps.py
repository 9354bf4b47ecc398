from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "tongban.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Import what the modules register: reactions and jobs, panels, guards, figures, wordings."""
        autodiscover_modules("reactions", "slots", "access", "indicators", "wording")

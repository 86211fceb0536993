from django.apps import AppConfig
from django.db.models.signals import post_migrate

from balcao.plumbing.sql import install_functions


class PlumbingConfig(AppConfig):
    name = "balcao.plumbing"
    label = "plumbing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Django tells "migrated" by a signal only; this one carries no business.
        post_migrate.connect(
            install_functions, sender=self, dispatch_uid="balcao.install_functions"
        )

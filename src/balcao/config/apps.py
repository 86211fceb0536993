from django.apps import AppConfig
from django.core.checks import register
from django.db.backends.signals import connection_created

from balcao.config.checks import require_production_settings
from balcao.plumbing.observability.queries import watch_queries


class ConfigConfig(AppConfig):
    name = "balcao.config"
    label = "balcao_config"

    def ready(self) -> None:
        # Models must be loaded before the rooms above them can be imported.
        from balcao.config.wiring import wire  # noqa: PLC0415

        wire()
        register(require_production_settings)
        # Django tells of a new connection by a signal only; this one carries no business.
        connection_created.connect(watch_queries, dispatch_uid="balcao.watch_queries")

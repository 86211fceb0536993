from django.apps import AppConfig


class StoresConfig(AppConfig):
    name = "balcao.domains.stores"
    label = "stores"
    default_auto_field = "django.db.models.BigAutoField"

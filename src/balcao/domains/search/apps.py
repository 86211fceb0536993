from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "balcao.domains.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

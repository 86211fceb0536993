from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    name = "balcao.domains.promotions"
    label = "promotions"
    default_auto_field = "django.db.models.BigAutoField"

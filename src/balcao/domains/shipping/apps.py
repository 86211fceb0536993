from django.apps import AppConfig


class ShippingConfig(AppConfig):
    name = "balcao.domains.shipping"
    label = "shipping"
    default_auto_field = "django.db.models.BigAutoField"

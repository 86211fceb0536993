from django.apps import AppConfig


class StorefrontConfig(AppConfig):
    name = "balcao.entrypoints.storefront"
    label = "storefront"

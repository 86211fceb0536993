from django.apps import AppConfig


class ReplenishmentConfig(AppConfig):
    name = "balcao.domains.replenishment"
    label = "replenishment"

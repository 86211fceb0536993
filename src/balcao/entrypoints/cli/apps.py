from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "balcao.entrypoints.cli"
    label = "cli"

"""The real settings, plus one address that asks the database for nothing (``SELECT 1``)."""

from balcao.config.settings import *  # noqa: F403 - a settings module is its names

ROOT_URLCONF = "bench.urls"

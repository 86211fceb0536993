"""``python -m tests.races``: the storm of payments, whose pieces need Django to be set up."""

from __future__ import annotations

import os
import runpy

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balcao.config.settings")
    django.setup()
    runpy.run_module("tests.races.money_storm", run_name="__main__")

"""``balcao staff create``: let somebody work here."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from balcao.domains.team.operations import add_staff
from balcao.domains.team.values import Role
from balcao.plumbing.audit import acting

VARIABLE = "BALCAO_PASSWORD"


class Command(BaseCommand):
    help = "Add a member of staff. The password is asked for, or taken from BALCAO_PASSWORD."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["create"])
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--role", choices=[role.value for role in Role], default="owner")

    def handle(self, **options: Any) -> None:
        # Not an argument: those are seen by everyone on the machine, and kept by shells.
        password = os.environ.get(VARIABLE) or self._ask()
        try:
            with override("en"):
                validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        with acting(getpass.getuser(), source="cli"):
            add_staff(
                email=options["email"],
                name=options["name"] or options["email"].split("@")[0],
                role=options["role"],
                password=password,
                now=datetime.now(UTC),
            )
        self.stdout.write(f"{options['email']} can sign in at /console/ as {options['role']}.")

    def _ask(self) -> str:
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Once more: "):
            raise CommandError("The two passwords differ.")
        return password

"""Signing in, slowed down for those who guess."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from unfold.forms import AuthenticationForm

from balcao.entrypoints.console.models import SignInFailure
from balcao.plumbing.web.callers import network_address_of

WINDOW: Final = timedelta(minutes=15)
# From one address: five wrong passwords for one account, thirty for any.
PER_ACCOUNT: Final = 5
PER_ADDRESS: Final = 30
REFUSED: Final = "Too many wrong passwords. Wait 15 minutes, then try again."


class SignInForm(AuthenticationForm):
    """Django's form, which after too many failures does not look at the password any more."""

    def clean(self) -> dict[str, Any]:
        account, address = self._keys()
        now = datetime.now(UTC)
        if is_slowed(account, PER_ACCOUNT, now) or is_slowed(address, PER_ADDRESS, now):
            raise ValidationError(REFUSED, code="slowed")
        try:
            cleaned: dict[str, Any] = super().clean()
        except ValidationError:
            remember_failure([account, address], now)
            raise
        SignInFailure.objects.filter(key=account).delete()
        return cleaned

    def _keys(self) -> tuple[str, str]:
        address = address_of(self.request)
        account = str(self.cleaned_data.get("username", "")).strip().lower()
        return _key(f"{account}|{address}"), _key(address)


def address_of(request: HttpRequest | None) -> str:
    """Where a request comes from; empty where there is none."""
    return network_address_of(request) if request is not None else ""


def is_slowed(key: str, limit: int, now: datetime) -> bool:
    """Whether there were too many failures lately."""
    recent = SignInFailure.objects.filter(key=key, at__gt=now - WINDOW)
    return recent[:limit].count() >= limit


def remember_failure(keys: list[str], now: datetime) -> None:
    """Count a failure, and forget those that count no more."""
    SignInFailure.objects.filter(at__lt=now - WINDOW).delete()
    SignInFailure.objects.bulk_create([SignInFailure(key=key, at=now) for key in keys])


def _key(text: str) -> str:
    return sha256(f"{settings.SECRET_KEY}|{text}".encode()).hexdigest()

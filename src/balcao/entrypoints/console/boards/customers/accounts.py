"""What staff see and do of a shopper's account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

from balcao.domains.customers import operations, queries
from balcao.domains.customers.values import (
    ConsentInfo,
    ConsentKind,
    ConsentWords,
    CustomerInfo,
    SavedAddressInfo,
)
from balcao.entrypoints.console.pages import act, actor_of, link, now_of, store_of

# What a shopper says by phone or letter has no words of ours beside a box.
BY_STAFF: Final = ConsentWords(version="by-staff")


@dataclass(frozen=True, slots=True)
class Account:
    """A shopper's account as the page of the shopper shows it."""

    addresses: tuple[SavedAddressInfo, ...]
    consents: tuple[ConsentInfo, ...]
    is_told_news: bool
    sessions: int


def account_of(one: CustomerInfo, request: HttpRequest) -> Account:
    """Everything of it, in four statements."""
    return Account(
        addresses=queries.saved_addresses(one.store_id, one.id),
        consents=queries.consents_of(one.store_id, one.email)[:10],
        is_told_news=queries.has_consented(one.store_id, one.email, ConsentKind.MARKETING),
        sessions=queries.count_sessions(one.store_id, one.id, now=now_of(request)),
    )


def sign_out(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Sign a shopper out on every device."""
    store_id = store_of(request).id
    return act(
        request,
        lambda: operations.sign_out_everywhere(store_id=store_id, customer_id=customer_id),
        done="Signed out everywhere.",
        back=link("customer", customer_id),
    )


def consent(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Write down what a shopper said about mails with news."""
    return act(
        request,
        lambda: _record(request, customer_id),
        done="Written down.",
        back=link("customer", customer_id),
    )


def _record(request: HttpRequest, customer_id: int) -> None:
    found = queries.customer_by_id(store_of(request).id, customer_id)
    operations.record_consent(
        store_id=found.store_id,
        email=found.email,
        kind=ConsentKind.MARKETING,
        is_given=request.POST.get("given") == "yes",
        words=BY_STAFF,
        source="console",
        actor=actor_of(request),
        now=now_of(request),
    )

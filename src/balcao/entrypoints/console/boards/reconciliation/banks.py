"""Bank accounts, how their files are written, and what the store agreed on."""

from __future__ import annotations

from dataclasses import fields

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from balcao.domains.reconciliation import operations, queries
from balcao.domains.reconciliation.errors import BadBankAccount
from balcao.domains.reconciliation.values import BankAccountInfo, BankFormat, TermsInfo
from balcao.entrypoints.console.listing import number_of
from balcao.entrypoints.console.pages import act, link, said, show, store_of
from balcao.kernel.errors import BalcaoError
from balcao.kernel.money import Money, NotAnAmount

FIELDS = tuple(one.name for one in fields(BankFormat))
LABELS = {
    "date": "Day",
    "amount": "Amount, signed",
    "money_in": "Money in",
    "money_out": "Money out",
    "description": "Text",
    "reference": "Reference",
    "balance": "Balance",
    "identity": "Id of the line",
}


def banks(request: HttpRequest) -> HttpResponse:
    """Show the accounts, one of them in the form."""
    code = request.GET.get("code", "")
    known = {one.code: one for one in queries.bank_accounts(store_of(request).id)}
    typed = _typed_of(known[code]) if code in known else {}
    return _form(request, typed, chosen=code if code in known else "")


def save(request: HttpRequest) -> HttpResponse:
    """Make or change an account; what was typed stays in the form when it is refused."""
    typed = {name: text[:100] for name, text in request.POST.items()}
    account = BankAccountInfo(
        code=typed.get("code", "").strip(),
        name=typed.get("name", ""),
        currency=typed.get("currency", "").strip().upper() or store_of(request).currency,
        format=BankFormat(**{name: _plain(typed.get(name, "")) for name in FIELDS}),
    )
    try:
        operations.save_bank_account(store_id=store_of(request).id, account=account)
    except BalcaoError as error:
        messages.error(request, said(error))
        return _form(request, typed, field=str(error.facts.get("field", "")), status=422)
    messages.success(request, "Saved.")
    return HttpResponseRedirect(link("reconciliation-banks"), status=303)


def terms(request: HttpRequest) -> HttpResponse:
    """Agree on days to wait and on small change."""
    return act(
        request,
        lambda: operations.save_terms(store_id=store_of(request).id, terms=_terms(request)),
        done="Saved.",
        back=link("reconciliation-banks"),
    )


def _terms(request: HttpRequest) -> TermsInfo:
    text = request.POST.get("write_off_limit", "").strip().replace(",", ".")[:20]
    try:
        limit = Money.parse(text, store_of(request).currency).minor
    except NotAnAmount as error:
        raise BadBankAccount(error.message, field="write_off_limit") from None
    return TermsInfo(
        missing_after_days=number_of(request.POST.get("missing_after_days", "")),
        payout_days=number_of(request.POST.get("payout_days", "")),
        write_off_limit_minor=limit,
    )


def _typed_of(account: BankAccountInfo) -> dict[str, str]:
    own = {"code": account.code, "name": account.name, "currency": account.currency}
    said = {name: getattr(account.format, name) for name in FIELDS}
    return {**own, **said, "delimiter": said["delimiter"].replace("\t", "tab")}


def _plain(text: str) -> str:
    return "\t" if text.strip() == "tab" else text.strip()


def _columns(typed: dict[str, str], field: str) -> list[tuple[str, str, str, bool]]:
    return [(name, title, typed.get(name, ""), name == field) for name, title in LABELS.items()]


def _form(
    request: HttpRequest, typed: dict[str, str], *, status: int = 200, **more: str
) -> HttpResponse:
    store_id = store_of(request).id
    return show(
        request,
        "reconciliation/banks.html",
        "Bank accounts",
        status=status,
        accounts=queries.bank_accounts(store_id),
        typed=typed,
        columns=_columns(typed, more.get("field", "")),
        terms=queries.terms_of(store_id),
        **more,
    )

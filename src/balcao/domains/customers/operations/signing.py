"""Signing in without a password: who can read the mail of an address is its shopper.

Codes and links are used once, end after minutes, and are counted before they are looked at.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from balcao.domains.customers.errors import SignInNotMailed, WrongSignInCode
from balcao.domains.customers.models import Customer, ShopperSession, SignInCode, SignInCount
from balcao.domains.customers.operations.counting import (
    MAILS_FROM_ONE,
    MAILS_TO_ONE,
    WRONG_FROM_ONE,
    count,
    uncount,
)
from balcao.domains.customers.operations.joining import look_at
from balcao.domains.customers.ports import mail_code
from balcao.domains.customers.rules import check_email, signing
from balcao.domains.customers.values import NewCode, Shopper, SignedIn
from balcao.kernel.ids import new_secret

KEPT: Final = timedelta(days=1)
# Whatever is typed counts against every code that could have been meant, in one statement.
TRY: Final = """
UPDATE customers_signincode SET failed = failed + 1
WHERE store_id = %s AND email = %s AND used_at IS NULL AND ends_at > %s AND failed < %s
RETURNING id, code_digest
"""


def ask_for_code(*, store_id: int, email: str, language: str, who: str, now: datetime) -> None:
    """Mail a code and a link to an address, known or not; both are good for 15 minutes, once.

    ``who`` is what tells callers apart, such as their network address. Commits by itself, and the
    mail goes out after that: call it outside any transaction.

    :raises BadAddress: this is no mail address.
    :raises TooManySignIns: five mails an hour to one address are enough, and 30 from one network.
    :raises SignInNotMailed: the mail server is away or does not know the address.
    """
    to = check_email(email)
    made = _make(store_id, to, language, who, now)
    if not mail_code(made):
        raise SignInNotMailed


@transaction.atomic(durable=True)
def _make(store_id: int, to: str, language: str, who: str, now: datetime) -> NewCode:
    count(MAILS_FROM_ONE, store_id=store_id, who=who, now=now)
    count(MAILS_TO_ONE, store_id=store_id, who=to, now=now)
    code, link, ends_at = signing.make_code(), new_secret(), now + signing.CODE_LIVES
    SignInCode.objects.create(
        store_id=store_id,
        email=to,
        code_digest=_digest(store_id, to, code),
        link_digest=signing.digest_of_secret(link),
        created_at=now,
        ends_at=ends_at,
    )
    return NewCode(store_id, to, language, code, link, ends_at)


def sign_in_by_code(
    *, store_id: int, email: str, code: str, language: str, who: str, now: datetime
) -> SignedIn:
    """Begin a session for who typed the code of a mail; a shopper is made where there was none.

    Commits by itself, since a refusal has to be counted too: call it outside any transaction.

    :raises BadAddress: this is no mail address.
    :raises WrongSignInCode: it is not a live code of this address; that counts.
    :raises TooManySignIns: too many were wrong from where this is asked.
    """
    made = _try_code(store_id, check_email(email), code, language, who, now)
    if made is None:
        raise WrongSignInCode(field="code")
    return made


@transaction.atomic(durable=True)
def _try_code(
    store_id: int, email: str, code: str, language: str, who: str, now: datetime
) -> SignedIn | None:
    counted = count(WRONG_FROM_ONE, store_id=store_id, who=who, now=now)
    digest = _digest(store_id, email, signing.normal_code(code))
    with connection.cursor() as cursor:
        cursor.execute(TRY, [store_id, email, now, signing.MOST_WRONG])
        # All are compared, so that the time taken says nothing.
        right = [pk for pk, known in cursor.fetchall() if compare_digest(known, digest)]
    if not right:
        return None
    uncount(counted)
    SignInCode.objects.filter(pk__in=right).update(used_at=now)
    return _begin(store_id, email, language, now)


def sign_in_by_link(*, store_id: int, link: str, language: str, now: datetime) -> SignedIn:
    """Begin a session for who followed the link of a mail; each link works once.

    :raises WrongSignInCode: no such link, used before, or older than 15 minutes.
    """
    digest = signing.digest_of_secret(link[: signing.LONGEST_SECRET])
    live = SignInCode.objects.filter(
        store_id=store_id, link_digest=digest, used_at__isnull=True, ends_at__gt=now
    )
    with transaction.atomic():
        email = live.values_list("email", flat=True).first()
        if email is None or not live.update(used_at=now):
            raise WrongSignInCode(field="link")
        return _begin(store_id, email, language, now)


def keep_session(*, secret: str, now: datetime) -> None:
    """Note that a shopper was here, at most once a day, so that the session does not end."""
    ShopperSession.objects.filter(
        secret_digest=signing.digest_of_secret(secret), seen_at__lt=now - timedelta(days=1)
    ).update(seen_at=now)


def sign_out(*, secret: str) -> None:
    """End one session; whether there was one is nobody's business."""
    ShopperSession.objects.filter(secret_digest=signing.digest_of_secret(secret)).delete()


def sign_out_everywhere(*, store_id: int, customer_id: int) -> int:
    """End every session of a shopper; how many there were."""
    rows = ShopperSession.objects.filter(store_id=store_id, customer_id=customer_id)
    return rows.delete()[0]


def forget_sign_ins(*, now: datetime) -> int:
    """Forget codes and counts of more than a day ago, and sessions that have ended; how many."""
    ended = ShopperSession.objects.filter(ends_at__lt=now)
    idle = ShopperSession.objects.filter(seen_at__lt=now - signing.IDLE)
    old = (
        SignInCode.objects.filter(ends_at__lt=now - KEPT),
        SignInCount.objects.filter(since__lt=now - KEPT),
        ended,
        idle,
    )
    return sum(rows.delete()[0] for rows in old)


def _begin(store_id: int, email: str, language: str, now: datetime) -> SignedIn:
    row = _known(store_id, email, language, now)
    secret, ends_at = f"{signing.MARK}{new_secret()}", now + signing.AT_MOST
    ShopperSession.objects.create(
        store_id=store_id,
        customer=row,
        secret_digest=signing.digest_of_secret(secret),
        created_at=now,
        seen_at=now,
        ends_at=ends_at,
    )
    return SignedIn(Shopper(row.pk, store_id, row.email, row.name), secret, ends_at)


def _known(store_id: int, email: str, language: str, now: datetime) -> Customer:
    """The shopper with this address; a new one where nobody bought with it yet."""
    row, is_new = Customer.objects.get_or_create(
        store_id=store_id, email=email, defaults={"name": "", "locale": language, "created_at": now}
    )
    if is_new:
        look_at(store_id, row.pk, now)
    return row


def _digest(store_id: int, email: str, code: str) -> str:
    return signing.digest_of_code(settings.SECRET_KEY, store_id, email, code)

"""What a mail address agrees to. Nothing is overwritten: when and to what words can be shown."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from balcao.domains.customers.models import Consent
from balcao.domains.customers.queries.accounts import has_consented
from balcao.domains.customers.rules import check_email
from balcao.domains.customers.values import ConsentKind, ConsentWords


@transaction.atomic
def record_consent(
    *,
    store_id: int,
    email: str,
    kind: ConsentKind,
    is_given: bool,
    words: ConsentWords,
    source: str,
    now: datetime,
    actor: str = "",
) -> bool:
    """Write down that an address agrees or takes it back; whether that was something new.

    ``source`` is where it was said: ``checkout``, ``account``, ``mail``, ``api`` or ``console``.
    ``actor`` is who said it, where that is not the shopper.

    :raises BadAddress: this is no mail address.
    """
    known = check_email(email)
    if has_consented(store_id, known, kind) is is_given:
        return False
    Consent.objects.create(
        store_id=store_id,
        email=known,
        kind=kind.value,
        is_given=is_given,
        text_version=words.version,
        text=words.text[:500],
        locale=words.locale,
        source=source,
        actor=actor,
        at=now,
    )
    return True

"""Pix: by a code that staff confirm, or by immediate charges at a payment service (PSP).

Source: Banco Central do Brasil, *API Pix* 2.9: ``/cob/{txid}`` and ``/pix/{e2eid}/devolucao/{id}``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs, quote

from django.utils.translation import gettext, override

from balcao.adapters.payments.brcode import static_code
from balcao.adapters.payments.offline import Offline
from balcao.adapters.payments.pixservice import PixService
from balcao.domains.payments.ports import (
    Answer,
    Attempt,
    BadMessage,
    Instructions,
    Outcome,
    ProviderRefused,
    Told,
)
from balcao.kernel.money import Money

REMOVED: Final = "REMOVIDA_PELO_USUARIO_RECEBEDOR"
OUTCOMES: Final = {
    "ATIVA": Outcome.PENDING,
    "CONCLUIDA": Outcome.CAPTURED,
    REMOVED: Outcome.DECLINED,
    "REMOVIDA_PELO_PSP": Outcome.DECLINED,
}


class _Words:
    """What both ways of Pix say to shoppers."""

    def label(self, language: str) -> str:
        """What shoppers call it."""
        return "Pix"

    def explain(self, language: str) -> str:
        """How it works."""
        with override(language):
            return gettext("Scan a code with your bank's app, or copy it there.")

    def _shown(self, language: str, code: str) -> Instructions:
        with override(language):
            text = gettext("Open your bank's app, choose Pix and scan the code or paste it.")
        return Instructions(text, copy=code, qr=code)


@dataclass(frozen=True)
class PixByHand(_Words, Offline):
    """A code for the shop's own key, with the order number in it; staff confirm the money."""

    key: str
    name: str
    city: str
    code: ClassVar[str] = "pix"

    def instructions(
        self, language: str, attempt: Attempt, facts: Mapping[str, str]
    ) -> Instructions:
        """The code, to be scanned or pasted."""
        code = static_code(
            key=self.key,
            name=self.name,
            city=self.city,
            amount=attempt.amount,
            txid=attempt.reference,
        )
        return self._shown(language, code)


@dataclass
class PixCharges(_Words):
    """Immediate charges at a payment service, confirmed by its messages within seconds.

    ``secret`` stands in the address that the service sends messages to (``?hmac=…``).
    """

    service: PixService
    key: str
    secret: str = field(repr=False)
    hold_for: timedelta = timedelta(minutes=30)
    code: ClassVar[str] = "pix"
    is_offline: ClassVar[bool] = False
    pays_on_delivery: ClassVar[bool] = False

    def instructions(
        self, language: str, attempt: Attempt, facts: Mapping[str, str]
    ) -> Instructions:
        """The code of the charge; nothing before the service has given one."""
        code = facts.get("code", "")
        return self._shown(language, code) if code else Instructions()

    def pay(self, attempt: Attempt) -> Answer:
        """Create the charge under our own id; one that is there already is answered as it is."""
        known = self.service.ask("GET", _charge(attempt))
        if known is None:
            known = self.service.ask("PUT", _charge(attempt), self._wanted(attempt))
        return self._answer(known or {})

    def look_up(self, attempt: Attempt) -> Answer:
        """How the charge stands; waiting when there is none yet."""
        return self._answer(self.service.ask("GET", _charge(attempt)) or {})

    def void(self, attempt: Attempt) -> None:
        """Take the charge away. One that was never made is made first, so it cannot be later."""
        known = self.service.ask("GET", _charge(attempt))
        if known is None:
            known = self.service.ask("PUT", _charge(attempt), self._wanted(attempt)) or {}
        if known.get("status") == "ATIVA":
            self.service.ask("PATCH", _charge(attempt), {"status": REMOVED}, bears=(400, 422))

    def refund(self, attempt: Attempt, *, amount: Money, key: str) -> None:
        """Give back a part of what was paid, once per key."""
        payment = self.look_up(attempt).reference or attempt.provider_reference
        if not payment:
            raise ProviderRefused("nothing was paid that could be given back")
        name = hashlib.sha256(key.encode()).hexdigest()[:32]
        where = f"/pix/{quote(payment, safe='')}/devolucao/{name}"
        known = self.service.ask("GET", where)
        if known is None:
            known = self.service.ask("PUT", where, {"valor": str(amount.major)}) or {}
        if known.get("status") == "NAO_REALIZADO":
            raise ProviderRefused(str(known.get("motivo", "not given back"))[:200])

    def read_message(
        self, headers: Mapping[str, str], body: bytes, *, query: str, now: datetime
    ) -> Sequence[Told]:
        """The charges that were paid. The secret of the address is compared in constant time."""
        said = parse_qs(query).get("hmac", [""])[0]
        if not self.secret or not hmac.compare_digest(said.encode(), self.secret.encode()):
            raise BadMessage("The secret in the address is wrong.")
        try:
            paid = json.loads(body)["pix"]
            return [
                Told(f"{one['endToEndId']}", "pix", key=_key_of(str(one["txid"]))) for one in paid
            ]
        except (ValueError, KeyError, TypeError) as error:
            raise BadMessage("The body is not a Pix message.") from error

    def _wanted(self, attempt: Attempt) -> dict[str, Any]:
        wanted: dict[str, Any] = {
            "calendario": {"expiracao": int(self.hold_for.total_seconds())},
            "valor": {"original": str(attempt.amount.major)},
            "chave": self.key,
            "solicitacaoPagador": attempt.reference,
        }
        payer = attempt.payer
        if payer.name and len(payer.tax_id) in (11, 14):
            kind = "cpf" if len(payer.tax_id) == 11 else "cnpj"
            wanted["devedor"] = {kind: payer.tax_id, "nome": payer.name[:200]}
        return wanted

    def _answer(self, charge: Mapping[str, Any]) -> Answer:
        outcome = OUTCOMES.get(str(charge.get("status", "")), Outcome.PENDING)
        paid = next(iter(charge.get("pix") or []), {})
        code = str(charge.get("pixCopiaECola", ""))
        return Answer(
            outcome,
            str(paid.get("endToEndId", "") or charge.get("txid", "")),
            facts={"code": code} if code else {},
            expires_at=_expiry(charge) if outcome is Outcome.PENDING else None,
        )


def txid_of(key: str) -> str:
    """Our key as the id of a charge: 26 to 35 letters and digits."""
    bare = re.sub(r"[^A-Za-z0-9]", "", key.removeprefix("pay:"))
    return bare if 26 <= len(bare) <= 35 else hashlib.sha256(key.encode()).hexdigest()[:32]


def _key_of(txid: str) -> str:
    """The key that an id was made from, where it was one of our own."""
    return f"pay:{txid}"


def _charge(attempt: Attempt) -> str:
    return f"/cob/{txid_of(attempt.idempotency_key)}"


def _expiry(charge: Mapping[str, Any]) -> datetime | None:
    times = charge.get("calendario") or {}
    try:
        made = datetime.fromisoformat(str(times["criacao"]))
        return made + timedelta(seconds=int(times["expiracao"]))
    except (KeyError, ValueError):
        return None

"""What a PaymentIntent of Stripe can and one of localstripe cannot: another card after a declined
one, and a card that is kept for its customer.

At Stripe a declined intent takes another card. Localstripe's stays declined, so a new one takes its
place behind the proxy; to whoever asks, it has the id and the secret of the first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import requests

Direct = Callable[..., dict[str, Any]]


@dataclass
class Tries:
    """Which intent of localstripe stands for which that we were told of, by id and by secret."""

    inner: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    keeps: set[str] = field(default_factory=set)
    """Intents (of localstripe) whose card is to be kept."""

    def inward(self, text: str) -> str:
        """What we say, with the names that localstripe knows."""
        for ours, theirs in self.inner.items():
            text = text.replace(ours, theirs)
        return text

    def outward(self, text: str) -> str:
        """What localstripe says, with the names that we know."""
        for ours, theirs in self.inner.items():
            text = text.replace(theirs, ours)
        return text

    def make_ready(self, intent_id: str, direct: Direct) -> str:
        """The intent that can take a card now: itself, or one in its place."""
        old = direct("GET", f"/v1/payment_intents/{intent_id}")
        charge = old["latest_charge"]
        if charge is None or charge["status"] != "failed" or old["status"] == "canceled":
            return intent_id
        said = {f"metadata[{name}]": text for name, text in old["metadata"].items()}
        said |= {name: old[name] for name in ("amount", "currency", "capture_method")}
        if old["customer"]:
            said["customer"] = old["customer"]
        new = direct("POST", "/v1/payment_intents", said)
        direct("POST", f"/v1/payment_intents/{intent_id}/cancel")
        self._move(old, new)
        return str(new["id"])

    def note(self, path: str, said: dict[str, str]) -> None:
        """Whether the card of an intent is to be kept."""
        name = path.split("/")[3] if path.count("/") >= 3 else ""
        if said.get("setup_future_usage"):
            self.keeps.add(name)
        elif "setup_future_usage" in said:
            self.keeps.discard(name)

    def keep_card(self, intent: dict[str, Any], direct: Direct) -> dict[str, Any]:
        """Attach the card of a paid intent to its customer, as Stripe does when it is asked to.

        What Stripe says of the intent besides.
        """
        if intent["id"] not in self.keeps:
            return {"setup_future_usage": None}
        card = intent["payment_method"]
        name = card["id"] if isinstance(card, dict) else card
        if intent["customer"] and intent["status"] in ("succeeded", "requires_capture"):
            direct("POST", f"/v1/payment_methods/{name}/attach", {"customer": intent["customer"]})
        return {"setup_future_usage": "on_session"}

    def can_take(self, card: str, intent_id: str, direct: Direct) -> bool:
        """Whether a card is known, and not kept for another customer than the intent's."""
        try:
            holder = direct("GET", f"/v1/payment_methods/{card}")["customer"]
        except requests.HTTPError:
            return False
        intent = direct("GET", f"/v1/payment_intents/{intent_id}")
        return not holder or holder == intent["customer"]

    def _move(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        outer = {theirs: ours for ours, theirs in self.inner.items()}
        for name in ("client_secret", "id"):  # the secret first: it has the id inside
            self.inner[outer.get(old[name], old[name])] = new[name]
        self.gone.add(old["id"])
        if old["id"] in self.keeps:
            self.keeps.add(new["id"])

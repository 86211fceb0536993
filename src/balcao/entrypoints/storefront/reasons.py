"""Why a promotion does nothing for a cart, in the shopper's words."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop, ngettext

from balcao.domains.promotions.values import Verdict
from balcao.entrypoints.storefront.words import minor_text

SAID = {
    "used_up": gettext_noop("It has been used up."),
    "used_up_by_shopper": gettext_noop("You have used it as often as it can be used."),
    "used_up_today": gettext_noop("It has been used up for today. Please come back tomorrow."),
    "budget_used_up": gettext_noop("It has been used up."),
    "not_started": gettext_noop("It is not valid yet."),
    "ended": gettext_noop("It is not valid any more."),
    "other_weekday": gettext_noop("It is not valid today."),
    "other_hour": gettext_noop("It is not valid at this time of day."),
    "not_in_group": gettext_noop("It is for some of our customers. Please enter your address."),
    "other_country": gettext_noop("It is not valid for the country that you ship to."),
    "other_region": gettext_noop("It is not valid for the region that you ship to."),
    "other_shipping": gettext_noop("It asks for another way of shipping."),
    "other_payment": gettext_noop("It asks for another way to pay."),
    "too_few_orders": gettext_noop("It is for customers who have ordered before."),
    "too_many_orders": gettext_noop("It is for a first order."),
    "lost_to_another": gettext_noop("Another promotion saves you more; they do not go together."),
}


def reason_text(verdict: Verdict, currency: str, language: str) -> str:
    """One sentence; what is missing is said as an amount or a number."""
    missing, units = verdict.facts.get("missing_minor"), verdict.facts.get("missing_quantity")
    if isinstance(missing, int):
        amount = minor_text(missing, currency, language)
        return gettext("%(amount)s more and it applies.") % {"amount": amount}
    if isinstance(units, int):
        text = ngettext(
            "One more piece and it applies.", "%(n)d more pieces and it applies.", units
        )
        return text % {"n": units}
    said = SAID.get(verdict.reason, gettext_noop("Your cart is not what it asks for."))
    return gettext(said)

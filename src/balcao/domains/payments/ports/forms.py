"""Providers whose shoppers pay on a page of the shop, by a form of the provider's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from balcao.domains.payments.ports.provider import Decline


@runtime_checkable
class FormProvider(Protocol):
    """A provider with a form in the browser, so that card numbers never reach us.

    ``pay`` without a token makes the attempt ready. It and ``look_up`` answer an action for the
    form for as long as a card can be tried; a declined card does not end the attempt, voiding does.
    ``form`` names our script that works it, ``form_script`` is the address of the provider's, and
    ``form_policy`` what a page with the form may load besides (directives of a content security
    policy and their sources). ``form_declines`` says which of our words fits which of the codes
    that the form tells its page.
    """

    form: str
    form_script: str
    form_policy: Mapping[str, str]
    form_declines: Mapping[str, Decline]

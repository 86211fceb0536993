"""What rules are called and weigh, for the pages of staff."""

from __future__ import annotations

from balcao.domains.risk.rules import words
from balcao.domains.risk.rules.scoring import WEIGHTS
from balcao.domains.risk.values import Reason, Rule


def in_words(reason: Reason, language: str) -> str:
    """Why a rule spoke; ``language`` is ``en`` or ``pt-br``."""
    return words.said(reason, language)


def rules_and_weights() -> dict[Rule, tuple[str, int]]:
    """Each rule with its title and the weight it has where a store says nothing."""
    return {rule: (words.title_of(rule), weight) for rule, weight in WEIGHTS.items()}

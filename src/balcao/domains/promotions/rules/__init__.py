"""The promotion engine: a rule language, and what rules do to a basket. Pure Python."""

from balcao.domains.promotions.rules.compiled import Compiled, compile_rules
from balcao.domains.promotions.rules.deciding import Choice, decide, explain
from balcao.domains.promotions.rules.documents import check_rule, findings_in, has_amounts
from balcao.domains.promotions.rules.preparing import Preparing, give
from balcao.domains.promotions.rules.reasons import reason_in_words
from balcao.domains.promotions.rules.ways import fits_way_to_pay
from balcao.domains.promotions.rules.words import in_words

__all__ = [
    "Choice",
    "Compiled",
    "Preparing",
    "check_rule",
    "compile_rules",
    "decide",
    "explain",
    "findings_in",
    "fits_way_to_pay",
    "give",
    "has_amounts",
    "in_words",
    "reason_in_words",
]

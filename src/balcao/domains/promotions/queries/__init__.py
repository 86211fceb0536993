"""Reads about promotions, their codes and their uses."""

from balcao.domains.promotions.queries.codes import (
    batch_by_id,
    batches_of,
    code_by_id,
    codes_page,
    export_codes,
    find_codes,
    unlocked_by,
)
from balcao.domains.promotions.queries.naming import naming_collection, naming_group
from balcao.domains.promotions.queries.promotions import (
    active_promotions,
    drafted,
    lefts_of,
    next_states,
    promotion_by_id,
    promotions_page,
    ways_allowed,
)
from balcao.domains.promotions.queries.texts import least_length, normalize
from balcao.domains.promotions.queries.uses import uses_by_day, uses_page
from balcao.domains.promotions.rules import (
    Compiled,
    Preparing,
    check_rule,
    compile_rules,
    decide,
    explain,
    findings_in,
    give,
    in_words,
    reason_in_words,
)

__all__ = [
    "Compiled",
    "Preparing",
    "active_promotions",
    "batch_by_id",
    "batches_of",
    "check_rule",
    "code_by_id",
    "codes_page",
    "compile_rules",
    "decide",
    "drafted",
    "explain",
    "export_codes",
    "find_codes",
    "findings_in",
    "give",
    "in_words",
    "least_length",
    "lefts_of",
    "naming_collection",
    "naming_group",
    "next_states",
    "normalize",
    "promotion_by_id",
    "promotions_page",
    "reason_in_words",
    "unlocked_by",
    "uses_by_day",
    "uses_page",
    "ways_allowed",
]

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
    lefts_of,
    promotion_by_id,
    promotions_page,
)
from balcao.domains.promotions.queries.texts import least_length, normalize
from balcao.domains.promotions.queries.uses import uses_page
from balcao.domains.promotions.rules import Compiled, compile_rules, decide, explain

__all__ = [
    "Compiled",
    "active_promotions",
    "batch_by_id",
    "batches_of",
    "code_by_id",
    "codes_page",
    "compile_rules",
    "decide",
    "explain",
    "export_codes",
    "find_codes",
    "least_length",
    "lefts_of",
    "naming_collection",
    "naming_group",
    "normalize",
    "promotion_by_id",
    "promotions_page",
    "unlocked_by",
    "uses_page",
]

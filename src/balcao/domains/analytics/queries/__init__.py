"""Reads about back-tests."""

from balcao.domains.analytics.queries.backtests import (
    back_test_by_id,
    back_tests_page,
    left_back_tests,
    result_of,
)
from balcao.domains.analytics.queries.files import result_lines, result_rows

__all__ = [
    "back_test_by_id",
    "back_tests_page",
    "left_back_tests",
    "result_lines",
    "result_of",
    "result_rows",
]

"""Whether a price would have been the same if it were paid another way."""

from __future__ import annotations

import pytest

from balcao.domains.promotions.rules import fits_way_to_pay

PIX = {"kind": "payment", "in": ["Pix"]}
THEN = {"kind": "percent", "basis_points": 500}


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ({"then": THEN}, {"pix": True, "stripe": True}),
        ({"when": PIX, "then": THEN}, {"pix": True, "stripe": False}),
        ({"when": {"kind": "not", "of": PIX}, "then": THEN}, {"pix": False, "stripe": True}),
        (
            {"when": {"kind": "not", "of": {"kind": "not", "of": PIX}}, "then": THEN},
            {"pix": True, "stripe": False},
        ),
        (
            {"when": {"kind": "all", "of": [{"kind": "first_order"}, PIX]}, "then": THEN},
            {"pix": True, "stripe": False},
        ),
        # Which of the two was met is not known any more, so the stricter one counts.
        (
            {"when": {"kind": "any", "of": [{"kind": "first_order"}, PIX]}, "then": THEN},
            {"pix": True, "stripe": False},
        ),
    ],
)
def test_is_read_from_the_conditions(rule, fits):
    assert {way: fits_way_to_pay(rule, way) for way in fits} == fits

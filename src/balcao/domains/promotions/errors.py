"""What can be wrong about promotions."""

from __future__ import annotations

from balcao.kernel.errors import Invalid


class BadRule(Invalid):
    """A promotion's rule cannot be understood; every finding says where and what to do.

    ``findings`` in the facts is a list of ``{"pointer", "says"}``: a JSON pointer (RFC 6901) into
    the rule, and a sentence.
    """

    code = "bad_promotion_rule"

"""What can be wrong about risk."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class TooManyPayments(Conflict):
    """Too many payments were tried from here. Wait a while, or pay another way."""

    code = "too_many_payments"


class NoSuchScore(NotFound):
    """This order has no score in this store."""

    code = "no_such_score"


class NotInReview(Conflict):
    """Somebody has decided about this order already, or it never waited."""

    code = "not_in_review"


class BadRiskTerms(Invalid):
    """Thresholds or weights cannot be like that; ``field`` says which."""

    code = "bad_risk_terms"


class RiskTermsChanged(Conflict):
    """Somebody else saved thresholds or weights meanwhile. Look at them and repeat your change."""

    code = "risk_terms_changed"

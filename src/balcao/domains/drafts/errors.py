"""What can be wrong about drafts and quotes."""

from __future__ import annotations

from balcao.kernel.errors import Conflict, Invalid, NotFound


class NoSuchDraft(NotFound):
    """There is no such draft."""

    code = "no_such_draft"


class DraftMoved(Conflict):
    """Somebody else changed this draft. Load it again and repeat your change."""

    code = "draft_moved"


class WrongDraftState(Conflict):
    """The draft is not in a state for this step. Take a sent quote back before you change it."""

    code = "wrong_draft_state"


class BadDraft(Invalid):
    """A part of the draft cannot be accepted; ``fields`` says which."""

    code = "bad_draft"


class BadOverride(Invalid):
    """A price given by hand needs a line of the draft, an amount of its currency and a reason."""

    code = "bad_override"


class BadExpiry(Invalid):
    """A quote ends in the future, and within a year."""

    code = "bad_expiry"

"""The only row locks of this domain. A draft is locked before its order and its stock."""

from __future__ import annotations

from uuid import UUID

from balcao.domains.drafts.errors import DraftMoved, NoSuchDraft, WrongDraftState
from balcao.domains.drafts.models import Draft
from balcao.domains.drafts.values import DraftState


def lock_draft(draft_id: UUID, expected_version: int | None = None) -> Draft:
    """Hold a draft in whatever state until commit.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody changed it since ``expected_version``; None asks for nothing.
    """
    row = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if row is None:
        raise NoSuchDraft(id=str(draft_id))
    if expected_version is not None and row.version != expected_version:
        raise DraftMoved(version=row.version)
    return row


def lock_open_draft(draft_id: UUID, expected_version: int | None = None) -> Draft:
    """Hold a draft that can be edited until commit.

    :raises NoSuchDraft: there is none with this id.
    :raises DraftMoved: somebody changed it since ``expected_version``.
    :raises WrongDraftState: it was sent, ordered or has ended.
    """
    row = lock_draft(draft_id, expected_version)
    if row.state != DraftState.DRAFT:
        raise WrongDraftState(state=row.state)
    return row

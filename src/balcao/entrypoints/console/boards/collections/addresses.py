"""The addresses of collections, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.collections import shelf, writing
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_CATALOG
EDIT: Final = Capability.EDIT_CATALOG
COLLECTION: Final = "collections/<uuid:collection_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("collections/", "collections", shelf.collections, VIEW),
    sees("collections/new/", "collection-new", writing.new, EDIT),
    does("collections/create/", "collection-create", writing.create, EDIT),
    sees(COLLECTION, "collection", shelf.collection, VIEW),
    sees(COLLECTION + "edit/", "collection-edit", writing.edit, EDIT),
    does(COLLECTION + "save/", "collection-save", writing.save, EDIT),
    does(COLLECTION + "arrange/", "collection-arrange", shelf.arrange, EDIT),
    does(COLLECTION + "delete/", "collection-delete", writing.delete, EDIT),
)

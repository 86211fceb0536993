"""The addresses of shoppers and their segments, and what one must be allowed to do."""

from __future__ import annotations

from typing import Final

from balcao.domains.team.values import Capability
from balcao.entrypoints.console.boards.customers import accounts, members, people, segments, writing
from balcao.entrypoints.console.routing import Route, does, sees

VIEW: Final = Capability.VIEW_CUSTOMERS
EDIT: Final = Capability.EDIT_CUSTOMERS
SEGMENT: Final = "segments/<uuid:segment_id>/"
CUSTOMER: Final = "customers/<int:customer_id>/"

ROUTES: Final[tuple[Route, ...]] = (
    sees("customers/", "customers", people.customers, VIEW),
    sees(CUSTOMER, "customer", people.customer, VIEW),
    does(CUSTOMER + "save/", "customer-save", people.save, EDIT),
    does(CUSTOMER + "sign-out/", "customer-sign-out", accounts.sign_out, EDIT),
    does(CUSTOMER + "consent/", "customer-consent", accounts.consent, EDIT),
    sees("segments/", "segments", segments.segments, VIEW),
    sees("segments/new/", "segment-new", writing.new, EDIT),
    does("segments/create/", "segment-create", writing.create, EDIT),
    sees(SEGMENT, "segment", segments.segment, VIEW),
    sees(SEGMENT + "edit/", "segment-edit", writing.edit, EDIT),
    sees(SEGMENT + "export/", "segment-export", segments.export, VIEW),
    does(SEGMENT + "save/", "segment-save", writing.save, EDIT),
    does(SEGMENT + "delete/", "segment-delete", writing.delete, EDIT),
    does(SEGMENT + "add/", "segment-add", members.add, EDIT),
    does(SEGMENT + "upload/", "segment-upload", members.upload, EDIT),
    does(SEGMENT + "remove/", "segment-remove", members.remove, EDIT),
)

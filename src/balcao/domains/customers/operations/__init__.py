"""Changes to what we know of shoppers."""

from balcao.domains.customers.operations.addresses import (
    change_address,
    prefer_address,
    remove_address,
    save_address,
)
from balcao.domains.customers.operations.consenting import record_consent
from balcao.domains.customers.operations.guests import remember_guest
from balcao.domains.customers.operations.joining import refresh_chunk, refresh_segment
from balcao.domains.customers.operations.people import add_customer, change_customer
from balcao.domains.customers.operations.purchases import forget_purchase, record_purchase
from balcao.domains.customers.operations.segments import (
    add_members,
    change_segment,
    create_segment,
    delete_segment,
    remove_member,
)
from balcao.domains.customers.operations.signing import (
    ask_for_code,
    forget_sign_ins,
    keep_session,
    sign_in_by_code,
    sign_in_by_link,
    sign_out,
    sign_out_everywhere,
)

__all__ = [
    "add_customer",
    "add_members",
    "ask_for_code",
    "change_address",
    "change_customer",
    "change_segment",
    "create_segment",
    "delete_segment",
    "forget_purchase",
    "forget_sign_ins",
    "keep_session",
    "prefer_address",
    "record_consent",
    "record_purchase",
    "refresh_chunk",
    "refresh_segment",
    "remember_guest",
    "remove_address",
    "remove_member",
    "save_address",
    "sign_in_by_code",
    "sign_in_by_link",
    "sign_out",
    "sign_out_everywhere",
]

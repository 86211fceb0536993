"""Events through the outbox: written with the data, told at least once, taken in exactly once."""

from balcao.plumbing.outbox.emit import emit, emit_all
from balcao.plumbing.outbox.registry import Subscriber, on, register, subscribers_of

__all__ = ["Subscriber", "emit", "emit_all", "on", "register", "subscribers_of"]

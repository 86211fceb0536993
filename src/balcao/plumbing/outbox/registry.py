"""Which events exist and who listens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from balcao.kernel.events import Event

AnyEvent = TypeVar("AnyEvent", bound=Event)
EVENTS: dict[str, type[Event]] = {}
SUBSCRIBERS: dict[str, dict[str, Subscriber]] = defaultdict(dict)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A function that takes one kind of event in; ``name`` is stable and stored."""

    name: str
    takes: type[Event]
    call: Callable[[Any], None]


def register(kind: type[Event]) -> None:
    """Make a kind of event known, so that stored rows can be turned back into it."""
    EVENTS[kind.name] = kind


def on(
    kind: type[AnyEvent],
) -> Callable[[Callable[[AnyEvent], None]], Callable[[AnyEvent], None]]:
    """Subscribe a function: it runs once for each committed event, in its own transaction."""

    def listen(function: Callable[[AnyEvent], None]) -> Callable[[AnyEvent], None]:
        name = f"{function.__module__.removeprefix('balcao.')}.{function.__name__}"
        register(kind)
        SUBSCRIBERS[kind.name][name] = Subscriber(name, kind, function)
        return function

    return listen


def subscribers_of(event_name: str) -> list[Subscriber]:
    """Everyone who listens to an event, in a stable order."""
    return [SUBSCRIBERS[event_name][name] for name in sorted(SUBSCRIBERS[event_name])]

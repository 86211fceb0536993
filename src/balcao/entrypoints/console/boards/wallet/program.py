"""The points program."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from balcao.domains.wallet.operations import save_program
from balcao.domains.wallet.queries import program_of
from balcao.domains.wallet.values import EarnOn, Program
from balcao.entrypoints.console.boards.wallet.typed import money_of, whole
from balcao.entrypoints.console.pages import act, link, show, store_of
from balcao.kernel.errors import Invalid
from balcao.kernel.money import Money


def program(request: HttpRequest) -> HttpResponse:
    """Show how points are earned and what they are worth, with an example."""
    store = store_of(request)
    found = program_of(store.id)
    return show(
        request,
        "wallet/program.html",
        "Points program",
        program=found,
        worth=Money(found.worth_minor, store.currency),
        hundred=Money(100 * found.worth_minor, store.currency),
        earned=100 * found.points_per_major,
        back=Money(100 * found.points_per_major * found.worth_minor, store.currency),
        steps=[("paid", "When it is paid"), ("delivered", "When it has arrived")],
    )


def save(request: HttpRequest) -> HttpResponse:
    """Change the program, if nobody else has since it was shown."""
    back = link("wallet-program")
    return act(request, lambda: save_program(program=_typed(request)), done="Saved.", back=back)


def _typed(request: HttpRequest) -> Program:
    post = request.POST
    step = post.get("earn_on", "")
    if step not in set(EarnOn):
        raise Invalid("Choose when points are earned.", field="earn_on")
    days = post.get("days", "").strip()
    return Program(
        store_id=store_of(request).id,
        is_active=bool(post.get("is_active")),
        earn_on=EarnOn(step),
        points_per_major=whole(post.get("per_major", ""), "per_major"),
        worth_minor=money_of(request, "worth").minor,
        minimum_points=whole(post.get("minimum", ""), "minimum"),
        expires_after_days=whole(days, "days") if days else None,
        version=whole(post.get("version", ""), "version"),
    )

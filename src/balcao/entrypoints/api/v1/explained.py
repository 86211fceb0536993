"""What each problem code means, at the address that problem documents name as their type."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from balcao.entrypoints.api.answers import reply
from balcao.entrypoints.api.contract import public
from balcao.entrypoints.api.errors import NoSuchProblem
from balcao.entrypoints.api.problems import problem_types
from balcao.entrypoints.api.shapes import Out

router = Router()


class ProblemTypeOut(Out):
    """One code and everything that is always true of it."""

    code: str
    title: str
    statuses: list[int]


class ProblemTypesOut(Out):
    """Every code, sorted."""

    items: list[ProblemTypeOut]


@router.get("/problems", response=ProblemTypesOut, **public())
def list_problems(request: HttpRequest) -> HttpResponse:
    """Every problem code that the API can answer with."""
    kinds = problem_types().values()
    return reply(ProblemTypesOut(items=[ProblemTypeOut.model_validate(kind) for kind in kinds]))


@router.get("/problems/{code}", response=ProblemTypeOut, **public(NoSuchProblem))
def explain_problem(
    request: HttpRequest, code: Annotated[str, Path(pattern="^[a-z_]{1,60}$")]
) -> HttpResponse:
    """What a problem code means."""
    kind = problem_types().get(code)
    if kind is None:
        raise NoSuchProblem
    return reply(ProblemTypeOut.model_validate(kind))

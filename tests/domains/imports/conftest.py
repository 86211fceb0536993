"""A shop to import into, and a way to see every row of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from tests.domains.imports.rows import NOW

from balcao.domains.imports.operations import apply_import, plan_import, upload_products_file
from balcao.domains.inventory.operations import create_location
from balcao.domains.stores.operations import create_store


@pytest.fixture
def store(db: None) -> int:
    """A store in reais, Portuguese first and English beside, with one location."""
    store_id = create_store(
        slug="shop",
        name="Shop",
        currency="BRL",
        language="pt-br",
        languages=["pt-br", "en"],
        country="BR",
        time_zone="America/Sao_Paulo",
        email="shop@example.com",
        now=NOW,
    )
    create_location(store_id=store_id, code="main", name="Main")
    return store_id


@pytest.fixture
def upload(store: int) -> Callable[..., UUID]:
    """Upload a file's bytes or text."""

    def upload(content: bytes | str, **also: Any) -> UUID:
        data = content.encode() if isinstance(content, str) else content
        arguments = {"file_name": "products.csv", "actor": "ana@example.com", "now": NOW, **also}
        return upload_products_file(
            store_id=store, size=len(data), stream=io.BytesIO(data), **arguments
        )

    return upload


@pytest.fixture
def bring_in(upload: Callable[..., UUID]) -> Callable[..., UUID]:
    """Upload, plan and apply a file; returns the run's id."""

    def bring_in(content: bytes | str, now: datetime = NOW, **also: Any) -> UUID:
        run_id = upload(content, **also)
        plan = plan_import(run_id=run_id, now=now)
        assert [str(problem) for problem in plan.problems if problem.is_error] == []
        apply_import(run_id=run_id, actor="ana@example.com", now=now)
        return run_id

    return bring_in

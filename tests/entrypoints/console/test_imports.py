"""A file of products at the console: upload, dry run, apply, undo; the work itself is a job."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from balcao.domains.catalog.models import Product
from balcao.domains.imports.models import ImportRun
from balcao.domains.imports.queries import run_by_id
from balcao.entrypoints.jobs.imports import apply_job, is_queued, plan_job, undo_job
from balcao.plumbing.audit.trail import read_trail

pytestmark = pytest.mark.django_db
GOOD = (
    "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price\n"
    "jarra,Jarra,Title,Default Title,JAR-1,7,120.00\n"
)


@pytest.fixture
def client(as_role):
    return as_role("catalog")


def upload(client, text):
    file = SimpleUploadedFile("some.csv", text.encode(), "text/csv")
    answer = client.post("/console/imports/upload/", {"file": file})
    run = ImportRun.objects.latest("created_at")
    assert answer["Location"] == reverse("console:import", args=[run.pk])
    assert is_queued(run.pk)
    work(plan_job, run.pk)
    return run.pk


def work(task, run_id, **more):
    """What the worker does, without one."""
    task.func(run_id=str(run_id), **more)


class TestImport:
    def test_shows_then_applies_then_undoes(self, client, shop, monkeypatch):
        run_id = upload(client, GOOD)
        monkeypatch.setattr("balcao.entrypoints.console.boards.imports.is_queued", lambda _: False)
        page = client.get(reverse("console:import", args=[run_id])).content.decode()
        assert "Apply this import" in page
        assert "Jarra" in page
        assert not Product.objects.filter(handle="jarra").exists()
        work(apply_job, run_id, actor="catalog@example.com")
        assert Product.objects.filter(handle="jarra").exists()
        made = [c for c in read_trail(kind="product").items if c.name == "Jarra"]
        assert [(c.actor, c.source) for c in made] == [("catalog@example.com", "job")]
        page = client.get(reverse("console:import", args=[run_id])).content.decode()
        assert "Undo this import" in page
        work(undo_job, run_id, actor="catalog@example.com")
        assert not Product.objects.filter(handle="jarra").exists()

    def test_names_problems_by_line_and_column_and_offers_nothing(self, client, shop, monkeypatch):
        run_id = upload(client, GOOD.replace("120.00", "a lot"))
        monkeypatch.setattr("balcao.entrypoints.console.boards.imports.is_queued", lambda _: False)
        page = client.get(reverse("console:import", args=[run_id])).content.decode()
        assert "Variant Price" in page
        assert "Apply this import" not in page

    def test_tells_the_page_to_reload_when_the_work_is_done(self, client, shop, monkeypatch):
        run_id = upload(client, GOOD)
        address = reverse("console:import-progress", args=[run_id])
        assert "HX-Refresh" not in client.get(address)
        monkeypatch.setattr("balcao.entrypoints.console.boards.imports.is_queued", lambda _: False)
        assert client.get(address)["HX-Refresh"] == "true"

    def test_queues_the_same_work_once(self, client, shop):
        run_id = upload(client, GOOD)
        for _ in range(2):
            assert client.post(reverse("console:import-apply", args=[run_id])).status_code == 303
        assert ProcrastinateJob.objects.filter(args__run_id=str(run_id)).count() == 1

    def test_keeps_what_stands_against_it_on_the_import(self, client, shop):
        run_id = upload(client, GOOD.replace("120.00", "a lot"))
        work(apply_job, run_id, actor="x")
        assert run_by_id(run_id).errors == 1
        assert not Product.objects.filter(handle="jarra").exists()

"""Legal pages: every publication is a version, and none is ever changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from balcao.domains.stores import errors
from balcao.domains.stores.models import LegalPage
from balcao.domains.stores.operations import publish_legal_page
from balcao.domains.stores.queries import (
    check_versions,
    legal_page,
    legal_pages,
    legal_versions,
)
from balcao.domains.stores.values import LegalKind
from tests.shop import NOW, open_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def store_id():
    return open_shop().store_id


def publish(store_id, kind=LegalKind.TERMS, seen=0, texts=None, urls=None):
    said = {"texts": texts or {}, "urls": urls or {}}
    return publish_legal_page(
        store_id=store_id, kind=kind, **said, by="owner", now=NOW, expected_version=seen
    )


def test_are_numbered_listed_and_withdrawn(store_id):
    assert publish(store_id, LegalKind.RETURNS, texts={"en": "R"}) == 1
    assert publish(store_id, texts={"en": "One "}) == 1
    assert (
        publish(store_id, seen=1, texts={"en": "Two"}, urls={"pt-br": "https://x.example/t"}) == 2
    )
    assert [(one.kind, one.version) for one in legal_pages(store_id)] == [
        ("terms", 2),
        ("returns", 1),
    ]
    assert legal_page(store_id, "terms", 1).texts == {"en": "One"}
    assert publish(store_id, seen=2) == 3
    assert [one.kind for one in legal_pages(store_id)] == ["returns"]
    assert [one.version for one in legal_versions(store_id, "terms")] == [3, 2, 1]


def test_publishing_the_same_again_changes_nothing(store_id):
    assert publish(store_id) == 0
    for seen in (0, 1, 0):
        assert publish(store_id, seen=seen, texts={"en": "One"}) == 1


def test_tells_who_comes_second(store_id):
    publish(store_id, texts={"en": "One"})
    with pytest.raises(errors.LegalPageChanged):
        publish(store_id, texts={"en": "Mine"})
    assert legal_page(store_id, "terms").texts == {"en": "One"}


@pytest.mark.parametrize(
    ("texts", "urls", "field"),
    [
        ({"fr": "Bonjour"}, {}, "text-fr"),
        ({"en": "x" * 50_001}, {}, "text-en"),
        ({}, {"en": "http://x.example"}, "url-en"),
        ({}, {"en": "javascript:alert(1)"}, "url-en"),
        ({}, {"en": "https://x.example/" + "y" * 500}, "url-en"),
        ({"en": "Both"}, {"en": "https://x.example"}, "url-en"),
    ],
)
def test_refuses_beside_the_field(store_id, texts, urls, field):
    with pytest.raises(errors.BadLegalPage) as refused:
        publish(store_id, texts=texts, urls=urls)
    assert refused.value.facts["field"] == field
    assert not LegalPage.objects.exists()


def test_cannot_be_changed_even_by_sql(store_id):
    publish(store_id, texts={"en": "One"})
    with pytest.raises(DatabaseError), transaction.atomic():
        LegalPage.objects.update(version=F("version") + 1)
    with pytest.raises(DatabaseError), transaction.atomic():
        LegalPage.objects.all().delete()


def test_knows_which_versions_there_were(store_id):
    publish(store_id, texts={"en": "One"})
    publish(store_id, seen=1, texts={"en": "Two"})
    check_versions(store_id, ())
    check_versions(store_id, (("terms", 1),))
    for gone in ((("terms", 3),), (("terms", 2), ("privacy", 1))):
        with pytest.raises(errors.NoSuchLegalPage):
            check_versions(store_id, gone)
    with pytest.raises(errors.NoSuchLegalPage):
        check_versions(store_id + 1, (("terms", 1),))


def test_are_read_in_the_nearest_language(store_id):
    publish(store_id, texts={"en": "One"}, urls={"pt-br": "https://x.example/t"})
    page = legal_page(store_id, "terms")
    assert [page.tongue(one, "pt-br") for one in ("en", "pt-br", "fr")] == ["en", "pt-br", "pt-br"]
    assert page.tongue("fr", "de") == "en"

"""Signing in: only with the password, slowed down for those who guess, and out again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from balcao.domains.team.operations import set_password
from balcao.entrypoints.console.models import SignInFailure
from balcao.entrypoints.console.signin import PER_ACCOUNT, PER_ADDRESS, REFUSED, remember_failure
from tests.entrypoints.console.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_hash(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def attempt(client, password, email="viewer@example.com", **extra):
    return client.post(
        "/console/login/?next=/console/", {"username": email, "password": password}, **extra
    )


@pytest.fixture
def client(staff):
    set_password(email="viewer@example.com", password=PASSWORD)
    return Client()


class TestSignIn:
    def test_opens_with_the_password_whatever_the_case_of_the_address(self, client):
        assert attempt(client, PASSWORD, "Viewer@Example.com").status_code == 302
        assert client.get("/console/").status_code == 200

    def test_closes_again(self, client):
        attempt(client, PASSWORD)
        client.post("/console/logout/")
        assert client.get("/console/").status_code == 302

    def test_changes_the_password_of_who_is_signed_in(self, client):
        attempt(client, PASSWORD)
        new = "another-long-secret"
        answer = client.post(
            "/console/password_change/",
            {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
        )
        assert answer.status_code == 302
        assert attempt(Client(), new).status_code == 302

    def test_never_sends_anybody_to_another_site(self, client):
        answer = client.post(
            "/console/login/?next=https://evil.example/",
            {"username": "viewer@example.com", "password": PASSWORD},
        )
        assert answer["Location"] == "/console/"


class TestThrottle:
    def test_does_not_look_at_the_right_password_after_too_many_wrong_ones(self, client):
        for _ in range(PER_ACCOUNT):
            assert REFUSED not in attempt(client, "wrong").content.decode()
        answer = attempt(client, PASSWORD)
        assert answer.status_code == 200
        assert REFUSED in answer.content.decode()

    def test_lets_the_same_person_in_from_another_address(self, client):
        for _ in range(PER_ACCOUNT):
            attempt(client, "wrong")
        assert attempt(client, PASSWORD, REMOTE_ADDR="10.1.2.3").status_code == 302

    def test_slows_an_address_that_tries_many_accounts(self, client):
        for number in range(PER_ADDRESS):
            attempt(client, "wrong", f"guess{number}@example.com")
        assert REFUSED in attempt(client, PASSWORD).content.decode()

    def test_forgets_after_a_while(self, client):
        for _ in range(PER_ACCOUNT):
            attempt(client, "wrong")
        SignInFailure.objects.update(at=datetime.now(UTC) - timedelta(minutes=16))
        assert attempt(client, PASSWORD).status_code == 302

    def test_does_not_believe_an_address_that_anybody_can_write(self, client):
        for number in range(PER_ACCOUNT):
            attempt(client, "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
        assert REFUSED in attempt(client, PASSWORD).content.decode()

    def test_keeps_no_failures_longer_than_it_needs_them(self, staff):
        old = datetime.now(UTC) - timedelta(hours=1)
        remember_failure(["a"], old)
        remember_failure(["b"], datetime.now(UTC))
        assert list(SignInFailure.objects.values_list("key", flat=True)) == ["b"]

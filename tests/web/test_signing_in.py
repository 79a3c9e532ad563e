"""Signing in: by password, by a link that works once, and never by signing up."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.test import Client

from superbill.app.sign_in_links import make_link
from superbill.storage.models import SignInLink


@pytest.fixture
def coder(db: None) -> User:
    return get_user_model().objects.create_user(
        "coder", password="a long password for tests", first_name="Dana", last_name="Reyes"
    )


def test_a_link_that_is_only_looked_at_is_not_spent(coder: User, client: Client) -> None:
    token = make_link("coder")

    looked = [client.get(f"/enter/{token}/") for _ in range(3)]

    assert all("Sign in as Dana Reyes" in answer.text for answer in looked)
    assert "_auth_user_id" not in client.session


def test_a_link_signs_in_once(coder: User, client: Client) -> None:
    token = make_link("coder")

    first = client.post(f"/enter/{token}/")
    second = Client().post(f"/enter/{token}/")

    assert first.status_code == 302
    assert first["Location"] == "/"
    assert client.session["_auth_user_id"] == str(coder.pk)
    assert second.status_code == 410
    assert "not valid any more" in second.text


def test_an_old_link_signs_nobody_in(coder: User, client: Client) -> None:
    token = make_link("coder")
    link = SignInLink.objects.get()
    SignInLink.objects.update(expires_at=link.expires_at - timedelta(hours=13))

    assert client.get(f"/enter/{token}/").status_code == 410
    assert client.post(f"/enter/{token}/").status_code == 410
    assert "_auth_user_id" not in client.session


def test_an_invented_link_signs_nobody_in(client: Client, db: None) -> None:
    answer = client.get("/enter/not-a-link/")

    assert answer.status_code == 410
    assert "_auth_user_id" not in client.session


def test_a_link_of_someone_who_left_signs_nobody_in(coder: User, client: Client) -> None:
    token = make_link("coder")
    User.objects.update(is_active=False)

    assert client.post(f"/enter/{token}/").status_code == 410


def test_a_link_needs_the_forms_token(coder: User) -> None:
    token = make_link("coder")

    assert Client(enforce_csrf_checks=True).post(f"/enter/{token}/").status_code == 403


def test_a_password_signs_in_and_out(coder: User, client: Client) -> None:
    answer = client.post("/sign-in/", {"login": "coder", "password": "a long password for tests"})
    signed_in = client.session.get("_auth_user_id")
    client.post("/sign-out/")

    assert answer.status_code == 302
    assert signed_in == str(coder.pk)
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_is_refused_in_words(coder: User, client: Client) -> None:
    answer = client.post("/sign-in/", {"login": "coder", "password": "another password"})

    assert answer.status_code == 200
    assert "errorlist" in answer.text


def test_nobody_signs_up(client: Client, db: None) -> None:
    form = {"username": "stranger", "password1": "a long password for tests", "password2": "a long password for tests"}

    assert "Nobody can sign up here" in client.get("/sign-up/").text
    client.post("/sign-up/", form)
    assert not User.objects.exists()


@pytest.mark.parametrize("address", ["", "totp/activate/", "recovery-codes/generate/", "webauthn/", "webauthn/add/"])
def test_the_pages_of_the_second_factor_are_in_our_frame(coder: User, client: Client, address: str) -> None:
    client.post("/sign-in/", {"login": "coder", "password": "a long password for tests"})

    answer = client.get(f"/account/second-factor/{address}", follow=True)

    assert answer.status_code == 200
    assert "superbill.css" in answer.text


def test_a_password_can_be_changed(coder: User, client: Client) -> None:
    client.post("/sign-in/", {"login": "coder", "password": "a long password for tests"})
    form = {
        "oldpassword": "a long password for tests",
        "password1": "a longer password for tests",
        "password2": "a longer password for tests",
    }

    client.post("/account/password/", form)

    coder.refresh_from_db()
    assert coder.check_password("a longer password for tests")

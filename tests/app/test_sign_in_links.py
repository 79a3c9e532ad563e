"""One-time sign-in links: they sign in once, within twelve hours, and only their fingerprint is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from superbill.app import sign_in_links
from superbill.app.sign_in_links import GOOD_FOR, BadLink, make_link, use_link, whose_link
from superbill.storage import clock
from superbill.storage.models import SignInLink
from tests.app.office import Office


def test_a_link_signs_its_user_in_once(office: Office) -> None:
    token = make_link("coder")

    assert whose_link(token).username == whose_link(token).username == "coder"  # looking does not spend it
    assert use_link(token).username == "coder"
    for verb in (use_link, whose_link):
        with pytest.raises(BadLink, match="not valid any more"):
            verb(token)


def test_the_token_itself_is_not_kept(office: Office) -> None:
    token = make_link("coder")

    link = SignInLink.objects.get()

    assert token not in (link.token_sha256, str(link))
    assert len(token) >= 32
    assert make_link("coder") != token


@pytest.mark.parametrize(("later", "good"), [(-timedelta(seconds=5), True), (timedelta(seconds=5), False)])
def test_a_link_is_good_for_twelve_hours(office: Office, monkeypatch: pytest.MonkeyPatch, later: timedelta, good: bool) -> None:
    token = make_link("biller")
    moment = clock.now() + GOOD_FOR + later
    monkeypatch.setattr(sign_in_links.clock, "now", lambda: moment)

    try:
        signed_in: Any = use_link(token)
    except BadLink:
        signed_in = None

    assert (signed_in is not None) is good


@pytest.mark.parametrize("token", ["", "x", "coder", "a" * 64])
def test_an_unknown_link_signs_nobody_in(office: Office, token: str) -> None:
    make_link("coder")

    with pytest.raises(BadLink):
        use_link(token)


def test_a_link_of_somebody_who_has_left_signs_nobody_in(office: Office) -> None:
    token = make_link("coder")
    get_user_model().objects.filter(username="coder").update(is_active=False)

    with pytest.raises(BadLink):
        use_link(token)


def test_one_of_two_at_the_same_moment_gets_in(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    token = make_link("coder")
    link = SignInLink.objects.get()
    monkeypatch.setattr(sign_in_links, "_open_link", lambda token: link)  # both have looked before either has spent it

    assert use_link(token).username == "coder"
    with pytest.raises(BadLink):
        use_link(token)

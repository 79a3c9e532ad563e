"""Opening the books of a practice, and letting people in."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth import get_user_model

from superbill.app.desk import desk_for
from superbill.app.open_practice import BadPractice, BadWorker, let_in, open_practice
from superbill.app.sign_in_links import make_link, use_link
from superbill.sandbox.practice import PRACTICE
from superbill.storage.models import PracticeRecord

pytestmark = pytest.mark.django_db


def test_the_same_practice_is_opened_once() -> None:
    first = open_practice(PRACTICE)

    again = open_practice(PRACTICE)

    assert first == again
    assert PracticeRecord.objects.count() == 1


def test_a_practice_with_a_wrong_npi_is_refused() -> None:
    wrong = PRACTICE.npi[:-1] + str((int(PRACTICE.npi[-1]) + 1) % 10)

    with pytest.raises(BadPractice, match="check digit") as refused:
        open_practice(replace(PRACTICE, npi=wrong))

    assert refused.value.where == "npi"
    assert not PracticeRecord.objects.exists()


def test_someone_who_is_let_in_enters_by_a_link_and_has_no_password() -> None:
    practice = open_practice(PRACTICE)

    let_in(practice, "dreyes", first_name="Dana", last_name="Reyes", role="coder")
    user = use_link(make_link("dreyes"))
    desk = desk_for(user, on=date(2026, 9, 18))

    assert (desk.by, desk.role, desk.practice_id) == ("Dana Reyes", "coder", practice)
    assert not user.has_usable_password()


def test_someone_who_works_there_gets_the_role_that_is_given_and_keeps_the_password() -> None:
    practice = open_practice(PRACTICE)
    let_in(practice, "dreyes", first_name="Dana", last_name="Reyes", role="coder")
    user = get_user_model().objects.get(username="dreyes")
    user.set_password("a long password of hers")
    user.save()

    let_in(practice, "dreyes", first_name="Dana", last_name="Reyes-Holm", role="manager")

    desk = desk_for(get_user_model().objects.get(username="dreyes"), on=date(2026, 9, 18))
    assert (desk.by, desk.role) == ("Dana Reyes-Holm", "manager")
    assert get_user_model().objects.get(username="dreyes").check_password("a long password of hers")


@pytest.mark.parametrize(
    ("username", "name", "role"), [("dreyes", "Dana", "boss"), ("", "Dana", "coder"), ("dreyes", "", "coder")]
)
def test_a_role_or_name_that_is_none_is_refused(username: str, name: str, role: str) -> None:
    practice = open_practice(PRACTICE)

    with pytest.raises(BadWorker):
        let_in(practice, username, first_name=name, last_name="", role=role)

    assert not get_user_model().objects.exists()

"""Who is at work: the practice, the person, the role and the day. Every verb of `app` takes a desk first.

A verb is a function marked with `@at_desk(may="send")`: it runs in one transaction, inside the practice's scope, and only
for a role that may do it. So no page and no command can forget the tenant, the permission or the rollback.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import transaction
from django_scopes import scope

from superbill.basics.errors import NotPossible
from superbill.storage import clock
from superbill.storage.models import Membership

P = ParamSpec("P")
R = TypeVar("R")

_READ = frozenset({"see"})
_CODER = _READ | {"register", "code", "correct", "ask", "comment", "dictate"}
_BILLER = _READ | {"register", "load", "correct", "override", "send", "receive", "bill", "comment"}
_CLINICIAN = _READ | {"answer", "comment", "dictate"}

MAY: dict[str, frozenset[str]] = {
    "coder": _CODER,
    "biller": _BILLER,
    "manager": _CODER | _BILLER | {"settle", "answer", "audit"},
    "clinician": _CLINICIAN,
}


class NotAllowed(NotPossible):
    """The role of this person may not do this."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A person at work for a practice on a day."""

    practice_id: int
    practice_name: str
    by: str
    role: str
    on: date

    def may(self, act: str) -> bool:
        """Whether the role allows an act; the acts are the words in `MAY`."""
        return act in MAY.get(self.role, frozenset())

    def must(self, act: str) -> None:
        """Raise `NotAllowed` when the role does not allow an act."""
        if not self.may(act):
            raise NotAllowed(f"A {self.role} may not do this ({act}).", todo="Ask someone whose role allows it.")


def desk_for(user: Any, *, on: date | None = None) -> Desk:
    """The desk of a signed-in user. Raises `NotAllowed` for a user who works at no practice."""
    membership = Membership.objects.select_related("practice").filter(user=user, user__is_active=True).order_by("pk").first()
    if membership is None:
        raise NotAllowed("This account works at no practice yet.", todo="Ask the manager to add it.")
    name = user.get_full_name() or user.get_username()
    return Desk(membership.practice_id, membership.practice.name, name, membership.role, on or clock.today())


def at_desk(*, may: str) -> Callable[[Callable[Concatenate[Desk, P], R]], Callable[Concatenate[Desk, P], R]]:
    """Mark a verb: check the permission, enter the practice's scope, and do all of it or nothing."""

    def mark(verb: Callable[Concatenate[Desk, P], R]) -> Callable[Concatenate[Desk, P], R]:
        @wraps(verb)
        def inside(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
            desk.must(may)
            with scope(practice=desk.practice_id), transaction.atomic():
                return verb(desk, *args, **kwargs)

        return inside

    return mark

"""One-time sign-in links: for the demonstration, and for a first sign-in. Only a link's fingerprint is kept."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from superbill.basics.errors import NotPossible
from superbill.storage import clock
from superbill.storage.models import SignInLink

GOOD_FOR = timedelta(hours=12)


class BadLink(NotPossible):
    """A link that signs nobody in: unknown, used, or too old. It does not say which."""

    def __init__(self) -> None:
        super().__init__(
            "This sign-in link is not valid any more.",
            todo="Ask for a new one (`superbill invite`, or `superbill demo` once more), or sign in with your password.",
        )


def make_link(username: str) -> str:
    """A token that signs this user in once, within twelve hours."""
    token = secrets.token_urlsafe(24)
    user = get_user_model().objects.get_by_natural_key(username)
    SignInLink.objects.create(token_sha256=_fingerprint(token), user=user, expires_at=clock.now() + GOOD_FOR)
    return token


def whose_link(token: str) -> Any:
    """The user whom the link would sign in; it stays unused. Raises `BadLink`."""
    return _open_link(token).user


@transaction.atomic
def use_link(token: str) -> Any:
    """Spend the link and return its user. Raises `BadLink`."""
    link = _open_link(token)
    used = SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=clock.now())
    if not used:
        raise BadLink
    return link.user


def _open_link(token: str) -> SignInLink:
    rows = SignInLink.objects.select_related("user").filter(used_at=None, expires_at__gt=clock.now(), user__is_active=True)
    link = rows.filter(token_sha256=_fingerprint(token)).first()
    if link is None:
        raise BadLink
    return link


def _fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

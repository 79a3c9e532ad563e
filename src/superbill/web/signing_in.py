"""Signing in: nobody signs up, and a one-time link brings a person in once."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from superbill.app.sign_in_links import use_link, whose_link
from superbill.basics.errors import SuperbillError


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by a manager."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Show whom a one-time link signs in; spend it only on POST, because mail programs and chats look at links by themselves."""
    try:
        if request.method == "GET":
            user = whose_link(token)
            return render(request, "superbill/enter.html", {"name": user.get_full_name() or user.get_username()})
        user = use_link(token)
    except SuperbillError as error:
        return render(request, "superbill/link_spent.html", {"error": error}, status=410)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect("/")

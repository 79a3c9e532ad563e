"""Dictations of a visit: upload, listen, read the words against the sound, correct and confirm them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from superbill.app.desk import Desk
from superbill.app.dictation import (
    check_dictation,
    confirm_dictation,
    discard_dictation,
    get_sound,
    list_dictations,
    show_dictation,
    take_dictation,
)
from superbill.basics.errors import BadInput
from superbill.storage.sound import MOST_BYTES
from superbill.web.pages import page


@page
def dictations(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The dictations of a visit, and where to send one."""
    return render(request, "superbill/dictations.html", {"rows": list_dictations(desk, number), "number": number})


@require_POST
@page
def dictate(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Take a recording; it is heard at once."""
    check_dictation(desk, number)
    chosen = request.FILES.get("recording")
    if chosen is None or chosen.size is None or chosen.size > MOST_BYTES:
        raise BadInput(
            "No recording was chosen, or one that is too large.", todo=f"Choose a WAV file of at most {MOST_BYTES >> 20} MiB."
        )
    return redirect("dictation", take_dictation(desk, number, chosen.read(), name=chosen.name or "recording.wav"))


@page
def dictation(request: HttpRequest, desk: Desk, dictation: int) -> HttpResponse:
    """One dictation: the sound, the words with the doubtful ones marked, and the text to correct."""
    return render(request, "superbill/dictation.html", {"heard": show_dictation(desk, dictation)})


@page
def sound(request: HttpRequest, desk: Desk, dictation: int) -> HttpResponse:
    """The recording as it was received."""
    return HttpResponse(get_sound(desk, dictation), content_type="audio/wav")


@require_POST
@page
def confirm(request: HttpRequest, desk: Desk, dictation: int) -> HttpResponse:
    """The words are right now: they become the note."""
    words = request.POST.get("words", "").replace("\r\n", "\n")
    confirm_dictation(desk, dictation, words, author=request.POST.get("author", "").strip())
    messages.success(request, "The dictation is confirmed: it is the note now.")
    return redirect("visit", show_dictation(desk, dictation).row.visit)


@require_POST
@page
def discard(request: HttpRequest, desk: Desk, dictation: int) -> HttpResponse:
    """No note comes of it."""
    discard_dictation(desk, dictation, because=request.POST.get("because", ""))
    messages.info(request, "The dictation is discarded; the recording stays.")
    return redirect("dictation", dictation)

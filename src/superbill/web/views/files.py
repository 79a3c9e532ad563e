"""Files sent and received, taking one in by hand, and letting the payers' folder be read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from superbill.app.desk import Desk
from superbill.app.list_files import get_file, list_files
from superbill.app.receive_files import Received, receive_file, receive_folder
from superbill.basics.errors import BadInput
from superbill.web.pages import page

LARGEST_BYTES = 10 * 1024 * 1024


class NoFile(BadInput):
    """Nothing was chosen, or something too large."""


@page
def files(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All files; with `?problems=1` only those that could not be used."""
    problems = request.GET.get("problems") == "1"
    return render(request, "superbill/files.html", {"files": list_files(desk, problems=problems), "problems": problems})


@page
def file(request: HttpRequest, desk: Desk, file_id: int) -> HttpResponse:
    """One file as it was: segment by segment on the page, byte for byte with `?as=file`."""
    content = get_file(desk, file_id)
    if request.GET.get("as") == "file":
        response = HttpResponse(content.data, content_type="application/octet-stream")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=content.name) or "attachment"
        return response
    text = content.data.decode("utf-8", errors="replace")
    segments = text.replace("\r", "").replace("\n", "").split("~") if text.startswith("ISA") else text.splitlines()
    return render(
        request, "superbill/file.html", {"file": content, "file_id": file_id, "segments": [line for line in segments if line]}
    )


@require_POST
@page
def receive(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take everything that waits in the folder where payers put their answers."""
    received = receive_folder(desk)
    if not received:
        messages.info(request, "Nothing new has come from the payers.")
    for one in received:
        _tell(request, one)
    return redirect("files")


@require_POST
@page
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take one file by hand: a 999, 277CA, 835 or a list of deposits."""
    chosen = request.FILES.get("file")
    if chosen is None or not chosen.size:
        raise NoFile("No file was chosen, or it is empty.", todo="Choose a 999, 277CA, 835 or a list of deposits.")
    if chosen.size > LARGEST_BYTES:
        raise NoFile("The file is larger than 10 MB.", todo="Put it into the folder that payers' files come from.")
    _tell(request, receive_file(desk, chosen.name or "upload", chosen.read()))
    return redirect("files")


def _tell(request: HttpRequest, one: Received) -> None:
    tell = messages.success if one.state == "used" and not one.problem else messages.warning
    tell(request, " ".join(part for part in (f"{one.name} ({one.kind}):", one.done, one.problem) if part))

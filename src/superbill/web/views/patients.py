"""Patients, their balances and statements; and the age of what is owed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from superbill.app.desk import Desk
from superbill.app.make_statement import get_statement, list_patients, make_statement
from superbill.app.show_aging import show_aging
from superbill.app.show_patient import show_patient
from superbill.web.pages import page


@page
def patients(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Patients who owe something; with `?everyone=1`, all."""
    everyone = request.GET.get("everyone") == "1"
    return render(request, "superbill/patients.html", {"patients": list_patients(desk, everyone=everyone), "everyone": everyone})


@page
def patient(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """One patient."""
    return render(request, "superbill/patient.html", {"patient": show_patient(desk, number)})


@require_POST
@page
def bill(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Make the patient's statement."""
    made = make_statement(desk, number)
    messages.success(request, f"Statement {made.number} made: {made.due}.")
    return redirect("patient", number)


@page
def statement(request: HttpRequest, desk: Desk, statement_id: int) -> HttpResponse:
    """A statement's PDF, shown by the browser itself."""
    kept = get_statement(desk, statement_id)
    response = HttpResponse(kept.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="statement-{kept.number}.pdf"'
    return response


@page
def aging(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who owes what, and for how long."""
    return render(request, "superbill/aging.html", {"aging": show_aging(desk)})

"""A stay in a hospital: its codes from the discharge summary, and the MS-DRG of a list of codes by two groupers. Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from superbill.app.code_stay import StayCodes, code_stay
from superbill.app.desk import Desk
from superbill.app.group_stay import GroupedStay, coded_stay, group_stay
from superbill.basics.errors import BadInput, SuperbillError
from superbill.coding.reading import note_from_bytes
from superbill.web.pages import page


class BadField(BadInput):
    """A field of the form cannot be read."""


@dataclass(frozen=True, slots=True)
class StayForm:
    """The form as it was typed. `codes` and `procedures` have one code a line, the principal diagnosis first: `N17.9:N`."""

    note: str = ""
    admitted: str = ""
    discharged: str = ""
    codes: str = ""
    procedures: str = ""
    age: str = ""
    sex: str = "U"
    status: str = "01"

    @classmethod
    def of(cls, posted: Mapping[str, str], *, today: date) -> "StayForm":
        """What was sent; the day of discharge is today's where none was."""
        form = cls(**{name: posted[name] for name in cls.__slots__ if name in posted})
        return form if form.discharged else replace(form, discharged=today.isoformat())

    def day(self, name: str) -> date:
        """A day that was typed. Raises `BadField`."""
        try:
            return date.fromisoformat(getattr(self, name))
        except ValueError as wrong:
            raise BadField("That is no day.", where=name, todo="Write it like 2026-09-14.") from wrong

    @property
    def years(self) -> int:
        """The age on the day of admission. Raises `BadField`."""
        if not (self.age.isascii() and self.age.isdecimal() and len(self.age) < 4):
            raise BadField(
                "The age on the day of admission is needed.", where="age", todo="Give it in whole years; 0 for an infant."
            )
        return int(self.age)

    def with_codes(self, found: StayCodes) -> "StayForm":
        """The form with the suggested codes in its lists; procedures whose code is open stay out."""
        codes = (f"{one.suggestion.code}:{one.poa.letter}" for one in found.diagnoses.diagnoses)
        procedures = (one.code for one in found.procedures.procedures if one.is_whole)
        return replace(self, codes="\n".join(codes), procedures="\n".join(procedures))


@page
def stay(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Suggest the codes of a discharge summary (`suggest`), or group the codes that are written (`group`); both come by POST."""
    desk.must("code")
    form = StayForm.of(request.POST, today=desk.on)
    shown: dict[str, object] = {}
    try:
        if "suggest" in request.POST or form.note.strip():
            shown["found"] = found = _found(form)
            form = form.with_codes(found) if "suggest" in request.POST else form
        if "group" in request.POST:
            shown["grouped"] = _grouped(form)
    except SuperbillError as error:
        shown["error"] = error
    return render(request, "superbill/stay.html", {"form": form, **shown}, status=400 if "error" in shown else 200)


def _found(form: StayForm) -> StayCodes:
    admitted = form.day("admitted") if form.admitted else None
    return code_stay(note_from_bytes(form.note.encode()), discharged=form.day("discharged"), admitted=admitted)


def _grouped(form: StayForm) -> GroupedStay:
    asked = coded_stay(
        form.codes.split(),
        procedures=form.procedures.split(),
        age=form.years,
        sex=form.sex,
        status=form.status,
        discharged=form.day("discharged"),
    )
    return group_stay(asked, what_if=True)

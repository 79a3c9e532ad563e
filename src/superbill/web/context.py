"""What every page knows: whether it shows a demonstration, the theme, the way around, and who is at work."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation: `key` is what follows `g` on the keyboard."""

    name: str
    url_name: str
    key: str


PLACES = (
    Place("Work", "work", "w"),
    Place("Claims", "claims", "c"),
    Place("Remittances", "remits", "r"),
    Place("Denials", "denials", "d"),
    Place("A/R", "aging", "a"),
    Place("Patients", "patients", "p"),
    Place("Codes", "codes", "o"),
    Place("Edits", "edits", "e"),
    Place("Books", "books", "b"),
    Place("Files", "files", "f"),
)

WITHIN = {
    "audits": "work",
    "audit": "work",
    "audit_item": "work",
    "visit": "work",
    "visit_level": "work",
    "visit_notes": "work",
    "queries": "work",
    "visit_dictations": "work",
    "dictation": "work",
    "model_calls": "work",
    "model_call": "work",
    "query": "work",
    "claim": "claims",
    "remit": "remits",
    "patient": "patients",
    "trail": "books",
    "code": "codes",
    "coding_terms": "codes",
    "coding_term": "codes",
    "coding_calibration": "codes",
    "coding_trust": "codes",
    "terms": "codes",
    "shelf": "codes",
    "row": "codes",
    "stay": "codes",
    "edit": "edits",
    "file": "files",
}
"""Pages that are reached through a place of the navigation: that place stays marked while one of them is open."""


def everywhere(request: HttpRequest) -> dict[str, Any]:
    """The variables of the base template. The theme is the visitor's own cookie; `auto` follows the system."""
    here = request.resolver_match.url_name if request.resolver_match else None
    theme = request.COOKIES.get("theme", "auto")
    return {
        "is_demo": settings.SUPERBILL.is_demo,
        "practice_day": settings.SUPERBILL.practice_day,
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "places": PLACES,
        "place_here": WITHIN.get(here or "", here),
        "desk": getattr(request, "desk", None),
    }

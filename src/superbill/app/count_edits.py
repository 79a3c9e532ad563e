"""How often each edit fires in this practice, how often people override it and why, and what payers denied afterwards.

It is read from what was kept: the findings of each version as last checked, the overrides that stand, and the remittances that
were posted. Each part is one query, however many edits and claims there are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Count, Max, Q

from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere
from superbill.app.overrides import Because
from superbill.app.own_edits import all_edits
from superbill.app.wording import counted, day
from superbill.basics.findings import Severity
from superbill.claims.plain import from_plain
from superbill.claims.reasons import Kind, kind_of
from superbill.claims.remit import PaidClaim
from superbill.denials.explain import find_denials
from superbill.edits.check import NOT_RUN
from superbill.edits.explain import EditRow, catalogue_row, find_edit
from superbill.storage.models import ClaimVersion, FindingRecord, OverrideRecord, RemitClaim

ORDERS = ("fired", "stopped", "overridden", "denied")
AT_MOST = 200
_NOT_RUN = Q(place=NOT_RUN)


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason, and on how many claims it was given: of a person for an override, or of a payer for a denial, such as CO-97."""

    reason: str
    claims: int


@dataclass(frozen=True, slots=True)
class EditTally:
    """How many claims an edit fired on, of those that were `checked`; on how many it stopped them, was overridden, or denied later.

    A denial need not be for what the edit found: `denied_for` says which reasons the payer gave, the most frequent first.
    """

    code: str
    title: str
    checked: int
    fired: int
    stopped: int
    overridden: int
    because: tuple[Reason, ...]
    denied: int
    denied_for: tuple[Reason, ...]

    @property
    def spoken(self) -> str:
        """The same in a sentence."""
        if not self.fired:
            return f"fired on none of {counted(self.checked, 'claim')} checked"
        because, denied_for = _spoken(self.because), _spoken(self.denied_for)
        return (
            f"fired on {self.fired} of {counted(self.checked, 'claim')} checked, stopped {self.stopped}, "
            f"overridden on {self.overridden}{because}, denied afterwards {self.denied}{denied_for}"
        )


@dataclass(frozen=True, slots=True)
class FiredRow:
    """A claim that an edit fired on, in its latest such version; cells are text."""

    number: str
    payer: str
    served_on: str
    state: str
    severity: str
    message: str
    override: str
    denied_for: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """An edit as the catalogue has it (None when it is there no more), its tally, and the newest claims that it fired on."""

    edit: EditRow | None
    tally: EditTally
    claims: tuple[FiredRow, ...]


@at_desk(may="see")
def count_edits(desk: Desk, *, by: str = "fired") -> tuple[EditTally, ...]:
    """Every edit that ever fired here, by how many claims it fired on, or by `stopped`, `overridden` or `denied`, the most first."""
    tallies = _tallies(desk)
    order = by if by in ORDERS else "fired"
    return tuple(sorted(tallies, key=lambda tally: (-getattr(tally, order), -tally.fired, tally.code)))


@at_desk(may="see")
def show_edit(desk: Desk, code: str) -> EditPage:
    """One edit with its claims. Raises `NotHere` for a code that no edit has and that never fired."""
    wanted, edits = code.strip().upper(), all_edits()
    edit = find_edit(wanted, edits=edits.all)
    tally = next(iter(_tallies(desk, wanted)), None)
    if edit is None and tally is None:
        raise NotHere(f"There is no edit {code[:20]!r}.", todo="Look for it in the list of edits.")
    if tally is None:
        tally = EditTally(wanted, edit.title if edit else "", _checked(desk), 0, 0, 0, (), 0, ())
    return EditPage(catalogue_row(edit, own=edit in edits.own) if edit else None, tally, _claims(desk, wanted))


def _checked(desk: Desk) -> int:
    return (
        ClaimVersion.objects.filter(practice_id=desk.practice_id).aggregate(claims=Count("claim", distinct=True))["claims"] or 0
    )


def _tallies(desk: Desk, code: str = "") -> list[EditTally]:
    """The tallies of all edits, or of one, in a few queries."""
    findings = FindingRecord.objects.filter(practice_id=desk.practice_id, **({"code": code} if code else {})).exclude(_NOT_RUN)
    stops = Q(severity=Severity.STOP.value)
    claims = Count("version__claim", distinct=True)
    stopped = Count("version__claim", distinct=True, filter=stops)
    rows = findings.values("code").annotate(fired=claims, stopped=stopped, name=Max("title")).order_by("code")
    checked, overrides, denials = _checked(desk), _overrides(desk, code), _denials(desk, code)
    return [
        EditTally(
            code=row["code"],
            title=row["name"],
            checked=checked,
            fired=row["fired"],
            stopped=row["stopped"],
            overridden=len(overrides[row["code"]]),
            because=_reasons(overrides[row["code"]].values()),
            denied=len(denials[row["code"]]),
            denied_for=_reasons(denials[row["code"]].values()),
        )
        for row in rows
    ]


def _overrides(desk: Desk, code: str) -> dict[str, dict[str, set[str]]]:
    """By edit and claim number, the reasons of the overrides that stand."""
    rows = OverrideRecord.objects.filter(practice_id=desk.practice_id, takes_back=None, taken_back=None)
    rows = rows.filter(code=code) if code else rows
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for edit, number, because in rows.values_list("code", "claim__number", "because"):
        found[edit][number].add(Because(because).spoken)
    return found


def _denials(desk: Desk, code: str) -> dict[str, dict[str, set[str]]]:
    """By edit and claim number, the reasons for which a payer denied the version on which the edit had fired, or a line of it."""
    mine = Q(practice_id=desk.practice_id, version__payments__remit__state="posted")
    fired = FindingRecord.objects.filter(mine, **({"code": code} if code else {})).exclude(_NOT_RUN)
    edits = defaultdict(set)
    for edit, version in fired.values_list("code", "version").distinct():
        edits[version].add(edit)
    answers = RemitClaim.objects.filter(practice_id=desk.practice_id, remit__state="posted", version__in=fired.values("version"))
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for version, number, content in answers.values_list("version", "version__claim__number", "content"):
        for part in find_denials(from_plain(PaidClaim, content)) if _refuses(content) else ():
            for edit in edits[version]:
                found[edit][number].add(f"{part.denial.group}-{part.denial.reason}")
    return found


def _refuses(content: dict[str, Any]) -> bool:
    """Whether a kept answer holds an adjustment that may be a denial: most hold none, and are not read further."""
    adjustments = chain(content["adjustments"], *(line["adjustments"] for line in content["lines"]))
    return any(kind_of(one["group"], one["reason"]) in (Kind.REFUSED, Kind.PATIENT) for one in adjustments)


def _claims(desk: Desk, code: str) -> tuple[FiredRow, ...]:
    findings = FindingRecord.objects.filter(practice_id=desk.practice_id, code=code).exclude(_NOT_RUN)
    rows = findings.select_related("version__claim").order_by("-version__claim__served_on", "-version__pk", "pk")[:AT_MOST]
    overrides, denials = _overrides(desk, code)[code], _denials(desk, code)[code]
    newest: dict[str, FindingRecord] = {}
    for row in rows:
        newest.setdefault(row.version.claim.number, row)
    return tuple(
        FiredRow(
            number,
            row.version.claim.payer_name,
            day(row.version.claim.served_on),
            row.version.claim.state,
            row.severity,
            row.message,
            "; ".join(sorted(overrides.get(number, ()))),
            ", ".join(sorted(denials.get(number, ()))),
        )
        for number, row in newest.items()
    )


def _reasons(given: Iterable[set[str]]) -> tuple[Reason, ...]:
    counts = Counter(reason for reasons in given for reason in reasons)
    return tuple(Reason(reason, claims) for reason, claims in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _spoken(reasons: tuple[Reason, ...]) -> str:
    return f" ({'; '.join(f'{row.reason}: {row.claims}' for row in reasons[:3])})" if reasons else ""

"""The table of denials: `reasons.toml` beside this file, read once and checked."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Cause(StrEnum):
    """The root cause, as the denial worklist groups them."""

    CODING = "coding"
    DOCUMENTATION = "documentation"
    REGISTRATION = "registration"
    ELIGIBILITY = "eligibility"
    COORDINATION = "coordination"
    AUTHORIZATION = "authorization"
    NECESSITY = "necessity"
    COVERAGE = "coverage"
    BUNDLING = "bundling"
    DUPLICATE = "duplicate"
    TIMELINESS = "timeliness"
    ENROLLMENT = "enrollment"
    BILLING = "billing"
    UNKNOWN = "unknown"


class Owner(StrEnum):
    """Who can put it right."""

    CODER = "coder"
    BILLER = "biller"
    FRONT_DESK = "front desk"
    PROVIDER = "provider"


class Action(StrEnum):
    """What may be done about a denial."""

    CORRECT = "correct"
    NEW_CLAIM = "new claim"
    SEND_RECORDS = "send records"
    APPEAL = "appeal"
    BILL_OTHER = "bill other payer"
    BILL_PATIENT = "bill patient"
    WRITE_OFF = "write off"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table. Empty `groups` hold for any group, an empty `remark` for any remark. The usual action comes first."""

    reason: str
    groups: tuple[str, ...]
    remark: str
    cause: Cause
    owner: Owner
    actions: tuple[Action, ...]
    title: str
    plain: str
    next_step: str


UNKNOWN = Row(
    reason="",
    groups=(),
    remark="",
    cause=Cause.UNKNOWN,
    owner=Owner.BILLER,
    actions=(Action.CORRECT, Action.APPEAL),
    title="A reason that is not in the table",
    plain="The payer gives a reason code that this system has no explanation for.",
    next_step="Look the code up in the X12 list or ask the payer. Nothing is written off until a person decides.",
)


@cache
def denials() -> tuple[Row, ...]:
    """Every row, in the order of the file."""
    raw = tomllib.loads(files(__package__).joinpath("reasons.toml").read_text(encoding="utf-8"))
    return tuple(_row(one) for one in raw["denial"])


def _row(raw: dict[str, object]) -> Row:
    words = {key: str(raw[key]) for key in ("reason", "cause", "owner", "title", "plain", "next_step")}
    lists = {key: tuple(str(one) for one in _list(raw.get(key, []))) for key in ("groups", "actions")}
    assert not raw.keys() - words.keys() - lists.keys() - {"remark"}, f"row {words['reason']} has no other keys"
    return Row(
        reason=words["reason"],
        groups=lists["groups"],
        remark=str(raw.get("remark", "")),
        cause=Cause(words["cause"]),
        owner=Owner(words["owner"]),
        actions=tuple(Action(one) for one in lists["actions"]),
        title=words["title"],
        plain=words["plain"],
        next_step=words["next_step"],
    )


def _list(value: object) -> list[object]:
    assert isinstance(value, list), "groups and actions are lists"
    return value


def row_for(group: str, reason: str, remarks: tuple[str, ...]) -> Row:
    """The most specific row for a reason; `UNKNOWN` when it has none.

    A row for a remark (the first on the remittance that has one) comes before a row for any remark, and a row for this
    group before a row for any group.
    """
    for remark in (*remarks, ""):
        candidates = [
            row for row in denials() if row.reason == reason and row.remark == remark and (not row.groups or group in row.groups)
        ]
        if candidates:
            return max(candidates, key=lambda row: bool(row.groups))
    return UNKNOWN

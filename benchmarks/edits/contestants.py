"""The same edits in plain Python over dictionaries and in Polars, for `batch.py`: each in a process of its own, on the same parts.

    python contestants.py python|polars FOLDER WORK DIAGNOSES      prints what it found of each edit, and what it took

What is natural to write in both: pairs (both indicators, on the claim and with what was sent before), the units of a line, diagnoses that are valid on the day, age and
sex, the same service sent before, and timely filing. Not medical necessity, Excludes1 or units of a day. WORK holds the tables as
Parquet, DIAGNOSES the codes with their days, sex and ages, which `batch.py` writes. Nothing of superbill is used here.
"""

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

TODAY = date(2026, 10, 15)
LIMITS = {"MCARE": 365, "BLUES": 180, "COMMA": 90, "COMMB": 90, "CAIDA": 365, "PLANH": 120}
ON_PART = frozenset(
    "24 25 27 57 58 59 78 79 91 E1 E2 E3 E4 F1 F2 F3 F4 F5 F6 F7 F8 F9 FA LC LD LM LT RC RI RT T1 T2 T3 T4 T5 T6 T7 T8 T9 TA XE XP XS XU".split()
)
ON_EITHER = frozenset(("59", "XE", "XP", "XS", "XU"))
Found = Counter[str]


def years(born: date, on: date) -> int:
    """Completed years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def in_python(work: Path, diagnoses: Path) -> Callable[[Path], Found]:
    """Loops over lists of dictionaries; the tables are dictionaries."""
    pairs: dict[tuple[str, str], list[tuple[str, date, date]]] = {}
    for row in pl.read_parquet(work / "ncci_pair.parquet").iter_rows(named=True):
        pairs.setdefault((row["whole"], row["part"]), []).append((row["modifier_indicator"], row["since"], row["until"]))
    most = {row["procedure"]: row for row in pl.read_parquet(work / "mue.parquet").iter_rows(named=True)}
    codes: dict[str, list[dict[str, Any]]] = {}
    for row in pl.read_parquet(diagnoses).iter_rows(named=True):
        codes.setdefault(row["code"], []).append(row)

    def check(part: Path) -> Found:
        found: Found = Counter()
        by_claim: dict[str, dict[int, list[dict[str, Any]]]] = {"line": {}, "diagnosis": {}, "sent_line": {}}
        for name, rows in by_claim.items():
            for row in pl.read_parquet(part / f"{name}.parquet").iter_rows(named=True):
                rows.setdefault(row["claim_at"], []).append(row)
        for claim in pl.read_parquet(part / "claim.parquet").iter_rows(named=True):
            lines = by_claim["line"].get(claim["claim_at"], [])
            sent = by_claim["sent_line"].get(claim["claim_at"], [])
            found.update(_of_lines(claim, lines, sent, pairs, most))
            found.update(_of_diagnoses(claim, lines, by_claim["diagnosis"].get(claim["claim_at"], []), codes))
            left = LIMITS[claim["payer_id"]] - (TODAY - min(line["served_on"] for line in lines)).days
            found["TF-01"] += left < 0
        return found

    return check


def _of_lines(
    claim: dict[str, Any], lines: list[dict[str, Any]], sent: list[dict[str, Any]], pairs: Any, most: Any
) -> Iterator[str]:
    for line in lines:
        limit = most.get(line["procedure"])
        if limit and limit["mai"] == 1 and limit["since"] <= line["served_on"] < limit["until"] and line["units"] > limit["most"]:
            yield "MUE-01"
        for other in lines:
            if other is not line and other["served_on"] == line["served_on"]:
                yield from _paired(line, other, pairs)
        for other in sent:
            if (
                other["served_on"] == line["served_on"] and other["line_rendering_npi"] == line["line_rendering_npi"]
                and other["patient_number"] == claim["patient_number"]
            ):  # fmt: skip
                yield from _paired(line, other, pairs)
                yield from _paired(other, line, pairs)
        for other in sent:
            if (
                other["procedure"] == line["procedure"] and other["served_on"] == line["served_on"]
                and other["modifiers"] == line["modifiers"] and other["line_rendering_npi"] == line["line_rendering_npi"]
                and other["patient_number"] == claim["patient_number"]
            ):  # fmt: skip
                yield "LINE-05"
                break


def _paired(part: dict[str, Any], whole: dict[str, Any], pairs: Any) -> Iterator[str]:
    for indicator, since, until in pairs.get((whole["procedure"], part["procedure"]), ()):
        if since <= part["served_on"] < until:
            if indicator == "0":
                yield "NCCI-PTP-02"
            elif not (ON_PART | ON_EITHER) & set(part["modifiers"].split()) and not ON_EITHER & set(whole["modifiers"].split()):
                yield "NCCI-PTP-01"


def _of_diagnoses(
    claim: dict[str, Any], lines: list[dict[str, Any]], diagnoses: list[dict[str, Any]], codes: Any
) -> Iterator[str]:
    first, last = min(line["served_on"] for line in lines), max(line["served_on"] for line in lines)
    age = years(claim["patient_born"], first)
    for diagnosis in diagnoses:
        rows = codes.get(diagnosis["diagnosis"], ())
        if any(all(not row["since"] <= day < row["until"] for row in rows) for day in (first, last)):
            yield "ICD-01"
        for row in rows:
            if row["since"] <= first < row["until"]:
                if row["age_low"] is not None and not row["age_low"] <= age <= row["age_high"]:
                    yield "ICD-03"
                if row["sex"] and claim["patient_sex"] in ("F", "M") and row["sex"] != claim["patient_sex"]:
                    yield "ICD-04"


def in_polars(work: Path, diagnoses: Path) -> Callable[[Path], Found]:
    """Lazy frames, collected by the streaming engine; the tables are read once."""
    pairs = pl.read_parquet(work / "ncci_pair.parquet", columns=["whole", "part", "modifier_indicator", "since", "until"])
    most = pl.read_parquet(work / "mue.parquet").filter(pl.col("mai") == 1).select("procedure", "most", "since", "until")
    codes = pl.read_parquet(diagnoses)

    def check(part: Path) -> Found:
        claim, line, dx, sent = (
            pl.scan_parquet(part / f"{name}.parquet") for name in ("claim", "line", "diagnosis", "sent_line")
        )
        own = line.select("claim_at", "at", "procedure", "served_on", "modifiers", "units", "line_rendering_npi")
        days = line.group_by("claim_at").agg(pl.col("served_on").min().alias("first"), pl.col("served_on").max().alias("last"))
        over = own.join(most.lazy(), on="procedure").filter(_HOLDS & (pl.col("units") > pl.col("most")))
        keys = ["claim_at", "patient_number", "line_rendering_npi", "procedure", "modifiers", "served_on"]
        with_patient = own.join(claim.select("claim_at", "patient_number"), on="claim_at")
        limit = pl.col("payer_id").replace_strict(LIMITS, return_dtype=pl.Int64)
        passed = (pl.lit(TODAY) - pl.col("first")).dt.total_days()
        wanted = {
            **_paired_frames(own, with_patient, sent, pairs.lazy()),
            "MUE-01": over,
            "LINE-05": with_patient.join(sent.select(keys).unique(), on=keys, how="semi"),
            **_diagnosis_frames(claim, dx, days, codes.lazy()),
            "TF-01": claim.select("claim_at", "payer_id").join(days, on="claim_at").filter(limit < passed),
        }
        frames = pl.collect_all([frame.select(pl.len()) for frame in wanted.values()], engine="streaming")
        return Counter({name: frame.item() for name, frame in zip(wanted, frames, strict=True)})

    return check


_HOLDS = (pl.col("since") <= pl.col("served_on")) & (pl.col("served_on") < pl.col("until"))
_ON_PART = "(^| )(" + "|".join(sorted(ON_PART | ON_EITHER)) + ")( |$)"
_ON_EITHER = "(^| )(" + "|".join(sorted(ON_EITHER)) + ")( |$)"


def _paired_frames(
    own: pl.LazyFrame, with_patient: pl.LazyFrame, sent: pl.LazyFrame, pairs: pl.LazyFrame
) -> dict[str, pl.LazyFrame]:
    """Two lines of a claim, and a line with one that was sent before, in both directions."""
    same, both = (
        ["claim_at", "served_on", "line_rendering_npi"],
        ["served_on", "procedure", "modifiers", "procedure_o", "modifiers_o"],
    )
    beside = own.join(own, on=same, suffix="_o").filter(pl.col("at") != pl.col("at_o")).select(both)
    theirs = sent.select(*same, "patient_number", "procedure", "modifiers")
    before = with_patient.join(theirs, on=[*same, "patient_number"], suffix="_o").select(both)
    names = {"procedure": "procedure_o", "procedure_o": "procedure", "modifiers": "modifiers_o", "modifiers_o": "modifiers"}
    every = pl.concat([beside, before, before.rename(names).select(both)])
    paired = every.join(pairs, left_on=["procedure_o", "procedure"], right_on=["whole", "part"]).filter(_HOLDS)
    apart = pl.col("modifiers").str.contains(_ON_PART) | pl.col("modifiers_o").str.contains(_ON_EITHER)
    return {
        "NCCI-PTP-01": paired.filter((pl.col("modifier_indicator") == "1") & ~apart),
        "NCCI-PTP-02": paired.filter(pl.col("modifier_indicator") == "0"),
    }


def _diagnosis_frames(claim: pl.LazyFrame, dx: pl.LazyFrame, days: pl.LazyFrame, codes: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    told = (
        dx.select("claim_at", "at", "diagnosis").join(days, on="claim_at")
        .join(claim.select("claim_at", "patient_sex", "patient_born"), on="claim_at")
        .join(codes, left_on="diagnosis", right_on="code", how="left")
    )  # fmt: skip
    on_first, on_last = (
        ((pl.col("since") <= pl.col(day)) & (pl.col(day) < pl.col("until"))).fill_null(value=False) for day in ("first", "last")
    )
    valid = told.group_by("claim_at", "at").agg((on_first.any() & on_last.any()).alias("valid"))
    early = pl.col("first").dt.strftime("%m%d") < pl.col("patient_born").dt.strftime("%m%d")
    age = pl.col("first").dt.year() - pl.col("patient_born").dt.year() - early.cast(pl.Int32)
    other_sex = (pl.col("sex") != "") & pl.col("patient_sex").is_in(["F", "M"]) & (pl.col("sex") != pl.col("patient_sex"))
    return {
        "ICD-01": valid.filter(~pl.col("valid")),
        "ICD-03": told.filter(on_first & ((age < pl.col("age_low")) | (age > pl.col("age_high")))),
        "ICD-04": told.filter(on_first & other_sex),
    }


def main(who: str, folder: str, work: str, diagnoses: str, most_parts: str = "0") -> None:
    """Run one, and print as JSON what was found and what it took."""
    began, cpu = time.perf_counter(), time.process_time()
    check = (in_python if who == "python" else in_polars)(Path(work), Path(diagnoses))
    ready = time.process_time() - cpu
    began, cpu, found = time.perf_counter(), time.process_time(), Counter[str]()
    parts = sorted(Path(folder).glob("part-*/"))
    for part in parts[: int(most_parts) or None]:
        found += check(part)
    print(json.dumps({
        "found": dict(sorted(found.items())), "wall": time.perf_counter() - began, "cpu": time.process_time() - cpu, "ready": ready,
        "parts": len(parts[: int(most_parts) or None]), "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])

# ruff: noqa: S608  (queries of constants)
"""Many claims of ten lines straight to Parquet: a folder of parts, each with whole claims, as `storage.duck` takes them.

    python benchmarks/edits/parquet.py FOLDER --lines 10000000 --codes CODES

Drawn with a seed in DuckDB: half a million lines a second. Codes have the weights of `made.py`; three lines for each claim were sent before.
"""

import argparse
import sys
import time
from pathlib import Path

import duckdb
from made import FILINGS, Made

from superbill.basics.identifiers import npi_from

LINES, EACH = 10, 100_000
"""Lines of a claim, and claims of a part."""

_DRAW = "CREATE MACRO draw(a, b, what) AS (hash(a * 64 + b, what) % 1000003) / 1000003.0"
_RANK = (
    "CREATE MACRO ranked(a, b, what, most) AS LEAST(FLOOR(20 * POW((most + 20) / 20.0, draw(a, b, what)) - 20), most - 1)::INT"
)


def main() -> None:
    """Write the parts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--codes", type=Path, required=True, help="the folder of an installation's code tables")
    asked = parser.parse_args()
    from one import diagnoses_in

    began = time.perf_counter()
    write(asked.folder, Made(diagnoses_in(asked.codes)), lines=asked.lines)
    print(f"{asked.lines} lines in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def write(folder: Path, made: Made, *, lines: int) -> None:
    """The parts of so many lines; what is there already stays."""
    db = duckdb.connect(":memory:")
    for macro in (_DRAW, _RANK):
        db.execute(macro)
    for name, codes in (
        ("procedures", made.procedures),
        ("diagnoses", made.common),
        ("payers", tuple(FILINGS)),
        ("filings", tuple(FILINGS.values())),
    ):
        db.execute(f"CREATE TABLE {name} AS SELECT UNNEST(?::VARCHAR[]) AS code", [list(codes)])
        db.execute(f"ALTER TABLE {name} ADD COLUMN rank INT")
        db.execute(f"UPDATE {name} SET rank = rowid")
    for part in range(-(-lines // (LINES * EACH))):
        place = folder / f"part-{part:05d}"
        if place.exists():
            continue
        work = folder / f"{place.name}.work"
        work.mkdir(parents=True, exist_ok=True)
        claims = min(EACH, lines // LINES - part * EACH)
        for name, query in _queries(part * EACH, claims).items():
            db.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")
            db.execute(f"COPY {name} TO '{work / name}.parquet' (FORMAT parquet)")
        work.rename(place)
    db.close()


def _queries(first: int, claims: int) -> dict[str, str]:
    """The SELECT of each relation of a part; later ones read earlier ones."""
    billing, rendering = npi_from("200000001"), npi_from("200000002")
    day = "DATE '2026-09-01' + (draw({0}, 0, 'day') * 28)::INT"
    claim = f"""
        SELECT c AS claim_at, 0 AS "at", 'C' || c AS control, 'C' || c AS number, 1 AS version, 'P' AS kind, '1' AS frequency,
            '11' AS place_of_service, 'P' || c AS patient_number, 'Invented' AS patient_last_name, 'Ines' AS patient_first_name,
            CASE WHEN draw(c, 1, 'sex') < 0.5 THEN 'F' ELSE 'M' END AS patient_sex, '12 Birch Lane, Lakeside, WI, 53999' AS patient_address,
            '53999' AS patient_zip_code, 'WI' AS patient_state, DATE '1935-01-01' + (draw(c, 2, 'born') * 30000)::INT AS patient_born,
            p.code AS payer_id, p.code AS payer_name, f.code AS filing, 'P' AS payer_rank, 'INV123456' AS member_id, '18' AS relationship,
            '{billing}' AS billing_npi, '261QP2300X' AS billing_taxonomy, 'Lakeside Clinic' AS billing_name, '53999' AS billing_zip_code,
            'WI' AS billing_state, '399999999' AS tax_id, '{rendering}' AS rendering_npi, '207Q00000X' AS rendering_taxonomy,
            DATE '2026-10-01' AS created_on, DATE '2025-01-01' AS coverage_since, DATE '9999-12-31' AS coverage_until, TRUE AS accepts_assignment,
            0 AS other_payers, 0 AS others_paid_cents, 'Invented' AS subscriber_last_name, 'Ines' AS subscriber_first_name,
            DATE '1980-01-01' AS subscriber_born, 'F' AS subscriber_sex, '12 Birch Lane, Lakeside, WI, 53999' AS subscriber_address
        FROM range({first}, {first + claims}) t(c)
        JOIN payers p ON p.rank = (hash(c, 'payer') % {len(FILINGS)})::INT JOIN filings f ON f.rank = p.rank ORDER BY c"""
    diagnosis = """
        SELECT claim_at, ROW_NUMBER() OVER (PARTITION BY claim_at ORDER BY n) - 1 AS "at",
            ROW_NUMBER() OVER (PARTITION BY claim_at ORDER BY n) AS position, code AS diagnosis
        FROM (SELECT c.claim_at, MIN(n) AS n, d.code FROM (SELECT claim_at, n, ranked(claim_at, n, 'dx', 15000) AS r FROM claim, range(8) t(n)
            WHERE n < 2 + draw(claim_at, 3, 'many') * 6) c JOIN diagnoses d ON d.rank = c.r GROUP BY c.claim_at, d.code) ORDER BY claim_at, "at" """
    line = f"""
        SELECT c.claim_at, n AS "at", n + 1 AS line_no, p.code AS procedure,
            CASE WHEN draw(c.claim_at, n, 'mod') < 0.6 THEN '' ELSE ['25', '59', 'LT', 'RT', 'XS', 'GP', '26', '50'][1 + (draw(c.claim_at, n, 'which') * 8)::INT % 8] END AS modifiers,
            2000 + (draw(c.claim_at, n, 'charge') * 88000)::INT AS charge_cents, CASE WHEN draw(c.claim_at, n, 'units') < 0.75 THEN 1 ELSE 2 END AS units,
            'UN' AS unit, {day.format("c.claim_at")} + CASE WHEN draw(c.claim_at, n, 'next') < 0.25 THEN 1 ELSE 0 END AS served_on,
            '11' AS line_place, c.rendering_npi AS line_rendering_npi, TRUE AS has_own_day, d.diagnosis AS pointed, d.diagnosis AS first_pointed
        FROM (SELECT claim_at, n, rendering_npi, ranked(claim_at, n, 'px', 15000) AS r FROM claim, range({LINES}) t(n)) c
        JOIN procedures p ON p.rank = c.r JOIN diagnosis d ON d.claim_at = c.claim_at AND d."at" = n % 2 ORDER BY c.claim_at, n"""
    sent = f"""
        SELECT c.claim_at, n AS "at", 'E' || c.claim_at AS control, c.* EXCLUDE (claim_at, "at", control, r, n), p.code AS procedure, '' AS modifiers,
            2000 AS charge_cents, 1 AS units, 'UN' AS unit, {day.format("c.claim_at")} - (n > 0)::INT AS served_on, '11' AS line_place, 1 AS line_no,
            c.rendering_npi AS line_rendering_npi, {day.format("c.claim_at")} AS first_served_on
        FROM (SELECT *, ranked(claim_at, n + 20, 'px', 15000) AS r FROM claim, range(3) t(n)) c JOIN procedures p ON p.rank = c.r ORDER BY c.claim_at, n"""
    return {
        "claim": claim,
        "diagnosis": diagnosis,
        "line": "SELECT *, served_on AS served_until FROM (" + line + ")",
        "modifier": 'SELECT claim_at, "at", "at" AS line_at, 1 AS position, modifiers AS modifier FROM line WHERE modifiers <> \'\'',
        "pointer": 'SELECT claim_at, "at", "at" AS line_at, 1 AS position, 1 + "at" % 2 AS pointer, 2 AS diagnosis_count FROM line',
        "sent_line": sent,
        "total": "SELECT claim_at, SUM(charge_cents)::BIGINT AS total FROM line GROUP BY claim_at",
    }


if __name__ == "__main__":
    main()

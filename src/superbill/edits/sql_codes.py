"""What edits read of the diagnosis code set, made of its tables for the diagnoses on many claims: `icd10cm`, `excludes1`, `code_first`.

Reads the tables of the code set: `dx_row` (every code with what is said of it), `dx_code` (a number and a category for each code), and of
each kind of note `<kind>_told`, `<kind>_inherits`, `<kind>_names`, `<kind>_names_range`, `<kind>_near` (see `diagnosis_notes`). And
`dx_here`: each diagnosis as it is written on the claims, with the `code` that is meant. All joins are of equal values; only diagnoses that
the code set does not have are held against ranges.
"""

NO_DAY = "DATE '9999-12-30'"
"""The day that is asked where a claim has none: the newest edition holds on it."""

TABLES = {
    "dx_row": {
        "at": "BIGINT", "code": "VARCHAR", "title": "VARCHAR", "billable": "BOOLEAN", "sex": "VARCHAR", "age_low": "BIGINT",
        "age_high": "BIGINT", "manifestation": "BOOLEAN", "side": "VARCHAR", "since": "DATE", "until": "DATE",
    },
    "dx_code": {"code": "VARCHAR", "id": "INTEGER", "category": "INTEGER"},
}  # fmt: skip
OF_NOTES = {
    "told": {"note": "INTEGER", "words": "VARCHAR"},
    "inherits": {"id": "INTEGER", "note": "INTEGER", "rank": "INTEGER", "since": "DATE", "until": "DATE"},
    "names": {"note": "INTEGER", "id": "INTEGER"},
    "names_range": {"note": "INTEGER", "first": "VARCHAR", "last": "VARCHAR", "characters": "VARCHAR"},
    "near": {"one": "INTEGER", "other": "INTEGER"},
}
"""The tables of each kind of note: its name and one of these. `near` are the categories of which some codes are in question."""

HERE = {"diagnosis": "VARCHAR", "code": "VARCHAR"}


def icd10cm() -> str:
    """The rows of the codes on the claims, by the diagnosis as it is written there."""
    columns = ", ".join(f"t.{name}" for name in TABLES["dx_row"] if name != "code")
    return f"SELECT h.diagnosis AS code, {columns} FROM dx_here h JOIN dx_row t ON t.code = h.code"


def numbered() -> str:
    """Each diagnosis on the claims with a number; those that the code set does not have get numbers below 0, which are their categories too."""
    strange = "-1 * ROW_NUMBER() OVER (ORDER BY h.diagnosis)"
    return (
        f"SELECT h.diagnosis, h.code, COALESCE(t.id, {strange}) AS id, COALESCE(t.category, {strange}) AS category"
        " FROM dx_here h LEFT JOIN dx_code t ON t.code = h.code"
    )


def named(kind: str) -> str:
    """The notes that name a code on the claims which the code set does not have: `dx_numbered` is `numbered`."""
    bare = "REPLACE(n.code, '.', '')"
    fifth, sixth = (f"(LENGTH({bare}) >= {at} AND STRPOS(r.characters, SUBSTR({bare}, {at}, 1)) > 0)" for at in (5, 6))
    return (
        f"SELECT DISTINCT r.note, n.id FROM dx_numbered n JOIN {kind}_names_range r ON r.first <= SUBSTR({bare}, 1, LENGTH(r.first))"
        f" AND SUBSTR({bare}, 1, LENGTH(r.last)) <= r.last AND (r.characters = '' OR {fifth} OR {sixth}) WHERE n.id < 0"
    )


def pairs(kind: str) -> str:
    """The pairs of diagnoses on a claim that a note may speak of, with the day. Either may be the one under the note when both are kept apart."""
    places = "o.at < r.at" if kind == "excludes1" else "o.at <> r.at"
    near = f"SELECT one, other FROM {kind}_near UNION SELECT one, other FROM {kind}_strange"
    if kind == "excludes1":
        near += f" UNION SELECT other, one FROM {kind}_near UNION SELECT other, one FROM {kind}_strange"
    one, other = ("o", "r") if kind == "excludes1" else ("r", "o")
    return (
        f"SELECT DISTINCT {one}.id AS one, {other}.id AS other, r.day FROM dx_on_claim r"
        f" JOIN dx_on_claim o ON o.claim_at = r.claim_at AND {places}"
        f" JOIN ({near}) k ON k.one = {one}.category AND k.other = {other}.category"
    )


def on_claims() -> str:
    """Every diagnosis on the claims as its number."""
    return (
        "SELECT d.claim_at, d.at, n.id, n.category, d.first_served_on AS day"
        " FROM diagnosis d JOIN dx_numbered n ON n.diagnosis = d.diagnosis"
    )


def strange(kind: str) -> str:
    """The categories that a note keeps from a code which the code set does not have: `<kind>_named` is `named`."""
    return (
        f"SELECT DISTINCT c.category AS one, s.id AS other FROM {kind}_named s JOIN {kind}_inherits i ON i.note = s.note"
        " JOIN dx_code c ON c.id = i.id"
    )


def notes(kind: str) -> str:
    """The pairs of `<kind>_pair` of which a note speaks, as the claims write them: `one`, `other`, `on_day`, `note`."""
    both = (("one", "other", 0), ("other", "one", 1)) if kind == "excludes1" else (("one", "other", 0),)
    names = f"(SELECT note, id FROM {kind}_names UNION ALL SELECT note, id FROM {kind}_named)"
    day = f"COALESCE(p.day, {NO_DAY})"
    found = " UNION ALL ".join(
        f"SELECT p.one, p.other, p.day, i.note, i.rank + {turn * 1000} AS turn FROM {kind}_pair p"
        f" JOIN {kind}_inherits i ON i.id = p.{here} AND i.since <= {day} AND {day} < i.until"
        f" JOIN {names} s ON s.note = i.note AND s.id = p.{there}"
        for here, there, turn in both
    )
    first = f"SELECT one, other, day, MIN_BY(note, turn) AS note FROM ({found}) f GROUP BY one, other, day"
    return (
        f"SELECT a.diagnosis AS one, b.diagnosis AS other, f.day AS on_day, t.words AS note FROM ({first}) f"
        f" JOIN dx_numbered a ON a.id = f.one JOIN dx_numbered b ON b.id = f.other JOIN {kind}_told t ON t.note = f.note"
    )


def steps(kind: str) -> dict[str, str]:
    """The tables to be made for the claims at hand, in order, each with its SELECT; the last is what edits read."""
    return {
        f"{kind}_named": named(kind),
        f"{kind}_strange": strange(kind),
        f"{kind}_pair": pairs(kind),
        kind: notes(kind),
    }


def near(kind: str) -> str:
    """The categories of which some codes are in question: made once, with the tables of the code set."""
    return (
        f"SELECT DISTINCT a.category AS one, b.category AS other FROM {kind}_inherits i JOIN {kind}_names s ON s.note = i.note"
        f" JOIN dx_code a ON a.id = i.id JOIN dx_code b ON b.id = s.id"
    )

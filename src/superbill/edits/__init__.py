"""Edits: claims → findings. The engine, and the edits that hold everywhere; a place and a payer add their own.

    findings = check(claim, Context(on=today, icd10cm=codes), edits=us_edits())

Each edit is one module of a family folder here or of `places/<place>/edits/`: a kind (`kinds.py`) with its columns filled in.
"""

from superbill.edits.catalogue import by_code, edits_in, everywhere
from superbill.edits.check import check, is_clean
from superbill.edits.context import Context, DiagnosisCode, DiagnosisCodes
from superbill.edits.explain import catalogue_rows, explain, find_edit, get_edit
from superbill.edits.kinds import Edit
from superbill.edits.tables import DatedTable, table_from_csv, table_from_rows

__all__ = [
    "Context",
    "DatedTable",
    "DiagnosisCode",
    "DiagnosisCodes",
    "Edit",
    "by_code",
    "catalogue_rows",
    "check",
    "edits_in",
    "everywhere",
    "explain",
    "find_edit",
    "get_edit",
    "is_clean",
    "table_from_csv",
    "table_from_rows",
]

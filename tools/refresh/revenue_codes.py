"""Say where the list of revenue codes differs from the one that CMS's outpatient editor knows.

The words of revenue_codes.csv are ours and written by hand, so nothing is written here: a code that is new wants words, and one
that is gone wants a last day. The package pyoce carries the editor's tables.

    python tools/refresh/revenue_codes.py --check    exit code 1 and the codes where the two differ
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from superbill.codes.shipped import shipped_rows
from tools.refresh.hcpcs import iso
from tools.refresh.ioce import editor


def main() -> int:
    """Print every difference; the exit code is 1 when there is one."""
    with editor("data_revenue") as tables:
        rows = tables.tables["data_revenue"]
        known: dict[str, tuple[str, str]] = {}
        for key, row in sorted(rows, key=lambda each: int(each[1]["lo_version"])):
            code, (since, until) = key.split("|")[0].zfill(4), tables.period(row)
            known[code] = (known[code][0] if code in known else iso(since), iso(until))
    ours = {row["code"]: (row["since"], row["until"]) for row in shipped_rows("revenue_codes.csv")}
    differing = sorted(code for code in known.keys() | ours.keys() if known.get(code) != ours.get(code))
    for code in differing:
        print(f"{code}: the editor has {known.get(code)}, revenue_codes.csv has {ours.get(code)}")
    print(f"revenue_codes.csv: {len(differing)} to mend" if differing else "revenue_codes.csv: as its source has it")
    return 1 if differing else 0


if __name__ == "__main__":
    raise SystemExit(main())

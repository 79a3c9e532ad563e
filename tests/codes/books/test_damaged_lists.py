"""However a file of a list is damaged, it is refused with a `BadCodeFile` or read: nothing else ever happens."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.codes.book import find_layout
from superbill.codes.pack import read_pack, release_day
from superbill.codes.source import BadCodeFile, Source
from tests.codes.books import test_cpt, test_gems, test_hcc, test_hcpcs, test_payers_taxonomy_telehealth, test_reasons_and_places

FILES = {
    "HCPC2026_OCT_ANWEB.csv": test_hcpcs.CSV,
    "HCPC2026_OCT_ANWEB.txt": test_hcpcs.TEXT,
    "LONGULF.txt": test_cpt.FIXED,
    "MODUL.txt": test_cpt.MODIFIERS,
    "own.csv": test_cpt.OWN,
    "2018_I9gem.txt": test_gems.FORTH,
    "gem_pcsi9.txt": test_gems.BACK_PCS,
    "2026 mappings.csv": test_hcc.GOOD,
    "payers.csv": test_payers_taxonomy_telehealth.PAYERS,
    "nucc_taxonomy_261.csv": test_payers_taxonomy_telehealth.TAXONOMY,
    "telehealth.csv": test_payers_taxonomy_telehealth.TELEHEALTH,
    "carc.csv": test_reasons_and_places.OFFICIAL,
    "pos.csv": "# superbill pos\n# Holds from: 2026-01-01\ncode,name,facility,since,until\n02,afar,yes,2017-01-01,\n11,office,no,,2030-01-01\n",
}
HARM = st.lists(
    st.tuples(
        st.sampled_from(("cut", "drop", "put", "twice")),
        st.floats(0, 1),
        st.sampled_from((b"\0", b"\xff", b'"', b",", b"\n", b"\t", b"\r", b" ", b"9", b"#", b"\xef\xbb\xbf", "é".encode())),
    ),
    min_size=1,
    max_size=4,
)


def harmed(data: bytes, harm: list[tuple[str, float, bytes]]) -> bytes:
    for how, where, piece in harm:
        at = int(where * len(data))
        line = data.rfind(b"\n", 0, at) + 1
        data = {
            "cut": data[:at],
            "drop": data[:at] + data[at + 1 :],
            "put": data[:at] + piece + data[at:],
            "twice": data[:at] + data[line:at] + data[at:],
        }[how]
    return data


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=60, deadline=None)
@given(harm=HARM)
def test_a_damaged_file_is_read_or_refused(name: str, harm: list[tuple[str, float, bytes]]) -> None:
    source = Source.from_bytes(name, harmed(FILES[name].encode(), harm))

    found = find_layout(source)
    refused = None
    if found:
        db = sqlite3.connect(":memory:")
        try:
            release_day(source, found[1], None)
            read_pack(db, source, *found)
        except BadCodeFile as wrong:
            refused = wrong
        finally:
            db.close()

    assert refused is None or refused.what

"""The page of findings: it stands alone, trusts no value, shows each finding at its element, and stays small for a large file."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.companion import read_companion
from superbill.x12.tools.checked import Checked
from superbill.x12.tools.html_report import html_page

ROOT = Path(__file__).resolve().parents[2]
CLAIM = (ROOT / "examples/visit/claim.837").read_bytes()
BARE = CLAIM.replace(b"\n", b"")
EVIL = '<script>alert("1")</script><img src=x onerror=alert(1)>'
LEVELS = (1, 2, 3, 7)
VOID = frozenset(("meta", "input"))


def page(data: bytes, *, name: str = "claim.837", whole_up_to: int = 3_000, guide: str = "") -> str:
    companions = [read_companion(guide)] if guide else []
    return html_page([Checked(name, check(data, levels=LEVELS, companions=companions), data)], whole_up_to=whole_up_to)


class Reader(HTMLParser):
    """What a browser would see: elements opened and closed in order, ids, links, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        self.attributes |= set(given)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


def check_page(text: str) -> Reader:
    """Read a page, which must be well-formed, load nothing, run nothing, and have every link lead to one place in it."""
    read = Reader(text)
    assert read.open == []
    assert not read.tags & {"script", "img", "link", "iframe", "object", "embed", "form", "svg", "base"}
    assert not [name for name in read.attributes if name.startswith("on") or name in ("src", "srcset", "action")]
    assert "://" not in text.partition("</style>")[0]
    assert "url(" not in text and "@import" not in text
    assert len(set(read.ids)) == len(read.ids)
    assert {link for link in read.links if not link.startswith("#")} == set()
    assert {link[1:] for link in read.links} <= set(read.ids)
    return read


def test_a_sound_file_is_shown_whole_and_accepted() -> None:
    read = check_page(page(CLAIM))

    assert "nothing wrong was found" in read.text
    assert "NM1*IL*1*KOWALSKI*MARGARET*ANNE***MI*AHP4410072~" in read.text
    assert read.text.count("~") == 37


def test_each_finding_stands_below_its_segment_at_its_element() -> None:
    text = page(CLAIM.replace(b"*MI*", b"*XQ*"))
    read = check_page(text)

    assert '<mark data-is="error" aria-describedby="f1-1" title="NM108 id type"><a href="#f1-1">XQ</a></mark>' in text
    assert text.index(">KOWALSKI<") < text.index('id="f1-1"') < text.index(">418 WILLOW CREEK RD<")
    assert "SNIP2-CODE" in read.text and "Choose one of the codes of the guide." in read.text


def test_elements_are_named_and_their_codes_explained() -> None:
    text = page(CLAIM)

    assert '<span title="SBR09 filing: commercial">CI</span>' in text
    assert '<span title="CLM05-3 frequency: original">1</span>' in text
    assert "<b>2010BA</b> insured" in text
    assert '<span title="ISA06 sender">' in text


def test_what_is_missing_is_named_where_it_should_stand() -> None:
    guide = 'name = "Acme"\nguide = "005010X222A1"\nrequire = ["2300.CLM20", "2010BA.NM107"]'

    text = page(CLAIM, guide=guide)

    assert re.search(r'<mark [^>]*class="empty"><a href="#f1-2">CLM20</a></mark>', text)
    assert re.search(r"ANNE</span><i>\*</i><i>\*</i><mark [^>]*class=\"empty\"><a href=\"#f1-1\">NM107</a></mark>", text)


def test_the_summary_counts_by_level_and_links_to_each_finding() -> None:
    broken = CLAIM.replace(b"*MI*", b"*XQ*").replace(b"PI*ACME1", b"QQ*ACME1").replace(b"CLM*V1001-1*230", b"CLM*V1001-1*231")

    text = page(broken)
    read = check_page(text)

    assert re.search(r"Level 2 <span>implementation guide: 2 errors", text)
    assert re.search(r"Level 3 <span>sums: 1 error<", text)
    assert {"#f1-1", "#f1-2", "#f1-3"} <= set(read.links)


@pytest.mark.parametrize("spot", [b"KOWALSKI", b"V1001-1", b"E1165", b"LAKESIDEFA     ", b"ABK", b"0001*005010X222A1", b"PER*IC"])
def test_a_value_cannot_break_out_of_its_place(spot: bytes) -> None:
    read = check_page(page(BARE.replace(spot, EVIL.encode().replace(b"*", b""), 1)))

    assert "alert(" in read.text


def test_the_name_of_a_file_and_of_a_guide_cannot_break_out_either() -> None:
    guide = f'name = \'{EVIL}\'\nguide = "005010X222A1"\nrequire = "2300.REF*G1"'

    read = check_page(page(CLAIM, name=EVIL, guide=guide))

    assert read.text.count(EVIL) >= 3


def test_characters_that_cannot_be_seen_are_shown() -> None:
    text = page(CLAIM.replace(b"KOWALSKI", "KOW\u202eALSKI\x07".encode()))

    assert "KOW⟨202E⟩ALSKI⟨07⟩" in text


def many(sets: int, broken: int) -> bytes:
    """A file of many sets, of which one is broken."""
    head, body, tail = (
        BARE.partition(b"ST*")[0],
        b"ST*" + BARE.partition(b"ST*")[2].partition(b"GE*")[0],
        b"GE*%d*1~IEA*1*000000001~" % sets,
    )
    each = [body.replace(b"*0001", b"*%04d" % number) for number in range(1, sets + 1)]
    each[broken - 1] = each[broken - 1].replace(b"*MI*", b"*XQ*")
    return head + b"".join(each) + tail


def test_a_large_file_is_shown_around_its_findings() -> None:
    text = page(many(60, 30), whole_up_to=100)
    read = check_page(text)

    assert read.text.count("~") == 7
    assert re.search(r"[\d,]+ segments without findings<b class=\"trail\">set 0030</b>", text)
    assert "3 segments are shown before and after each finding" in read.text
    shown = sum(int(number.replace(",", "")) for number in re.findall(r">([\d,]+) segments? without", text))
    assert shown + 7 == check(many(60, 30), levels=LEVELS).segments


def test_a_gap_names_the_claim_that_it_leads_into() -> None:
    text = page(many(9, 4).replace(b"*UN*1***1~", b"*UN*X***1~"), whole_up_to=10)

    assert "set 0002 › claim V1001-1" in text


def test_a_page_of_the_same_file_is_always_the_same() -> None:
    assert page(CLAIM.replace(b"*MI*", b"*XQ*")) == page(CLAIM.replace(b"*MI*", b"*XQ*"))


def test_a_long_segment_is_cut() -> None:
    text = page(CLAIM.replace(b"KOWALSKI", b"K" * 100_000).replace(b"LKSCHOOLS", b"LKSCHOOLS" + b"*" * 5_000))

    assert len(text) < 200_000
    assert "… 99,800 more" in text
    assert "more elements" in text


@pytest.mark.parametrize("data", [b"", b"hello", b"\xef\xbb\xbf", CLAIM[:50], CLAIM[:-30], CLAIM + b"<b>", b"<b>" + CLAIM])
def test_what_is_no_whole_file_has_its_findings_all_the_same(data: bytes) -> None:
    read = check_page(page(data))

    assert len([name for name in read.ids if name.startswith("f1-")]) == len(check(data, levels=LEVELS).findings) > 0


def test_several_files_share_a_page_with_an_index() -> None:
    files = [
        Checked(name, check(data, levels=LEVELS), data)
        for name, data in (("a.837", CLAIM), ("b.837", CLAIM.replace(b"*MI*", b"*XQ*")))
    ]

    read = check_page(html_page(files))

    assert {"#file1", "#file2", "#f2-1"} <= set(read.links)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_page(data: bytes) -> None:
    check_page(page(data))


@given(st.integers(0, len(BARE) - 1), st.binary(max_size=12), st.integers(0, 12))
def test_any_damage_gives_a_page_with_every_finding(at: int, put: bytes, cut: int) -> None:
    damaged = BARE[:at] + put + BARE[at + cut :]

    read = check_page(page(damaged, whole_up_to=20))

    assert len([name for name in read.ids if name.startswith("f1-")]) == len(check(damaged, levels=LEVELS).findings)

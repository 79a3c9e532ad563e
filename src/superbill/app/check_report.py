"""What the edits found in files as one page of HTML, and as rows of a table.

The page stands alone: it loads nothing and runs nothing, follows light and dark, and can be printed. Claims are named by their
numbers, and no patient is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from superbill.app.check_file import CheckedClaim
from superbill.app.wording import counted, day, spot
from superbill.basics.findings import Finding, Severity
from superbill.edits.check import NotRun

COLUMNS = ("file", "claim", "severity", "edit", "line", "place", "title", "message", "todo", "source")
MOST = 5_000
"""Claims that are shown on a page; the others are counted."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_TITLE = "What the edits found"
_STYLE = """
:root { color-scheme: light dark; --soft: color-mix(in srgb, CanvasText 65%, Canvas); --rule: color-mix(in srgb, CanvasText 18%, Canvas); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .5rem; } h3 { font-size: 1rem; margin: 0; }
p { margin: .25rem 0; } .soft { color: var(--soft); } a { color: inherit; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; color: var(--soft); }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
article { border: 1px solid var(--rule); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; break-inside: avoid; }
.is { font-weight: 700; white-space: nowrap; } .stop { color: light-dark(#a3140c, #ff9a90); } .warn { color: light-dark(#7a4d00, #f2c14e); }
.inform { color: var(--soft); } code { font: inherit; font-weight: 600; }
@media print { body { margin: 0; max-width: none; } }
"""


class Tally:
    """What a page shows, taken claim by claim: the first claims with findings, and how often each edit found something."""

    def __init__(self, *, most: int = MOST) -> None:
        self.most = most
        self.claims = 0
        self.worst: Counter[str] = Counter()
        self.shown: list[CheckedClaim] = []
        self.with_findings = 0
        self.edits: dict[str, tuple[Finding, Counter[str]]] = {}

    def take(self, checked: CheckedClaim) -> None:
        """Count a claim, and keep it when there is something to say of it."""
        self.claims += 1
        self.worst[checked.findings[0].severity.value if checked.findings else "clean"] += 1
        if not checked.findings:
            return
        self.with_findings += 1
        if len(self.shown) < self.most:
            self.shown.append(checked)
        for code in {finding.code for finding in checked.findings}:
            mine = [finding for finding in checked.findings if finding.code == code]
            _, counts = self.edits.setdefault(code, (mine[0], Counter()))
            counts.update(claims=1, findings=len(mine))

    def verdict(self) -> str:
        """How many claims, and the worst that was found in how many of them."""
        words = (("stop", "stopped"), ("warn", "with a warning"), ("inform", "with a remark"), ("clean", "clean"))
        told = [f"{self.worst[key]:,} {word}" for key, word in words if self.worst[key]]
        return f"{counted(self.claims, 'claim')}{': ' if told else ''}{', '.join(told)}"


def findings_page(tally: Tally, *, files: Sequence[str], on: date, not_run: Sequence[NotRun]) -> Iterator[str]:
    """The page, piece by piece."""
    yield (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_TITLE}</title><style>{_STYLE}</style></head><body><main><header><h1>{_TITLE}</h1>"
        f'<p>{escape(tally.verdict())}</p><p class="soft">Checked as of {day(on)}: {escape(", ".join(files))}</p></header>'
    )
    yield from _edits(tally)
    yield from _not_run(not_run)
    if tally.shown:
        yield "<h2>Claims</h2>"
    for checked in tally.shown:
        yield _claim(checked, named=len(files) > 1)
    if tally.with_findings > len(tally.shown):
        yield f"<p>{counted(tally.with_findings - len(tally.shown), 'more claim')} with findings; --csv lists every one.</p>"
    yield "</main></body></html>\n"


def _edits(tally: Tally) -> Iterator[str]:
    """What is wrong most, and what to do about it: each edit once."""
    if not tally.edits:
        yield "<p>Nothing was found.</p>"
        return
    yield (
        "<h2>What to do</h2><table><caption>Each edit that found something, what stops claims first.</caption><thead><tr>"
        '<th scope="col">edit</th><th scope="col">what is wrong, and what to do</th><th scope="col">claims</th></tr></thead><tbody>'
    )
    order = list(Severity)
    for code, (finding, counts) in sorted(
        tally.edits.items(), key=lambda row: (order.index(row[1][0].severity), -row[1][1]["claims"])
    ):
        yield (
            f'<tr id="{escape(code)}"><th scope="row">{_severity(finding)}<br><code>{escape(code)}</code></th>'
            f'<td>{escape(finding.title)}.<br>{escape(finding.todo)}<br><span class="soft">{escape(str(finding.source))}</span></td>'
            f'<td class="number">{counts["claims"]:,}</td></tr>'
        )
    yield "</tbody></table>"


def _not_run(not_run: Iterable[NotRun]) -> Iterator[str]:
    rows = "".join(
        f'<tr><th scope="row">{escape(each.edit)}</th><td>{escape(each.because)}</td><td class="number">{each.claims:,}</td></tr>'
        for each in not_run
    )
    if rows:
        yield (
            "<h2>What was not checked</h2><table><caption>Look for these by eye, or install what is missing and check again.</caption>"
            '<thead><tr><th scope="col">edit</th><th scope="col">because</th><th scope="col">claims</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )


def _claim(checked: CheckedClaim, *, named: bool) -> str:
    file = f' <span class="soft">{escape(checked.file)}</span>' if named else ""
    rows = "".join(
        f'<tr><td>{_severity(finding)}</td><td><a href="#{escape(finding.code)}">{escape(finding.code)}</a></td>'
        f"<td>{escape(spot(finding.line_no, finding.place))}</td><td>{escape(finding.message)}</td></tr>"
        for finding in checked.findings
    )
    return (
        f"<article><h3>{escape(checked.claim) or 'a claim without a number'}{file}</h3><table><thead><tr>"
        '<th scope="col">holds up</th><th scope="col">edit</th><th scope="col">where</th><th scope="col">what is wrong</th></tr>'
        f"</thead><tbody>{rows}</tbody></table></article>"
    )


def _severity(finding: Finding) -> str:
    return f'<span class="is {finding.severity.value}">{finding.severity.value}</span>'


def csv_rows(checked: CheckedClaim) -> Iterator[tuple[str, ...]]:
    """The findings of a claim as rows of `COLUMNS`; what a spreadsheet would take for a formula has an apostrophe before it."""
    for finding in checked.findings:
        line = str(finding.line_no or "")
        said = (finding.severity.value, finding.code, line, finding.place, finding.title, finding.message, finding.todo)
        cells = (checked.file, checked.claim, *said, str(finding.source))
        yield tuple(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)

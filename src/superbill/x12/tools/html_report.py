"""What was found in files as one page of HTML: the files themselves with their errors in place, and a summary with links on top.

The page stands alone: it loads nothing, runs nothing, follows light and dark, and can be printed. It holds what the files hold, so
it is as confidential as they are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files as resources
from itertools import groupby

from superbill.x12.findings import CATALOGUE, Finding, Severity
from superbill.x12.report import Report
from superbill.x12.tools.checked import Checked
from superbill.x12.tools.html_segments import AROUND, Told, draw_segments, shortened

WHOLE_UP_TO = 3_000
"""A file of more segments is shown around its findings."""
_MOST_LINKS = 12
_LEVELS = {
    1: "syntax",
    2: "implementation guide",
    3: "sums",
    4: "situations between segments",
    5: "code lists",
    7: "companion guide",
}
_WORDS = {Severity.ERROR: ("error", "errors"), Severity.WARNING: ("warning", "warnings"), Severity.INFO: ("note", "notes")}


def html_page(files: Sequence[Checked], *, whole_up_to: int = WHOLE_UP_TO) -> str:
    """The page of these files. Files of more than `whole_up_to` segments are shown around their findings."""
    title = f"{shortened(files[0].name)}: {_verdict(files[0].report)}" if len(files) == 1 else f"{len(files)} X12 files"
    style = resources("superbill.x12.tools").joinpath("report.css").read_text(encoding="utf-8")
    parts = [_HEAD.format(title=title, style=style)]
    if len(files) > 1:
        parts.append(_index(files))
    for number, file in enumerate(files, start=1):
        parts.extend(_file(file, number, whole_up_to, heading="h1" if len(files) == 1 else "h2"))
    return "".join((*parts, _FOOT))


def _index(files: Sequence[Checked]) -> str:
    rows = "".join(
        f'<li><a href="#file{number}">{shortened(file.name)}</a> {_pill(file.report)} {_verdict(file.report)}</li>'
        for number, file in enumerate(files, start=1)
    )
    return f'<nav class="files" aria-label="Files"><h1>{len(files)} files</h1><ul>{rows}</ul></nav>'


def _file(file: Checked, number: int, whole_up_to: int, *, heading: str) -> Iterator[str]:
    report = file.report
    ordered = sorted(report.findings, key=_order)
    told = [Told(f"f{number}-{index}", finding) for index, finding in enumerate(ordered, start=1)]
    whole = report.segments <= whole_up_to
    held = (("interchange", len(report.interchanges)), ("group", report.groups), ("set", report.sets), ("claim", report.claims))
    counted = "".join(
        f"<li><b>{count:,}</b> {noun}{'s' * (count != 1)}</li>" for noun, count in (*held, ("segment", report.segments))
    )
    yield (
        f'<section class="file" id="file{number}"><header><{heading}>{shortened(file.name)}</{heading}><p class="verdict">{_pill(report)} '
        f'{_verdict(report)}</p><ul class="counts">{counted}</ul>{_about(report)}</header>'
    )
    if told:
        yield _summary(told)
    if report.left_out:
        yield f'<p class="more">{report.left_out:,} more findings were counted and not kept; `--most` keeps more of them.</p>'
    if not whole:
        yield f'<p class="more">The file is long: {AROUND} segments are shown before and after each finding.</p>'
    if report.segments or told:
        yield '<ol class="segments">'
        yield from draw_segments(told, file.chunks(), file=number, whole=whole)
        yield "</ol>"
    yield "</section>"


def _order(finding: Finding) -> tuple[int, int, int, int]:
    return finding.at.offset, finding.at.number, finding.element, finding.part


def _about(report: Report) -> str:
    """Who sends what to whom, and which companion guides were applied."""
    lines = []
    for interchange in report.interchanges[:3]:
        who = f"{shortened(interchange.values[5].strip())} → {shortened(interchange.values[7].strip())}"
        guides = {
            (one.kind, one.guide, one.table.title if one.table else "") for group in interchange.groups for one in group.sets
        }
        what = "; ".join(
            f"{shortened(kind)} {title or 'unknown'}, {shortened(guide)}" for kind, guide, title in sorted(guides)[:4]
        )
        lines.append(f"{who}{': ' if what else ''}{what}")
    if len(report.interchanges) > 3:
        lines.append(f"and {len(report.interchanges) - 3:,} more interchanges")
    if report.companions:
        lines.append(f"Companion guide: {', '.join(map(shortened, report.companions))}")
    if report.let_pass:
        lines.append(f"{report.let_pass:,} findings were turned off by it")
    return "".join(f'<p class="about">{line}</p>' for line in lines)


def _verdict(report: Report) -> str:
    counts = Counter(finding.severity for finding in report.findings)
    told = [f"{counts[each]:,} {_WORDS[each][counts[each] != 1]}" for each in Severity if counts[each]]
    return ", ".join(told) or "nothing wrong was found"


def _pill(report: Report) -> str:
    return '<b class="pill" data-is="good">accepted</b>' if report.accepted else '<b class="pill" data-is="error">rejected</b>'


# --- summary


def _summary(told: Sequence[Told]) -> str:
    ordered = sorted(told, key=lambda each: (each.finding.level, list(Severity).index(each.finding.severity), each.finding.code))
    parts = []
    for level, group in groupby(ordered, key=lambda each: each.finding.level):
        of_level = list(group)
        counts = Counter(each.finding.severity for each in of_level)
        words = ", ".join(f"{counts[each]:,} {_WORDS[each][counts[each] != 1]}" for each in Severity if counts[each])
        rows = "".join(
            _row(severity, code, list(same))
            for (severity, code), same in groupby(of_level, key=lambda each: (each.finding.severity, each.finding.code))
        )
        head = (
            f'<tr class="level"><th colspan="4" scope="rowgroup">Level {level} <span>{_LEVELS[level]}: {words}</span></th></tr>'
        )
        parts.append(f"<tbody>{head}{rows}</tbody>")
    return f'<table class="summary">{_COLUMNS}{"".join(parts)}</table>{_FILTER}'


def _row(severity: Severity, code: str, told: Sequence[Told]) -> str:
    links = " ".join(f'<a href="#{each.id}">{each.finding.at.number:,}</a>' for each in told[:_MOST_LINKS])
    more = f" and {len(told) - _MOST_LINKS:,} more" if len(told) > _MOST_LINKS else ""
    return (
        f'<tr><td><b class="pill" data-is="{severity.value}">{severity.value}</b> <code>{code}</code></td><td>{CATALOGUE[code].title}</td>'
        f'<td class="number">{len(told):,}</td><td class="links">{links}{more}</td></tr>'
    )


_COLUMNS = (
    '<thead><tr><th scope="col">Finding</th><th scope="col">What is wrong</th><th scope="col" class="number">Times</th>'
    '<th scope="col">In segment</th></tr></thead>'
)
_FILTER = (
    '<fieldset class="filter"><legend>Show</legend>'
    '<label><input type="checkbox" class="show-error" checked> errors</label>'
    '<label><input type="checkbox" class="show-warning" checked> warnings</label>'
    '<label><input type="checkbox" class="show-info" checked> notes</label>'
    '<label><input type="checkbox" class="show-rest" checked> segments without findings</label></fieldset>'
)
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
"""
_FOOT = """
</main>
<footer>Made by <code>superbill x12 validate</code>. This page holds what the files hold: keep it as safe as them. It loads nothing and
sends nothing.</footer>
</body>
</html>
"""

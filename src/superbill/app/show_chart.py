"""What else is known of a chart beside its note and superbill: queries, comments, late documents, copied text, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from superbill.app.comments import CommentRow, list_comments
from superbill.app.compare_notes import CopiedRow, Document, copied_text, list_documents
from superbill.app.desk import Desk, at_desk
from superbill.app.list_charts import EVERY, Charts, next_chart
from superbill.app.list_queries import QueryRow, queries_of_visit
from superbill.app.show_visit import NotePart


@dataclass(frozen=True, slots=True)
class Chart:
    """The rest of the encounter page; `next_up` is the visit that comes next, empty when no other waits."""

    queries: tuple[QueryRow, ...]
    comments: tuple[CommentRow, ...]
    documents: tuple[Document, ...]
    copied: tuple[CopiedRow, ...]
    next_up: str

    @property
    def late(self) -> str:
        """Why the last text of the note came late; empty when it did not."""
        return self.documents[-1].late if self.documents else ""

    @property
    def open_comments(self) -> int:
        """How many comments nobody has settled."""
        return sum(not row.settled for row in self.comments)


@at_desk(may="see")
def show_chart(desk: Desk, number: str, charts: Charts = EVERY) -> Chart:
    """What stands beside the note. `charts` narrows what comes next. Raises `NotHere`."""
    return Chart(
        queries_of_visit(desk, number),
        list_comments(desk, number),
        list_documents(desk, number),
        copied_text(desk, number),
        next_chart(desk, number, charts) if desk.may("code") else "",
    )


def mark_copied(parts: Sequence[NotePart], copied: Sequence[CopiedRow]) -> tuple[NotePart, ...]:
    """The runs of a note, cut where copied text begins or ends, each that was copied with the note where it stands already."""
    marked: list[NotePart] = []
    for part in parts:
        over = [one for one in copied if one.start < part.end and part.start < one.end]
        edges = sorted({part.start, part.end, *(edge for one in over for edge in (one.start, one.end))})
        for start, end in pairwise(edge for edge in edges if part.start <= edge <= part.end):
            source = next((f"visit {one.visit} of {one.served_on}" for one in over if one.start <= start < one.end), "")
            text = part.text[start - part.start : end - part.start]
            marked.append(replace(part, start=start, end=end, text=text, copied=source))
    return tuple(marked)

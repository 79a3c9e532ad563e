"""What a contractor's articles say of a procedure and its diagnoses: from the tables of the book `mcd`, on a day of service.

An article that lists diagnoses which support a service means that others do not. Which group of diagnoses is for which group of
procedures stands only in its words, so the words are handed out with each finding and a person decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from superbill.codes.shelf import Cell, Entry, OpenTable


@dataclass(frozen=True, slots=True)
class Coverage:
    """One article on one procedure. Diagnoses stand without dots, each with its groups; `words` are those of the groups that matter.

    `supported` and `refused` are those of the claim's diagnoses that the article lists. `has_list`: it lists diagnoses that support.
    """

    article: str
    title: str
    supported: dict[str, tuple[int, ...]]
    refused: dict[str, tuple[int, ...]]
    has_list: bool
    words: tuple[str, ...]

    @property
    def speaks_against(self) -> bool:
        """Whether no diagnosis of the claim supports the procedure by this article's lists."""
        return not self.supported and (self.has_list or bool(self.refused))


def find_coverage(
    tables: Mapping[str, OpenTable], procedure: str, diagnoses: Sequence[str], *, contractor: str, on: date
) -> tuple[Coverage, ...]:
    """What each article of a contractor that names the procedure says of the diagnoses, on the day of service.

    `contractor` is its number of five digits; diagnoses may have dots. Empty where no article of it names the procedure.
    """
    codes = [diagnosis.replace(".", "").upper() for diagnosis in diagnoses]
    found = []
    for article, groups in _articles(tables["procedure"], procedure, on=on).items():
        named = tables["article"].find(*article, on=on)
        if named is not None and tables["contractor"].holds(contractor, *article, on=on):
            found.append(_coverage(tables, named, article, groups, codes, on=on))
    return tuple(found)


def _articles(table: OpenTable, procedure: str, *, on: date) -> dict[tuple[Cell, Cell], list[int]]:
    """The articles that name a procedure, each with the groups in which it stands."""
    found: dict[tuple[Cell, Cell], list[int]] = {}
    for entry in table.beginning(procedure):
        if on in entry.period:
            found.setdefault((entry["article"], entry["version"]), []).append(int(entry["group"]))
    return found


def _coverage(
    tables: Mapping[str, OpenTable],
    named: Entry,
    article: tuple[Cell, Cell],
    groups: Sequence[int],
    codes: Sequence[str],
    *,
    on: date,
) -> Coverage:
    said: tuple[dict[str, tuple[int, ...]], ...] = ({}, {})
    for code in codes:
        for entry in tables["diagnosis"].beginning(*article, code):
            if on in entry.period:
                listed = said[int(entry["covered"])]
                listed[code] = (*listed.get(code, ()), int(entry["group"]))
    refused, supported = said
    matters = {("procedure", group) for group in groups}
    matters |= {("covered", group) for listed in supported.values() for group in listed}
    matters |= {("noncovered", group) for listed in refused.values() for group in listed}
    told = [entry for entry in tables["group"].beginning(*article) if on in entry.period]
    words = tuple(str(entry["words"]) for entry in told if (entry["kind"], entry["group"]) in matters and entry["words"])
    return Coverage(str(named["shown_as"]), str(named["title"]), supported, refused, int(named["covered"]) > 0, words)

"""The one box: words, abbreviations or a code in any spelling, and the codes that are meant, each with the reason.

Works on an open index (`build`), for one thread. A term leads to a code. Under a heading the unspecified code is given as well,
and where a 7th character is needed, the one that the words ask for, or else the first encounter.
"""

import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from heapq import nlargest
from typing import NamedTuple

from superbill.basics.days import Period
from superbill.codes.book import day_number, day_of
from superbill.codes.search.ask import Question, Vocabulary, question_of
from superbill.codes.search.build import NODES
from superbill.codes.search.dense import Senses
from superbill.codes.search.hit import Hit, Step, reasons
from superbill.codes.search.parallel import parallels
from superbill.codes.search.postings import PostingLists, Postings
from superbill.codes.search.rank import Found, Segment, share_for
from superbill.codes.search.weighed import most_answered
from superbill.codes.search.words import words_in

LONGEST = 200
_CODE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9.]{0,9}\Z|[A-Z]{2}\Z", re.ASCII)
_LEAF, _BILLABLE, _SECOND = 1.01, 1.03, 0.1
"""What counts more: the code to bill under a heading that was meant, any code to bill, a second term of one code that fits."""
_FIRST, _OTHER_BOOK = "icd10cm/code", 0.95
"""Diagnoses come first when two books answer equally well."""
_SLACK = 0.8
"""How far below the worst of the best a term of a further book may seem, and still be weighed."""
_ASKED_FOR = ("gems/",)
"""Books of former code sets: searched only when they are named."""
_BEGIN_SO = 200
_SENSE, _NEAREST, _LEAST_NEAR, _SURE = 0.3, 60, 0.45, 1.0
"""What counts a term that is near in sense, beside one that has the words; how many are looked at, how near; above what none is asked for."""
_NEAR_IN_SENSE = "near in sense"
_EXACT, _BEGINS, _LETTERS = 2.0, 1.5, 0.6
"""The code itself; codes that begin so; a code of two letters, which may be an abbreviation as well."""


class _Node(NamedTuple):
    """A row of the index."""

    no: int
    code: str
    title: str
    parent: str
    billable: int | None
    since: int
    until: int
    added: str
    leaf: int


_COLUMNS = ", ".join(_Node._fields)


@dataclass(frozen=True, slots=True)
class _Wish:
    """The filters. The day is as the tables hold it; `age` in completed years."""

    on: int
    billable: bool | None
    chapter: str
    sex: str
    age: int | None


class _Candidate(NamedTuple):
    """A node that may become a hit, and what was found."""

    score: float
    segment: Segment
    node: int
    found: Found | None = None
    note: str = ""


@lru_cache(maxsize=10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(words_in(text))


def _extended(segment: Segment, stem: _Node, made: Sequence[tuple[int, str]], question: Question) -> int:
    """Of the codes made of a stem, each by its number and title, the one that the words ask for; without any, the first encounter."""
    said = question.said - _words(stem.title)
    default = segment.leaves[stem.no]
    return max(made, key=lambda one: (len(said & _words(one[1][len(stem.title) :])), one[0] == default))[0]


def _worst(best: Sequence[_Candidate], limit: int) -> float:
    """The share of a question that a term must answer to come among so many best; 0 while there are fewer."""
    scores = nlargest(limit, [one.score for one in best])
    return share_for(_SLACK * scores[-1]) if len(scores) == limit else 0.0


class Searcher:
    """The search over an open index; with `senses` also by what terms mean."""

    def __init__(self, db: sqlite3.Connection, senses: Senses | None = None) -> None:
        self._db, self._senses, self._vocabulary, self._postings = db, senses, Vocabulary(db), PostingLists(db)
        self._outside: dict[tuple[int, _Wish], Sequence[int]] = {}
        self._paths: dict[tuple[int, str, int], tuple[Step, ...]] = {}

    def close(self) -> None:
        """Close the index."""
        self._db.close()

    @cached_property
    def segments(self) -> dict[str, Segment]:
        """The indexed tables by name: `icd10cm/code`, `hcpcs/modifiers`."""
        names = self._db.execute("SELECT book FROM segment WHERE docs > 0 ORDER BY no").fetchall()
        return {name: Segment(self._db, name) for (name,) in names}

    def search(
        self,
        words: str,
        *,
        on: date,
        books: Collection[str] | None = None,
        billable: bool | None = None,
        chapter: str = "",
        sex: str = "",
        age: int | None = None,
        limit: int = 20,
    ) -> tuple[Hit, ...]:
        """Codes that a person may mean, the likeliest first; none for a text that means nothing.

        `on` is the day on which they must hold. `books` names the books to look in (all but those of former
        code sets). `billable` True gives only codes
        that may be billed, False only headings. `chapter` is a chapter's number in ICD-10-CM (`9`), the first letter or digit in
        other books. `sex` (F or M) and `age` (completed years) leave out what only others can have. Of a longer text the first
        200 characters count.
        """
        text, wish = words[:LONGEST].strip(), _Wish(day_number(on), billable, chapter, sex.upper(), age)
        question = question_of(self._vocabulary, text)
        postings = self._postings.of({word for words in question.words for word in words})
        chosen = {
            segment.no: segment
            for name, segment in self.segments.items()
            if (name.partition("/")[0] in books if books is not None else not name.startswith(_ASKED_FOR))
        }
        best = list(self._by_code(chosen, text, wish))
        is_code = any(one.score == _EXACT for one in best)
        for number, segment in () if is_code else sorted(chosen.items(), key=lambda row: (row[1].book != _FIRST, row[0])):
            least = _worst(best, limit)
            if number in postings and most_answered(question, postings[number], segment.docs) >= least:
                best += self._by_words(segment, question, postings[number], wish, least=least)
        if self._senses and max((one.score for one in best), default=0.0) < _SURE:
            best = list(self._by_sense(self._senses, chosen, text, best, wish))
        best.sort(key=lambda one: -one.score)
        return tuple(self._hits(best, question, wish, limit))

    # --- candidates

    def _by_code(self, segments: Mapping[int, Segment], text: str, wish: _Wish) -> Iterator[_Candidate]:
        """The codes that begin with the text, where it looks like one."""
        if not _CODE.match(text.upper()):
            return
        bare = text.upper().replace(".", "")
        last = bare + ("\0" if len(bare) < 3 else "\U0010ffff")
        sql = "SELECT book, no, bare, code FROM node WHERE bare >= ? AND bare < ? ORDER BY length(bare), bare LIMIT ?"
        rows = self._db.execute(sql, (bare, last, _BEGIN_SO)).fetchall()
        with_dot = [row for row in rows if row[3].upper().startswith(text.upper())] if "." in text else []
        for table, number, code, _ in with_dot or rows:
            if table in segments and not self._left_out(segments[table], wish)[number]:
                score = _BEGINS - 0.01 * len(code) if code != bare else _EXACT if re.search(r"\d", bare) else _LETTERS
                note = "the code itself" if code == bare else f"begins with {bare}"
                yield _Candidate(score, segments[table], number, note=note)

    def _by_words(
        self, segment: Segment, question: Question, postings: Postings, wish: _Wish, *, least: float
    ) -> Iterator[_Candidate]:
        """The nodes whose terms answer the question, each by its best term; and the code to bill below a heading."""
        outside = self._left_out(segment, wish)
        book = 1.0 if segment.book == _FIRST else _OTHER_BOOK
        best: dict[int, _Candidate] = {}
        twice: set[int] = set()
        for found in self._found(segment, question, postings, outside, least):
            leaf, is_billable = segment.leaves[found.node], segment.is_billable[found.node]
            score = found.score * book * (_BILLABLE if is_billable else 1.0)
            known = best.get(found.node)
            if known is None:
                best[found.node] = _Candidate(score, segment, found.node, found)
            elif known.found and known.found.doc != found.doc and found.node not in twice:
                twice.add(found.node)
                best[found.node] = known._replace(score=known.score + _SECOND * score)
            if leaf != found.node and not outside[leaf] and not is_billable:
                told = _Candidate(found.score * book * _LEAF, segment, leaf, found)
                if leaf not in best or best[leaf].score < told.score:
                    best[leaf] = told
        yield from best.values()

    def _found(
        self, segment: Segment, question: Question, postings: Postings, outside: Sequence[int], least: float
    ) -> list[Found]:
        slots = segment.weighed(question, postings)
        found = segment.rank(slots, postings, outside=outside, least=least)
        more = parallels(self._postings, segment, found, slots, postings, outside=outside) if segment.book == _FIRST else ()
        return sorted((*found, *more), key=lambda one: (-one.score, one.doc))

    def _by_sense(
        self, senses: Senses, segments: Mapping[int, Segment], text: str, best: Sequence[_Candidate], wish: _Wish
    ) -> Iterator[_Candidate]:
        """The candidates, those whose terms are near in sense counting more; and nodes that only their sense leads to."""
        near: dict[tuple[int, int], tuple[float, int]] = {}
        asked = senses.asked(text)
        for number, segment in segments.items():
            outside = self._left_out(segment, wish)
            for alike, doc in senses.nearest(segment.book, asked, most=_NEAREST):
                if alike >= _LEAST_NEAR and not outside[segment.nodes[doc]]:
                    near.setdefault((number, segment.nodes[doc]), (alike, doc))
        for one in best:
            alike, _ = near.pop((one.segment.no, one.node), (0.0, 0))
            yield one._replace(score=one.score + _SENSE * alike, note=one.note or (_NEAR_IN_SENSE if alike else ""))
        for (number, node), (alike, doc) in near.items():
            segment = segments[number]
            leaf = node if segment.is_billable[node] else segment.leaves[node]
            found = Found(_SENSE * alike, doc, node, ())
            for each in {node, leaf}:
                if not self._left_out(segment, wish)[each]:
                    yield _Candidate(found.score, segment, each, found, _NEAR_IN_SENSE)

    def _left_out(self, segment: Segment, wish: _Wish) -> Sequence[int]:
        """By node 1 where the filters leave it out, but for billable, which chooses another node below."""
        key = segment.no, wish
        if key not in self._outside:
            where = ["NOT (since <= :on AND until > :on)"]
            where += ["chapter <> :chapter"] if wish.chapter else []
            where += ["sex NOT IN ('', :sex)"] if wish.sex else []
            where += ["NOT (coalesce(age_from, 0) <= :age AND coalesce(age_to, 999) >= :age)"] if wish.age is not None else []
            sql = f"SELECT no FROM node WHERE id >= :book * {NODES} AND id < (:book + 1) * {NODES} AND ({' OR '.join(where)})"  # noqa: S608  (our own conditions)
            values = {"book": segment.no, "on": wish.on, "chapter": wish.chapter, "sex": wish.sex, "age": wish.age}
            if len(self._outside) > 50:
                self._outside.clear()
            outside = self._outside[key] = bytearray(len(segment.leaves))
            if len(where) > 1 or not segment.last_begun <= wish.on < segment.first_ended:
                for (number,) in self._db.execute(sql, values):
                    outside[number] = 1
        return self._outside[key]

    # --- hits

    def _hits(self, best: list[_Candidate], question: Question, wish: _Wish, limit: int) -> Iterator[Hit]:
        """The best candidates as hits, each code once, until there are enough."""
        seen: dict[tuple[int, int], tuple[_Candidate, _Node]] = {}
        for start in range(0, len(best), limit):
            for candidate, node in self._chosen(best[start : start + limit], question, wish):
                if len(seen) < limit:
                    seen.setdefault((candidate.segment.no, node.no), (candidate, node))
            if len(seen) == limit:
                break
        texts = self._texts([candidate for candidate, _ in seen.values()])
        return (self._hit(candidate, node, texts) for candidate, node in seen.values())

    def _chosen(self, some: Sequence[_Candidate], question: Question, wish: _Wish) -> Iterator[tuple[_Candidate, _Node]]:
        """Each candidate with the node to show: where a 7th character is missing the code with it; none that is not what is wished for."""
        nodes = self._nodes({(one.segment.no, one.node) for one in some})
        stems = {
            (one.segment.no, node.code): (one.segment, node)
            for one in some
            if (node := nodes[one.segment.no, one.node]).billable == 0
            and one.segment.is_billable[node.no]
            and wish.billable is not False
            and (one.found or wish.billable)
        }
        made = self._made(stems, wish, question)
        leaves = self._nodes({(one.segment.no, nodes[one.segment.no, one.node].leaf) for one in some}) if wish.billable else {}
        for one in some:
            node = nodes[one.segment.no, one.node]
            if (extended := made.get((one.segment.no, node.code))) is not None:
                node = extended
            elif wish.billable and node.billable == 0 and not one.segment.is_billable[node.no]:
                node = leaves[one.segment.no, node.leaf]
            if wish.billable is None or node.billable is None or bool(node.billable) == wish.billable:
                yield one, node

    def _nodes(self, wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], _Node]:
        """Rows by the number of the table and their own."""
        sql = f"SELECT book, {_COLUMNS} FROM node WHERE id IN ({','.join('?' * len(wanted))})"  # noqa: S608  (constants and marks)
        rows = self._db.execute(sql, [table * NODES + number for table, number in wanted])
        return {(table, rest[0]): _Node(*rest) for table, *rest in rows}

    def _made(
        self, stems: Mapping[tuple[int, str], tuple[Segment, _Node]], wish: _Wish, question: Question
    ) -> dict[tuple[int, str], _Node]:
        """By the number of the table and the code without it the code with the 7th character that the words ask for."""
        made: dict[tuple[int, str], list[tuple[int, str]]] = {}
        for table in {table for table, _ in stems}:
            codes = [code for number, code in stems if number == table]
            sql = (
                f"SELECT parent, no, title FROM node WHERE parent IN ({','.join('?' * len(codes))}) AND book = ? AND added <> ''"  # noqa: S608
                " AND since <= ? AND until > ? ORDER BY code"
            )
            for code, number, title in self._db.execute(sql, (*codes, table, wish.on, wish.on)):
                made.setdefault((table, code), []).append((number, title))
        wanted = {key: (key[0], _extended(*stems[key], its, question)) for key, its in made.items()}
        nodes = self._nodes(wanted.values())
        return {key: nodes[one] for key, one in wanted.items()}

    def _texts(self, some: Sequence[_Candidate]) -> dict[tuple[int, int], str]:
        """The terms by which candidates were found, by the number of the table and their own."""
        texts: dict[tuple[int, int], str] = {}
        for table in {one.segment.no for one in some}:
            docs = {
                doc
                for one in some
                if one.segment.no == table and one.found
                for doc in (one.found.doc, one.found.like)
                if doc >= 0
            }
            sql = f"SELECT no, text FROM doc WHERE book = ? AND no IN ({','.join('?' * len(docs))})"  # noqa: S608  (only marks)
            texts.update({(table, number): text for number, text in self._db.execute(sql, (table, *docs))})
        return texts

    def _hit(self, candidate: _Candidate, node: _Node, texts: Mapping[tuple[int, int], str]) -> Hit:
        segment, found = candidate.segment, candidate.found
        why: tuple[str, ...] = (candidate.note,)
        if found:
            why = reasons(segment.source_of(found.doc), texts[segment.no, found.doc], node.title, found.readings)
            if found.like >= 0:
                why = (f"as “{texts[segment.no, found.like]}” is said", *why)
            if candidate.note:
                why = (*(why if why != ("title",) or found.readings else ()), candidate.note)
        book, _, table = segment.book.partition("/")
        billable = None if node.billable is None else bool(node.billable)
        period, path = Period(day_of(node.since), day_of(node.until)), self._path(segment, node.parent, node.since)
        return Hit(book, table, node.code, node.title, round(candidate.score, 3), why, path, billable, period)

    def _path(self, segment: Segment, parent: str, since: int) -> tuple[Step, ...]:
        """The headings from the top down to the one above; as they stood when the code began."""
        key = segment.no, parent, since
        if key not in self._paths:
            sql = "SELECT code, title, parent FROM node WHERE code = ? AND book = ? ORDER BY until > ? DESC, since LIMIT 1"
            row = self._db.execute(sql, (parent, segment.no, since)).fetchone() if parent else None
            self._paths[key] = (*self._path(segment, row[2], since), Step(row[0], row[1])) if row else ()
        return self._paths[key]

"""The practice payer on folders, as one reaches a clearinghouse by SFTP: put claims in, take answers out.

    to-payer/            837 files that wait; `done/` holds those answered, `refused/` those that could not be read, each
                         with a `.why.txt` beside it
    from-payer/          999, 277CA and 835 files, and the bank's list of deposits as CSV; numbered in the order of their making
    state/               register.json: what the payers remember

A file counts as complete when its name does not end in `.part` and does not begin with a dot; answers appear under their
name only when whole. The answers of a file are written first, then the register, then the file is moved: after a crash
between two of these steps the file is answered again with the same numbers and names, or only moved.
"""

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from superbill.basics.errors import BadInput
from superbill.sandbox.bank import write_bank_csv
from superbill.sandbox.clearinghouse import Answers, pay, receive
from superbill.sandbox.plan import Plan, load_plans
from superbill.sandbox.register import Register

log = logging.getLogger(__name__)

UNFINISHED = ".part"


class BadRegister(BadInput):
    """The payers' memory cannot be read."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done: `took` is the name of the file in `to-payer` (empty for a payment run), `wrote` are names in `from-payer`.

    `what` is answered, refused, known (the same bytes were answered before) or paid.
    """

    took: str
    what: str
    wrote: tuple[str, ...] = ()
    why: str = ""


@dataclass(slots=True)
class PracticePayer:
    """Payers, clearinghouse and bank that work under one folder, which is made where it is missing."""

    root: Path
    plans: Mapping[str, Plan] = field(default_factory=load_plans)
    _busy: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        for folder in (self.to_payer / "done", self.to_payer / "refused", self.from_payer, self._register_path.parent):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def to_payer(self) -> Path:
        """Where claims are put for the payers."""
        return self.root / "to-payer"

    @property
    def from_payer(self) -> Path:
        """Where the answers appear."""
        return self.root / "from-payer"

    @property
    def _register_path(self) -> Path:
        return self.root / "state" / "register.json"

    def work(self, *, on: date, at: datetime, pay: bool = True) -> tuple[Done, ...]:
        """Answer every complete file that waits, by name; then, with `pay`, pay every claim that waits for it.

        `on` is the payers' day, `at` the local time that the answers carry. Raises `BadRegister`.
        """
        with self._busy:
            done = [self._take(path, on=on, at=at) for path in self._waiting()]
            if pay:
                done += self._pay(on=on, at=at)
            return tuple(done)

    def watch(self, stop: threading.Event, *, now: Callable[[], datetime], every_seconds: float = 0.5) -> None:
        """Work again and again until `stop` is set. What cannot be done is logged, and tried again on the next round."""
        while not stop.is_set():
            moment, pause_seconds = now(), every_seconds
            try:
                self.work(on=moment.date(), at=moment.replace(tzinfo=None))
            except (OSError, BadInput):
                log.exception("The practice payer could not finish its round")
                pause_seconds = every_seconds * 20
            stop.wait(pause_seconds)

    def _waiting(self) -> list[Path]:
        return sorted(
            path
            for path in self.to_payer.iterdir()
            if path.is_file() and path.suffix != UNFINISHED and not path.name.startswith(".")
        )

    def _take(self, path: Path, *, on: date, at: datetime) -> Done:
        data = path.read_bytes()
        fingerprint = hashlib.sha256(data).hexdigest()
        register = self._register()
        if before := register.files.get(fingerprint):
            path.replace(_free(self.to_payer / "done" / path.name))
            return Done(path.name, "known", why=f"The same bytes were answered before, as {before}.")
        try:
            answers = receive(data, plans=self.plans, seen=register, on=on, at=at)
        except BadInput as wrong:
            target = _free(self.to_payer / "refused" / path.name)
            _write_whole(target.with_name(f"{target.name}.why.txt"), f"{wrong}\n".encode())
            path.replace(target)
            return Done(path.name, "refused", why=str(wrong))
        answers.seen.files[fingerprint] = path.name
        wrote = self._answer(answers)
        path.replace(_free(self.to_payer / "done" / path.name))
        return Done(path.name, "answered", wrote)

    def _pay(self, *, on: date, at: datetime) -> list[Done]:
        register = self._register()
        if not register.waiting:
            return []
        answers = pay(plans=self.plans, seen=register, on=on, at=at)
        return [Done("", "paid", self._answer(answers))]

    def _answer(self, answers: Answers) -> tuple[str, ...]:
        """Write what there is to write, then the register that remembers it."""
        files = [("999", answers.ack_999), ("277ca", answers.ack_277ca), *(("835", remit) for remit in answers.remits)]
        if answers.bank_lines:
            files.append(("bank.csv", write_bank_csv(answers.bank_lines)))
        names = []
        for kind, data in files:
            if data:
                name = f"{answers.seen.next_number('file'):06d}.{kind}"
                _write_whole(self.from_payer / name, data)
                names.append(name)
        _write_whole(self._register_path, answers.seen.to_text().encode())
        return tuple(names)

    def _register(self) -> Register:
        if not self._register_path.exists():
            return Register()
        try:
            return Register.from_text(self._register_path.read_text("utf-8"))
        except (BadInput, ValueError) as wrong:
            todo = "Put back a copy, or remove the file to let the practice payers forget everything."
            raise BadRegister("The practice payers' register cannot be read.", where="state/register.json", todo=todo) from wrong


def _write_whole(path: Path, data: bytes) -> None:
    """Write under another name, to the disk, then rename: nobody sees a part of a file."""
    unfinished = path.with_name(path.name + UNFINISHED)
    with unfinished.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)


def _free(path: Path) -> Path:
    """The path, or, where a namesake is there already, one with a number."""
    target, number = path, 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return target

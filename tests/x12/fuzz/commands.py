"""The commands of `superbill x12` as a target: they end with an exit code, and print nothing that could steer a terminal."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from zlib import crc32

from tests.cli.running import superbill_here
from tests.x12.fuzz.outcomes import Broken

VERBS = (
    "validate a.edi", "validate a.edi b.edi --json", "validate a.edi --html a.html --sarif a.sarif", "validate - --levels 1-2", "show a.edi",
    "show a.edi --json", "ack a.edi", "ack a.edi --kind TA1", "ack a.edi --kind 277CA --every-set", "ack a.edi --kind 824",
    "ack a.edi --kind 997", "outcome a.edi", "outcome a.edi --json", "diff a.edi b.edi", "diff a.edi b.edi --json",
    "split a.edi --into parts", "split a.edi --by claims --claims 1 --into parts --json", "to-json a.edi", "to-json a.edi --objects",
    "to-parquet a.edi --to tables", "to-x12 a.edi", "join a.edi b.edi", "anonymise a.edi",
)  # fmt: skip
RAW = ("to-x12", "join", "anonymise", "ack")
"""What they print is a file, or is taken from one as it stands."""


def commands(data: bytes) -> None:
    """Some of the commands, with the file and with a part of it."""
    numbers = Random(crc32(data))  # noqa: S311  (nothing secret)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "a.edi").write_bytes(data)
        (here / "b.edi").write_bytes(data[: numbers.randint(0, len(data))] + b"~" + data[numbers.randint(0, len(data)) :])
        for words in numbers.sample(VERBS, 4):
            verb, *rest = words.split()
            ended = superbill_here("x12", verb, *rest, cwd=here, stdin=data)
            if ended.code not in (0, 1, 2, 3) or "Traceback" in ended.err:
                raise Broken(f"{words} ends with {ended.code}: {ended.err}")
            shown = ended.err if verb in RAW or "--json" in rest or verb == "to-json" else ended.err + ended.out
            if not shown.replace("\n", "").isprintable():
                raise Broken(f"{words} prints what a terminal may obey")


COMMANDS: dict[str, Callable[[bytes], None]] = {"commands": commands}

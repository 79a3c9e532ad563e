"""`superbill x12 generate`: invented files of any size, clean or with faults that one wants."""

import sys
from collections.abc import Iterable, Iterator

import typer

from superbill.cli import talk

KIND = typer.Argument(
    ...,
    help="837P, 837I, 837D, 835, 270, 271, 276, 277, 277CA, 278, 820, 834 and others; an unknown one lists them all.",
    metavar="KIND",
)
CLAIMS = typer.Option(100, min=1, help="How many claims, payments, or people.")
SEED = typer.Option(1, min=0, help="The same seed gives the same file.")
PER_SET = typer.Option(100, "--per-set", min=1, help="How many of them stand in one transaction set.")
FAULT = typer.Option([], "--fault", help="Something to put wrong, by its name; may be given several times.", metavar="NAME")
FAULTS = typer.Option(False, "--faults", help="List the faults that a file of this kind may have, and stop.")
WORTH_A_BAR = 20_000


def generate(
    kind: str = KIND,
    claims: int = CLAIMS,
    seed: int = SEED,
    on: str | None = talk.ON,
    per_set: int = PER_SET,
    fault: list[str] = FAULT,
    faults: bool = FAULTS,
    as_json: bool = talk.JSON,
) -> None:
    """Print an invented X12 file: nobody in it exists, every sum is right, and nothing is wrong with it unless you ask.

    With --json the faults are listed for programs.

    Example:

        superbill x12 generate 837P --claims 3 --seed 7 --on 2026-09-18 > claims.837
    """
    from superbill.x12.tools.generate import generate as generated

    if faults:
        _list_faults(kind, as_json=as_json)
        return
    pieces = generated(kind, seed=seed, claims=claims, on=talk.day_from(on), faults=fault, claims_per_set=per_set)
    for piece in _with_bar(pieces, -(-claims // per_set) + 2) if claims >= WORTH_A_BAR else pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def _list_faults(kind: str, *, as_json: bool) -> None:
    from superbill.x12.tools.faults import faults_for
    from superbill.x12.tools.generate import KINDS, NoSuchKind

    if kind.upper() not in KINDS:
        raise NoSuchKind(f"{kind[:12]!r} is not made here.", todo=f"Choose one of {', '.join(KINDS)}.")
    rows = sorted((fault.level, name, fault.says) for name, fault in faults_for(kind.upper()).items())
    if as_json:
        talk.put_json([{"name": name, "level": level, "says": says} for level, name, says in rows])
    else:
        talk.put_table(("name", "level", "what is wrong"), [(name, str(level), says) for level, name, says in rows])


def _with_bar(pieces: Iterable[bytes], count: int) -> Iterator[bytes]:
    with talk.progress("Inventing") as bar:
        for done, piece in enumerate(pieces, start=1):
            yield piece
            bar(done, count)

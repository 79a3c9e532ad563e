"""`superbill dictate`: a recording to text, on this machine."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk

HEAD = "[heard by a machine, confirmed by nobody: read it against the sound, then take this line and the marks away?]"


def dictate(
    audio: Path = typer.Argument(..., help="The recording: WAV, best with 16 kHz and one channel; - for standard input."),
    out: Path | None = typer.Option(
        None, "-o", "--out", help="Write the text to a file instead of standard output.", metavar="NOTE"
    ),
    visit: str = typer.Option("", "--visit", help="Keep the recording at this visit, to be confirmed there.", metavar="NUMBER"),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Turn a recording into text on this machine; doubtful words are marked, such as [table?]. Needs superbill[dictation].

    With `--visit` the recording is kept in the books with who, when and what was heard. It becomes the visit's note, and is coded, only when
    a person has confirmed the words, on the visit's page or with `superbill dictations confirm`.

    Example:

        superbill dictate visit.wav -o draft.txt
    """
    from superbill.app.listen import listen

    recording = talk.read(audio)
    if visit:
        talk.ready_tables()
        desk = books_on_disk.desk_at(data)
        from superbill.app.dictation import show_dictation, take_dictation

        page = show_dictation(desk, take_dictation(desk, visit, recording, name=audio.name))
        words, engine, marked = page.words, page.engine, page.marked
        talk.say(f"Dictation {page.row.id} of visit {visit} is kept. It is no note until somebody confirms it.")
    else:
        from superbill.claims.dictation import text_of

        heard = listen(recording, where=str(audio))
        words, engine, marked = heard.words, heard.engine, text_of(heard.words, marked=True)
    doubtful = sum(not word.is_sure for word in words)
    talk.say(f"{len(words)} words heard by {engine}, {doubtful} of them doubtful.")
    if as_json:
        talk.put_json({"engine": engine, "words": words, "text": marked})
    elif out is None:
        typer.echo(f"{HEAD}\n{marked}")
    if out is not None:
        talk.write(out, f"{HEAD}\n{marked}\n".encode())

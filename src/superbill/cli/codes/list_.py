"""`superbill codes list`: the books and what is installed of them."""

from superbill.cli import talk


def list_(on: str | None = talk.ON, as_json: bool = talk.JSON) -> None:
    """List every code book: how many rows hold on a day, the files installed, who publishes it and how often it changes.

    Example:

        superbill codes list --on 2026-10-01
    """
    from superbill.app.code_books import list_books

    books = list_books(on=talk.day_from(on))
    if as_json:
        talk.put_json(books)
        return
    rows = []
    for book in books:
        count = "" if book.rows is None else f"{book.rows:,}"
        newest = "; ".join(f"{pack.file} (since {pack.since}, {pack.id})" for pack in book.packs[:4])
        more = f" and {len(book.packs) - 4} more" if len(book.packs) > 4 else ""
        rows.append((book.name, book.title, count, newest + more or f"not installed; {book.publisher}, {book.every}"))
    talk.put_table(("book", "", "rows", "files"), rows, right=(2,))

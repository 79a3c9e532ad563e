"""The exceptions that mean "this cannot go on", drawn as one tree.

    SuperbillError
    ├── BadInput            something handed to us is wrong: a file, a field, an identifier
    │   └── (each folder adds its own: X12Error, BadNote, BadVisit, BadTable …)
    └── NotPossible         the request is well-formed but the state of things forbids it
        └── (NoSuchMove, AlreadyPosted, OutOfBalance, UnknownClaim …)

Bad data that can be reported beside other bad data is a `Finding`, not an exception. Our own fault is an `assert`.
"""


class SuperbillError(Exception):
    """What went wrong, where, and what to do about it; and whether trying again, unchanged, can help.

    `what` and `todo` are sentences that a biller can read; `where` is a place such as `remit.835, segment 14, CLP04`.
    None of them may hold note text or patient data: they are logged.
    """

    def __init__(self, what: str, *, where: str = "", todo: str = "", again: bool = False) -> None:
        self.what = what
        self.where = where
        self.todo = todo
        self.again = again
        super().__init__(" ".join(part for part in (f"{where}:" if where else "", what, todo) if part))


class BadInput(SuperbillError):
    """Something handed to us is wrong; the same input will fail again."""


class NotPossible(SuperbillError):
    """The request is well-formed, but the state of things forbids it."""

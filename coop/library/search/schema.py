"""What Whoosh stores of a document: terms with ready-made weights, its audiences, and the few words that suggest it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import VarBytesColumn
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence

from coop.library.search.document import Document
from coop.library.text.grams import characters_and_pairs
from coop.library.text.readings import reading_tails
from coop.library.text.words import normalise, telling

# BM25F (Robertson, Zaragoza 2004): fields are added before the saturation. The pivot, the length in words at which a
# text counts as ordinary, is fixed instead of the average, so that no foreign document can move anybody's scores.
K1, B, PIVOT = 1.2, 0.6, 150.0
TITLE, TAGS = 3.0, 2.0
_STEP = 64


class Codec(W3Codec):
    """Large blocks, and no question about a field's length for every posting, which took half of the indexing."""

    length_stats = False


CODEC = Codec(blocklimit=2048, compression=1)


class Terms(FieldType):
    """Takes a mapping of term to weight instead of a text, since the cutting is ours."""

    def __init__(self, *, column: VarBytesColumn | None = None, unique: bool = False) -> None:
        super().__init__(Existence(), None, unique=unique)
        self.column_type = column

    def index(self, value: Mapping[str, float], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The terms in the shape in which Whoosh's writer takes them."""
        for term, weight in value.items():
            yield term.encode(), 1, weight, b""


def schema() -> Schema:
    """A unique key, filters, words, pairs of the title and how it sounds; the naming lines feed the suggestions."""
    return Schema(
        key=Terms(column=VarBytesColumn(), unique=True),
        kind=Terms(),
        audience=Terms(),
        facet=Terms(),
        word=Terms(),
        pair=Terms(),
        sound=Terms(),
        naming=Terms(column=VarBytesColumn()),
    )


def _impact(frequency: float, length: int) -> float:
    """The part of BM25 that depends on the document alone, in steps of 1/64 so that posting lists pack well."""
    density = frequency / (1 - B + B * length / PIVOT)
    return max(1, round(_STEP * density * (K1 + 1) / (density + K1))) / _STEP


def impacts(document: Document) -> dict[str, float]:
    """Each word's weight; one in the title counts as three in the text, one in a tag as two."""
    frequencies: defaultdict[str, float] = defaultdict(float)
    length = 0
    for text, weight in ((document.title, TITLE), (" \n".join(document.tags), TAGS), (document.body, 1.0)):
        words = [word.text for word in telling(normalise(text).text)]
        length += len(words)
        for word, count in Counter(words).items():
            frequencies[word] += weight * count
    return {word: _impact(frequency, length) for word, frequency in frequencies.items()}


def key_term(kind: str, number: int) -> str:
    """Kind and number as one term."""
    return f"{kind}:{number}"


def row(document: Document) -> dict[str, object]:
    """The document as the writer takes it."""
    naming = [line for line in (document.title, *document.tags) if line]
    folded = [normalise(line).text for line in naming]
    key = key_term(document.kind, document.id)
    return {
        "key": {key: 1.0},
        "_stored_key": key,
        "kind": {document.kind: 1.0},
        "audience": dict.fromkeys(document.audiences, 1.0),
        "facet": dict.fromkeys(document.facets, 1.0),
        "word": impacts(document),
        "pair": dict.fromkeys(set().union(*map(characters_and_pairs, folded)), 1.0),
        "sound": dict.fromkeys(set().union(*map(reading_tails, folded)), 1.0),
        "naming": {},
        "_stored_naming": "\n".join(naming),
    }

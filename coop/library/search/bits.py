"""Sets of documents as whole numbers, a bit for each: joined, cut and counted in a microsecond, however many there are."""

from collections.abc import Iterable, Sequence
from itertools import compress, count

# What the digit of a bit says as a byte of its own: 0 no, anything else yes.
_SAYS = bytes(digit == ord("1") for digit in range(256))
_SPARSE = 32


def bits_of(documents: Sequence[int], size: int) -> int:
    """The set of these documents, all of them below ``size``."""
    if len(documents) < _SPARSE:
        return sum({1 << document for document in documents})
    digits = bytearray(b"0") * size
    for document in documents:
        digits[~document] = 49
    return int(digits, 2)


def members(bits: int) -> list[int]:
    """The documents of the set, ascending."""
    digits = bin(bits)[:1:-1]
    if bits.bit_count() * _SPARSE > len(digits):
        return list(compress(count(), digits.encode().translate(_SAYS)))
    found, at = [], digits.find("1")
    while at >= 0:
        found.append(at)
        at = digits.find("1", at + 1)
    return found


def newest(bits: int, limit: int) -> list[int]:
    """The highest documents of the set, descending, no more than ``limit``."""
    found: list[int] = []
    while bits and len(found) < limit:
        found.append(bits.bit_length() - 1)
        bits ^= 1 << found[-1]
    return found


def likest(sets: Iterable[int], limit: int) -> list[int]:
    """The documents that stand in most of the sets, of equals the newest first.

    The sets are added up like binary figures: ``planes[i]`` holds the i-th digit of every document's count.
    """
    planes: list[int] = []
    some = 0
    for carried in sets:
        some |= carried
        for place, plane in enumerate(planes):
            planes[place], carried = plane ^ carried, plane & carried
        if carried:
            planes.append(carried)
    return _highest(planes, some, limit)


def _highest(planes: list[int], among: int, limit: int) -> list[int]:
    if not planes or not among:
        return newest(among, limit)
    *lower, top = planes
    found = _highest(lower, among & top, limit)
    return found + _highest(lower, among & ~top, limit - len(found)) if len(found) < limit else found

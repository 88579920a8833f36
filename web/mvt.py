"""Mapbox Vector Tiles 2.1 written: layers of lines and areas with their properties → the bytes of a tile.

Written here because the library's encoder takes some 60 µs a feature, which a busy tile of a thousand roads cannot
spare; whole layers are turned into numbers at once. The tests read every tile back with that library and with GDAL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

EXTENT = 4096  # a tile's side in its own whole numbers

Value = str | int | float | bool
LINE, AREA = 2, 3  # GeomType
_MOVE, _CLOSE = (1 << 3) | 1, (1 << 3) | 7
_KIND, _EXTENT_KEY, _VERSION_KEY = 3 << 3, 5 << 3, 15 << 3  # of a feature; of a layer


@dataclass(frozen=True, slots=True)
class Shape:
    """One feature: its parts (lines, or the rings of areas, outer ones first) in tile numbers, and what is said of it.

    A ring does not repeat its first point; outer rings run clockwise on the screen, holes the other way.
    """

    parts: Sequence[NDArray[np.int64]]
    said: Mapping[str, Value]
    kind: int = LINE


def encode(layers: Mapping[str, Sequence[Shape]]) -> bytes:
    """A tile; layers without features are left out."""
    return b"".join(_field(3, _layer(name, shapes)) for name, shapes in layers.items() if shapes)


def _layer(name: str, shapes: Sequence[Shape]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    tags: list[int] = []
    for shape in shapes:
        for key, value in shape.said.items():
            tags.append(keys.setdefault(key, len(keys)))
            tags.append(values.setdefault((type(value), value), len(values)))
    tagged = _slices(np.array(tags, dtype=np.int64), np.cumsum([2 * len(shape.said) for shape in shapes]))
    features = (
        _field(2, _field(2, said) + bytes((_KIND, shape.kind)) + _field(4, drawn))
        for shape, said, drawn in zip(shapes, tagged, _geometries(shapes), strict=True)
    )
    return b"".join(
        (
            _field(1, name.encode()),
            *features,
            *(_field(3, key.encode()) for key in keys),
            *(_field(4, _value(value)) for _, value in values),
            bytes((_EXTENT_KEY,)) + _varint(EXTENT),
            bytes((_VERSION_KEY, 2)),
        )
    )


def _geometries(shapes: Sequence[Shape]) -> list[bytes]:
    """The drawing commands of every feature: each part moves on from where the pen was left."""
    parts = [part for shape in shapes for part in shape.parts]
    sizes = np.array([len(part) for part in parts])
    points = np.concatenate(parts)
    starts = np.concatenate(([0], np.cumsum(sizes)))[:-1]  # of each part, among the points
    counts = [len(shape.parts) for shape in shapes]
    lasts = np.cumsum(counts)  # parts up to and including each feature
    firsts = starts[np.concatenate(([0], lasts[:-1]))]  # the point each feature begins with
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    steps[firsts] = points[firsts]
    closes = np.repeat([shape.kind == AREA for shape in shapes], counts)
    # A part is: MOVE, its first point, LINE_TO, its other points, and CLOSE where it is a ring.
    ends = np.cumsum(2 * sizes + 2 + closes)  # of each part, among the numbers
    begins = np.concatenate(([0], ends[:-1]))
    numbers = np.full(int(ends[-1]), _CLOSE, dtype=np.int64)
    numbers[begins] = _MOVE
    numbers[begins + 3] = ((sizes - 1) << 3) | 2
    within = np.arange(len(points)) - np.repeat(starts, sizes)
    at = np.repeat(begins, sizes) + 1 + 2 * within + (within > 0)
    numbers[at], numbers[at + 1] = ((steps << 1) ^ (steps >> 63)).T
    return _slices(numbers, ends[lasts - 1])


def _slices(numbers: NDArray[np.int64], ends: NDArray[np.int64]) -> list[bytes]:
    """Numbers as varints, cut where each of `ends` says."""
    written, offsets = _varints(numbers)
    cuts = [0, *offsets[ends].tolist()]
    return [written[start:end] for start, end in pairwise(cuts)]


def _varints(numbers: NDArray[np.int64]) -> tuple[bytes, NDArray[np.int64]]:
    """Numbers as varints one after another, and where each begins (and the last ends)."""
    sizes = np.ones(len(numbers), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        sizes += numbers >= 1 << bits
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    out = np.zeros(offsets[-1], dtype=np.uint8)
    for at in range(int(sizes.max(initial=0))):
        here = sizes > at
        more = np.where(sizes[here] > at + 1, 0x80, 0)
        out[offsets[:-1][here] + at] = ((numbers[here] >> (7 * at)) & 0x7F) | more
    return out.tobytes(), offsets


_SHORT = tuple(bytes((number,)) for number in range(0x80))


def _varint(number: int) -> bytes:
    if number < 0x80:
        return _SHORT[number]
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def _field(number: int, body: bytes) -> bytes:
    """A length-delimited field."""
    return _SHORT[number << 3 | 2] + _varint(len(body)) + body


def _value(value: Value) -> bytes:
    match value:
        case bool():
            return bytes((7 << 3, value))
        case str():
            return _field(1, value.encode())
        case int():
            return bytes((6 << 3,)) + _varint((value << 1) ^ (value >> 63))
        case _:
            return bytes((3 << 3 | 1,)) + np.float64(value).tobytes()

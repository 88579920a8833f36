"""What stands on a page of a PDF: its characters with their places, and the lines ruled on it."""

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as set: its box in points, y upwards, `base` the line it stands on."""

    left: float
    right: float
    base: float
    height: float
    char: str

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, self.base + self.height * 0.35


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: `across` the page at the height `at`, or down it at the distance `at`, from `start` to `end`."""

    across: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its width, and what stands on it as a person sees it, the page turned upright."""

    width: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


Turn = Callable[[float, float], tuple[float, float]]


def read_sheet(page: Any) -> Sheet:
    """The glyphs and rules of a pypdfium2 page."""
    left, bottom, right, top = page.get_mediabox()
    rotation = page.get_rotation() % 360
    turns: dict[int, Turn] = {
        90: lambda x, y: (y - bottom, right - x),
        180: lambda x, y: (right - x, top - y),
        270: lambda x, y: (top - y, x - left),
    }
    turn = turns.get(rotation, lambda x, y: (x - left, y - bottom))
    return Sheet(page.get_width(), tuple(_glyphs(page, turn, rotation)), tuple(_rules(page, turn)))


_BLANKS = frozenset((0x3000, 0xA0, 0xFFFE, 0xFEFF, 0x200B))


def _glyphs(page: Any, turn: Turn, rotation: int) -> Iterator[Glyph]:
    """The characters that are not blank; slanting ones (a stamp across the page) are left out."""
    raw: Any = import_module("pypdfium2.raw")
    text_page = page.get_textpage()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    try:
        for index in range(raw.FPDFText_CountChars(text_page)):
            code = raw.FPDFText_GetUnicode(text_page, index)
            if code < 9:
                code = 0xFFFD  # a glyph whose character the file does not tell
            if code <= 0x20 or code in _BLANKS:
                continue
            slant = (math.degrees(raw.FPDFText_GetCharAngle(text_page, index)) + rotation) % 90
            if 5 < slant < 85:
                continue
            raw.FPDFText_GetLooseCharBox(text_page, index, box)
            raw.FPDFText_GetCharOrigin(text_page, index, x, y)
            one, other = turn(box.left, box.bottom), turn(box.right, box.top)
            left, right = min(one[0], other[0]), max(one[0], other[0])
            height = abs(one[1] - other[1])
            if right > left and height > 0:
                yield Glyph(left, right, turn(x.value, y.value)[1], height, chr(code))
    finally:
        text_page.close()


def _rules(page: Any, turn: Turn) -> Iterator[Rule]:
    """The straight edges of what is drawn, across and down; those of thin boxes are the lines they look like."""
    raw: Any = import_module("pypdfium2.raw")
    x, y = ctypes.c_float(), ctypes.c_float()
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        a, b, c, d, e, f = drawn.get_matrix().get()
        first = last = None
        for index in range(raw.FPDFPath_CountSegments(drawn)):
            segment = raw.FPDFPath_GetPathSegment(drawn, index)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            here = turn(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                first = here
            elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
                yield from _rule(last, here)
            if raw.FPDFPathSegment_GetClose(segment) and first is not None:
                yield from _rule(here, first)
            last = here


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    for across in (True, False):
        along, over = (0, 1) if across else (1, 0)
        if abs(one[over] - other[over]) <= 1 and abs(one[along] - other[along]) > 4:
            start, end = sorted((one[along], other[along]))
            yield Rule(across, (one[over] + other[over]) / 2, start, end)

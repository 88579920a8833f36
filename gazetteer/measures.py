"""`StatedMeasure`: a length or width as a notice states it, and the numbers in its words."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatedMeasure:
    """A length or width as stated, in metres; `text` as written (24+9+16 keeps its form)."""

    text: str
    min: float
    max: float
    approximate: bool = False

    @property
    def value(self) -> float:
        """One figure for it: the middle of a range."""
        return (self.min + self.max) / 2

    @property
    def metres(self) -> str:
        """Its figures in metres: 800, 20–30."""
        return f"{self.min:g}" if self.min == self.max else f"{self.min:g}–{self.max:g}"

    @property
    def told(self) -> str:
        """Its figures in metres, as written where they are figures and metres: 24+9+16; of 1.8公里 it is 1800."""
        if not _FIGURE.search(self.text):
            return self.metres
        try:
            here = read_measure(self.text, None)
        except ValueError:
            return self.metres
        return self.text if (here.min, here.max) == (self.min, self.max) else self.metres

    def may_be(self, other: "StatedMeasure") -> bool:
        """Whether both may be of one thing, as finely as they are stated: 1.8公里 and 1812米, 约800米 and 850米."""
        by = _ABOUT if self.approximate or other.approximate else _ROUNDED
        return self.min <= other.max * (1 + by) and other.min <= self.max * (1 + by)


_ROUNDED, _ABOUT = 0.01, 0.1  # shares by which measures of one thing may differ
METRES = {
    "米": 1.0,
    "延长米": 1.0,
    "延米": 1.0,
    "公尺": 1.0,
    "m": 1.0,
    "公里": 1000.0,
    "千米": 1000.0,
    "km": 1000.0,
    "㎞": 1000.0,
}
_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000}
# 9~12.5 | 32至50
_RANGE = re.compile(r"[-~—–至到－]{1,2}")
_FIGURE = re.compile("[0-9]")
_PLAIN = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_UNITS = re.compile(r"公里|千米|公尺|延长米|延米|km|㎞|米|m", re.IGNORECASE)


def read_chinese_number(text: str) -> float:
    """The number a Chinese numeral names: 一千三百 → 1300, 三点五 → 3.5. Raises `ValueError`."""
    whole, _, part = text.partition("点")
    total = section = digit = 0
    for char in whole:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif char == "万":
            total += (section + digit) * 10_000
            section = digit = 0
        else:
            raise ValueError(text)
    fraction = "".join(str(_DIGITS[char]) for char in part)
    return float(f"{total + section + digit}.{fraction or 0}")


def _read_plain(text: str) -> float | None:
    """The number of 1300, 1,300 or 8.7, or None."""
    if text.isdecimal():
        return float(text)
    return float(text.replace(",", "").replace("，", "")) if _PLAIN.fullmatch(text) else None


def read_number(text: str) -> float:
    """The number of 1300, 1,300, 8.7 or 一千三百. Raises `ValueError`."""
    number = _read_plain(text)
    return read_chinese_number(text) if number is None else number


def read_measure(text: str, unit: str | None, approximate: bool = False) -> StatedMeasure:
    """The measure of 1300, 9~12.5, 32至50 or 24+9+16 in `unit` (metres where none is said).

    A sum counts as its total. Raises `ValueError` where the numbers cannot be read.
    """
    scale = METRES[(unit or "米").lower()]
    if (number := _read_plain(text)) is not None:
        metres = round(number * scale, 6)
        return StatedMeasure(text, metres, metres, approximate)
    bare = _UNITS.sub("", text)
    if "+" in bare:
        numbers = [sum(read_number(part) for part in bare.split("+"))]
    else:
        numbers = [read_number(part) for part in _RANGE.split(bare) if part]
    if not numbers:
        raise ValueError(text)
    return StatedMeasure(text, round(min(numbers) * scale, 6), round(max(numbers) * scale, 6), approximate)

"""Comparison keys of road names as OSM and notices write them: those of `gazetteer.toponyms`, and road numbers."""

import re
from functools import lru_cache

from gazetteer.toponyms import comparison_key

_TAG = re.compile(r"[（(〔\[].*?[）)〕\]]")
_NUMBERED = re.compile(
    r"^(?:(?:国道|省道|县道|乡道)?([GSXYCgsxyc]\d{1,4})(?:线|国道|省道|县道)?|(国道|省道|县道|乡道)?(\d{2,4})(国道|省道|县道|乡道)?线?)$"
)
_LETTER = {"国道": "G", "省道": "S", "县道": "X", "乡道": "Y"}


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """What two writings of one road name have in common: tags and blanks gone, numbers as G309."""
    bare = "".join(_TAG.sub("", name).split()) or name
    if numbered := road_number(bare):
        return numbered
    return comparison_key(bare)


def road_number(name: str) -> str | None:
    """The number of a numbered road (309国道, 国道G309, 省道327线 → G309, S327); None for any other name."""
    found = _NUMBERED.match(name)
    if found is None:
        return None
    if found[1]:
        return found[1].upper()
    kind = found[2] or found[4]
    return _LETTER[kind] + found[3] if kind else None


def is_number(name: str) -> bool:
    """Whether a name is a road number or a mere code, which no authority gives to a street."""
    return road_number(name) is not None or not re.search(r"[^\x00-\x7f]", name)

"""Ends whose first character reads as the last of the verb before it: 止|于洪区界, 起|点将台路."""

import re
from functools import cached_property

from gazetteer.patterns import WORD
from gazetteer.text import Span, Words

_YU, _ENDS = re.compile("(?<![起止位至终始迄落关对由属])于(?!城区)"), frozenset("区县")
# 南止于点将台路 | 云峰路、点将台路: a road whose name begins so, behind no word that 点 goes with
_DIAN = re.compile(
    rf"(?<![起止终讫始端节地景站重要交结落热网据几一二两三四五六七八九十百\d])点(?P<road>{WORD}{{1,8}}?[路街巷弄])"
)
_ROAD = re.compile(rf"{WORD}{{1,8}}?[路街巷弄]")


class WholeEnds:
    """The ends of the roads of one notice, which stands at `own` in `text`: what belongs to them, it settles itself."""

    def __init__(self, text: str, own: Span) -> None:
        self.text = text
        self.own = own

    def whole(self, words: Words) -> Words:
        """The words of an end with the character before them that is of its name, if one is."""
        at = words.span.start - 1
        before = self.text[at] if at >= 0 else ""
        if before == "于" and (words.text[:1] in self._yu_divisions or words.text[:2] in self._yu_divisions):
            return Words("于" + words.text, Span(at, words.span.end))  # 止于洪、皇姑区界
        if before == "点" and self.text[at - 1 : at] in ("起", "止", "终") and self._is_of_dian(words.text):
            return Words("点" + words.text, Span(at, words.span.end))  # 东起点将台路
        return words

    def _is_of_dian(self, words: str) -> bool:
        road = _ROAD.match(words)
        return road is not None and road[0] in self._dian_roads

    @cached_property
    def _yu_divisions(self) -> frozenset[str]:
        """What stands between 于 and 区 or 县 in the notice, where 于 is of the name: 洪 of 于洪区."""
        own = self.own.of(self.text)
        starts = [found.end() for found in _YU.finditer(own)]
        return frozenset(
            own[at : at + size] for at in starts for size in (1, 2) if own[at + size : at + size + 1] in _ENDS
        )

    @cached_property
    def _dian_roads(self) -> frozenset[str]:
        """What follows 点 in the roads that the notice tells of elsewhere: 将台路 of 点将台路."""
        return frozenset(found["road"] for found in _DIAN.finditer(self.own.of(self.text)))

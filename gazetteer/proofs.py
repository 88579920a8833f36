"""`Proved`: what was read as a division, held against what the notice names elsewhere."""

import re
from collections.abc import Sequence
from functools import cached_property

from gazetteer.divisions import NOT_DISTRICT, ZONES
from gazetteer.text import Span, Words

# 样例市甲河区, ，甲河区: a division that stands alone, nothing before it that could be a verb
_ALONE = re.compile(r"(?:^|[\s，、。；：（“《【省市])(?=(?P<alone>[\u3400-\u9fff]{2,9}?[区县市镇州旗]))")

# 柳林场镇 | 双河集镇 | 石桥圩镇: where the houses of a town stand (not 张集镇)
_BUILT_UP = frozenset("场集圩墟")


class Proved:
    """How long the districts of the notice `own` are, as it names them where they stand alone.

    Of 许可甲河区 three characters, where it goes to 甲河区人民政府; of 优化城区 none.
    """

    def __init__(self, own: str) -> None:
        self._own = own
        self._known: dict[str, int] = {}

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(found["alone"] for found in _ALONE.finditer(self._own))

    def words(self, district: Words | None) -> Words | None:
        """The end of the words that is the district; all of them where nothing else is proved."""
        if district is None or len(district.text) < 4:
            return district
        text, span = district.text, district.span
        if text not in self._known:
            self._known[text] = self._length(text)
        length = self._known[text]
        if length == len(text) or span.end - span.start != len(text):
            return district
        return Words(text[-length:], Span(span.end - length, span.end)) if length else None

    def towns(self, towns: Sequence[Words], above: Sequence[Words]) -> tuple[Words, ...]:
        """The towns without those that are the built-up part of one: 柳林场镇, of 柳林镇.

        What is called 集镇 may be a town itself (张家集镇): it is none where the notice names 张家镇, or stands under
        another town (`above`).
        """
        return tuple(town for town in towns if not self._is_built_up(town.text, above))

    def _is_built_up(self, town: str, above: Sequence[Words]) -> bool:
        if len(town) < 4 or town[-1] != "镇" or town[-2] not in _BUILT_UP:
            return False
        if town[-2] != "集":
            return True
        return f"{town[:-2]}镇" in self._own or any(words.text != town for words in above)

    def _length(self, text: str) -> int:
        if text.endswith("城区"):
            place = text.removesuffix("城区")
            known = any(place + rank in self._alone for rank in "市县区镇州旗") or any(
                word in self._own for word in (f"{text}人民", f"位于{text}", f"地处{text}", f"在{text}")
            )
            return len(text) if known or len(place) == 1 else 0
        if not text.endswith(ZONES):
            for length in range(len(text) - 2, 2, -1):  # a verb is of two characters
                if text[-length:] in self._alone and text[-length:] not in NOT_DISTRICT:
                    return length
        return len(text)

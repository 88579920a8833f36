"""Names as OSM writes them: the key of `gazetteer.toponyms` without the remarks in brackets that OSM adds to names."""

import re
from functools import lru_cache

from gazetteer.toponyms import comparison_key, road_number

_REMARK = re.compile(r"[（(〔\[].*?[）)〕\]]")


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """The comparison key of a name, remarks off: on a map 人民路(规划) is 人民路, in a notice it need not be."""
    return comparison_key("".join(_REMARK.sub("", name).split()) or name)


def is_number(name: str) -> bool:
    """Whether a name is a road number or a mere code, which no authority gives to a street."""
    return road_number(name) is not None or not re.search(r"[^\x00-\x7f]", name)

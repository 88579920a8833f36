"""A name that ends as no road's does, and is one's by what stands above it: 望月廊 under 命名道路, or in its column."""

import re

from gazetteer.clauses import read_passage
from gazetteer.doubts import Doubt
from gazetteer.drafts import Draft
from gazetteer.extent_patterns import FROM_SIDE
from gazetteer.name_patterns import OTHER_FEATURE
from gazetteer.text import Condensed, Sentence

BY_HEADING = Sentence(
    "这个名称不像道路的名称，因列在道路之下，按道路读入，请核对。",
    "this does not look like a road's name; it is listed among roads and was read as one. Check it.",
)
# 望月廊：东起…，西至…
_ITEM = re.compile(
    rf"“?(?P<name>[\u3400-\u9fff]{{1,6}}[廊庙寺塔亭阁祠井埂堤坝圩桥])”?[：，](?={FROM_SIDE}|起点|起于|自|[全总]?长)"
)
# 人民大桥, 跨线桥: a bridge wherever it is listed
_BRIDGE = re.compile("(?:大|立交|跨线|人行|天|铁路|公路|高架|拱|跨[\u3400-\u9fff]{1,2})桥$")
# 道路名称 | 路名, over the names of a table
_ROADS_COLUMN = re.compile("道路名称|街路名称|街巷名称|路名")
# 关于道路、桥梁命名的通知: more than roads are told of
_OF_OTHERS = re.compile("桥|隧道|广场|公园|建筑|小区|居民|地名")


def read_item(source: Condensed) -> Draft | None:
    """The road that an item under a heading of roads tells of, both its ends told; None where that is no such item."""
    found = _ITEM.match(source.text)
    if found is None or _BRIDGE.search(found["name"]):
        return None
    at = found.end()
    passage = read_passage(source.part(at, len(source.text)), True)
    if len(passage.drafts) != 1 or passage.drafts[0].name is not None or not _has_ends(passage.drafts[0]):
        return None
    draft = passage.drafts[0]
    draft.name, draft.headed, draft.marked = source.words(*found.span("name")), True, True
    draft.span = source.span(0, len(source.text))
    draft.doubts += passage.doubts
    _tell(draft)
    return draft


def stands_as_road(draft: Draft, header: str, title: str) -> bool:
    """Whether a table's row is a road's by its column, where the notice tells of nothing but roads; then it is told."""
    told = _ROADS_COLUMN.search(header) is not None and _OF_OTHERS.search(title) is None
    if not told or not _has_ends(draft) or draft.name is None or _BRIDGE.search(draft.name.text):
        return False
    _tell(draft)
    return True


def _has_ends(draft: Draft) -> bool:
    return draft.run.start is not None and draft.run.end is not None


def _tell(draft: Draft) -> None:
    if draft.name is not None and OTHER_FEATURE.search(draft.name.text):
        draft.doubts.append(Doubt(draft.name.span, BY_HEADING))

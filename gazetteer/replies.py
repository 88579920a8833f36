"""Replies to proposals of delegates: they tell how roads came by their names, and order little or nothing themselves.

What such a letter tells of acts is read as from any notice and marked as told; an act that gives a name which no entry
has is told as unread, for a reply is prose in which any sentence may hold one.
"""

import re
from collections.abc import Collection, Iterator

from gazetteer.doubts import UNREAD, Doubt
from gazetteer.name_patterns import GENERIC_LAST
from gazetteer.patterns import WORD
from gazetteer.text import Span, condense

# 关于对市政协…第108号提案的答复 | 关于…第56号建议的答复函 | 对某某委员提案的复函
_REPLY = re.compile("(?:提案|建议|议案|代表|委员)[^。；]{0,12}(?:答复|复函)(?:意见|函)?$")
# 于1966年改称“东风路” | 1981年恢复甲街名称
_ACT = re.compile(
    "(?=[命更改易定取恢])(?:(?:命名|更名|改名|定名|取名|易名)[为成作]|改称[为作]?|恢复(?:使用)?为?)"
    rf"[“‘]?(?P<given>{WORD}{{1,12}}?{GENERIC_LAST})(?=[”’，。；、（）名路的])"
)
# 《关于恢复甲街名称的建议》, 您提出的…: what was asked for
_ASKED = re.compile("《[^《》]{2,60}》")


def is_reply(title: str | None) -> bool:
    """Whether a title is that of a reply to a proposal: 关于…第108号提案的答复."""
    return title is not None and _REPLY.search(title) is not None


def acts_unread(text: str, own: Span, names: Collection[str], told: Collection[Span]) -> Iterator[Doubt]:
    """The acts told in the reply at `own` that gave a name which is none of `names`, and in no span of `told`."""
    source = condense(text, own)
    words = _ASKED.sub(lambda found: "《" * len(found[0]), source.text)
    for act in _ACT.finditer(words):
        span = source.span(*act.span())
        if act["given"] not in names and not any(one.start <= span.start < one.end for one in told):
            yield Doubt(span, UNREAD)

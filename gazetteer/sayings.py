"""What prose says around a road and orders nothing by: 鸟语花香, 极大方便沿线居民出行.

A passage is a saying where none of its words can be of a road's name, its ends, its size, where it lies, or of an act,
and where it denies nothing. It goes by unread only beside a road whose two ends are told: otherwise it may be one.
"""

import re

from gazetteer.patterns import SIDE, any_of, opening
from gazetteer.remark_patterns import REMARK

# 道路两侧 | 必经之路 | 城区居民 | 朗朗上口: words that are of no name
_NOUNS = re.compile(
    "顺口|上口|新?道路|马路|通道|必经之路|之路|沿线|路名|地名|名称|名字|路网|街区|社区|城区|小区|校区|景区|园区|乡愁|家乡|城乡"
)
# what may be of a name, an end, a size, a division or an act, or turns what is said into its contrary
_SIGNS = re.compile(
    any_of(
        rf"[\dA-Za-z路街巷弄道坊胡桥口号米宽区县镇乡村旗州市站园场河江湖渠港山厂校院]|{SIDE}",
        "[命更改易冠取得]名|名为|称[为作]|改称|更改|更正|变更|调整|恢复|撤|销|取消|合并|[并归划纳]入|拆|延|缩|移",
        "[起止至到由自从原曾旧前后拟被]|长|不(?!少|断|仅|禁)|[未无没暂否停废待另除缓驳异误错非勿]",
        "[一二两三四五六七八九十百千](?:条|个|段|处|座|批)",
    )
)


_MAY = re.compile(opening("\u3400-\u9fff", "[\u3400-\u9fff]{4,30}"))


def is_saying(words: str, name: str | None) -> bool:
    """Whether words beside the road of that name say nothing of it that a record holds."""
    if _MAY.fullmatch(words) is None:
        return False
    if name is not None and words.startswith(name) and REMARK.fullmatch(words, len(name)):
        return True  # 甲大道为城市主干路
    bare = _NOUNS.sub("", words.replace(name, "") if name else words)
    return _SIGNS.search(bare) is None

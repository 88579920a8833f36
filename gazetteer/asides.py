"""What a paragraph tells of besides what it orders: what might have been, what was once, what is wished or refused."""

import re

from gazetteer.doubts import UNREAD, Doubt
from gazetteer.drafts import Draft, Run
from gazetteer.gatherings import Gathering
from gazetteer.patterns import SIDE

# 收到“甲路”“乙路”等候选名称31个: what might have been chosen
_CANDIDATES = re.compile(
    "“[^“”]{2,14}”(?:[、，和及]?“[^“”]{2,14}”){0,40}等?[^，。；“”]{0,6}(?:候选|备选)(?:名称|路名|地名|名)"
)


def candidates(text: str) -> list[tuple[int, int]]:
    """Where names are listed that might have been chosen."""
    return [found.span() for found in _CANDIDATES.finditer(text)] if "选" in text else []


# 新华路当年仅有东起鼓楼，西至运河一段: where a road ran once
_ONCE = re.compile(rf"(?:当年|当时|那时|旧时|昔日|从前|早年|以前|解放前|[仅只]有)[^，。；：]{{0,10}}{SIDE}(?:起|至)")
_ONCE_FIRST = re.compile("[当那旧昔从早以解仅只]")


def leave_out_past(gathering: Gathering, drafts: list[Draft]) -> None:
    """The ends that a road had once are told of, and taken for none of today's."""
    if _ONCE_FIRST.search(gathering.text) is None:
        return
    for once in _ONCE.finditer(gathering.text):
        stop = min((at for mark in "。；" if (at := gathering.text.find(mark, once.end())) > 0), default=None)
        past = gathering.source.span(once.start(), stop or len(gathering.text))
        for draft in drafts:
            ends = [*draft.run.froms, *(end for end, _ in draft.run.tos)]
            if ends and all(past.start <= end.words.span.start < past.end for end in ends):
                draft.run = Run()
                gathering.doubts.append(Doubt(past, UNREAD))


# 此前有市民建议将甲路改为乙街: what someone wishes and nobody orders (not 根据群众建议将…)
# 不同意将甲路改为乙街 | 不同意规划三路命名为甲路
_NOT_ORDERED = re.compile(
    r"(?:^|[，。；：])(?:(?![^，。；]{0,12}(?:根据|按照|采纳|结合|应|依))[^，。；：]{0,12}"
    r"(?:市民|网友|网民|居民|群众|读者|业主|村民|有人|代表|委员)[^，。；：]{0,6}(?:建议|提议|呼吁|希望|要求)[^，。；：]{0,4}[将把对]"
    r"|[^，。；：]{0,8}(?:不(?:予)?(?:同意|批准)|暂不(?:同意|批准)?|暂缓)"
    r"(?:[^，。；：]{0,4}[将把对]|(?=“?[^，。；：“”]{2,20}”?(?:命名|更名|改名)为)))"
)
# 关于将A更名为B的建议。…，目前不宜更名 | 你局提出将A更名为B，…，暂不更名
_REFUSED = re.compile(
    r"(?:(?:关于|所?提出?|建议|申请|要求|请求|拟)[^。；]{0,12}[将把对]|(?:关于|(?:申报|上报|所报|报来|提出)的)(?=[^，。；]{2,24}(?:更|命|改)名为[^，。；]{2,24}[，。；]))"
    r"(?P<asked>[^。；]{4,80}?)(?:的?(?:建议|提案|意见|请求|申请|问题|诉求|事[宜项])|一事)?"
    r"(?P<why>[。；，：][^；]{0,300}?)(?<=[，。；])(?:[^，。；路街巷弄]{0,12}[，]?)?(?:[该此本](?:道路|[路街巷]))?"
    r"(?:暂?不(?:宜|予|拟|同意|批准|采纳|作|支持)|暂不|暂缓|不(?=更名|命名|调整|合并)|条件(?:尚|还|暂)?不(?:成熟|具备)|[^，。；]{0,10}(?:时机|条件)[^，。；]{0,6}不(?:成熟|具备)|(?:维持|保留|沿用)(?:原名|现名|原有?名称|现有?名称)|[待请][^，。；]{2,30}后?(?:再|另)行?[^，。；]{0,4}(?:研究|审议|办理|命名|更名|考虑|报批|上报|申报))"
    "(?:[^，。；]{0,12}，(?:仍|继续|维持|保留|沿用)[^，。；]{2,20})?"
)
_AGREED = re.compile("(?<![不未])(?:同意|批准|决定|更名为|命名为)")
_SAY_NO = ("不", "暂缓", "维持", "保留", "沿用", "另行", "再行", "后再")
_SAY_SO = ("建议", "提议", "呼吁", "希望", "要求", "不同意", "不予", "不批准", "暂不", "暂缓")


def leave_out_unordered(gathering: Gathering, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those of a sentence that tells what is wished, or refused: told of, and no entry."""
    text = gathering.text
    if not drafts:
        return drafts
    if (
        any(word in text for word in _SAY_NO)
        and (refused := _REFUSED.search(text))
        and not _AGREED.search(refused["why"])
    ):
        span = gathering.source.span(refused.start("asked"), refused.end())
        left = [one for one in drafts if one.name is None or not span.start <= one.name.span.start < span.end]
        if len(left) < len(drafts):
            gathering.doubts.append(Doubt(span, UNREAD))
            drafts = left
    if not any(word in text for word in _SAY_SO):
        return drafts
    for found in _NOT_ORDERED.finditer(text):
        stop = min((at for mark in "。；" if (at := text.find(mark, found.end())) > 0), default=len(text))
        span = gathering.source.span(found.start(), stop)
        left = [one for one in drafts if one.name is None or not span.start <= one.name.span.start < span.end]
        if len(left) < len(drafts):
            gathering.doubts.append(Doubt(span, UNREAD))
            drafts = left
    return drafts

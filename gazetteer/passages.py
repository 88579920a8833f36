"""A passage of a notice's body: boilerplate, a correction, or clauses, whose roads are taken in."""

import re

from gazetteer.accounts import Account
from gazetteer.actions import Action
from gazetteer.boilerplate import BOILERPLATE
from gazetteer.clauses import read_passage
from gazetteer.corrections import CORRECTS_HERE, find_cited, is_correcting, read_corrections
from gazetteer.doubts import CORRECTION_UNREAD, Doubt
from gazetteer.drafts import Draft
from gazetteer.items import Class
from gazetteer.leads import sentences
from gazetteer.mentions import may_be_names, raises_road
from gazetteer.name_patterns import ROMAN_LAST, ends_as_road, ends_as_road_only
from gazetteer.paragraphs import Paragraph
from gazetteer.patterns import opening
from gazetteer.roads_above import told_last
from gazetteer.text import Condensed, Sentence

# 地名标志汉语拼音：…
_ROMAN_ONLY = re.compile(opening("标地汉罗拼", "(?:(?:标准)?地名(?:标志)?)?(?:汉语拼音|罗马字母|拼音)"))
# 2.起止点：… under 一、象湖西路: a line about the road above, whatever its number
_FIELD_LINE = re.compile(
    opening(
        "道所地具位起止终长宽规走拼汉等性类命名含理依由寓",
        r"(?:道路)?(?:所在|地理|具体)?(?:位置|起止点|起讫点|起止位置|起点|止点|终点|长度|宽度|长宽|规格|走向|拼音|汉语拼音|等级|性质|类别"
        r"|(?:命名|名称)?(?:含义|理由|依据|由来|寓意))(?:及[^：]{1,8})?：",
    )
)
# a sentence longer than this is no sentence: a table run together, or text without marks
LONGEST = 6000
TOO_LONG = Sentence(
    "这一句过长（没有句号或分号），未读入。请补上标点后再读。",
    "this sentence is too long (no full stop or semicolon) and was not read. Add the marks and read again.",
)


def _is_of_list(draft: Draft) -> bool:
    """Whether a draft is a name of a list, where the road ran told at most: A街；B巷（原东起…）."""
    return draft.name is not None and (draft.bare or (bool(draft.previous) and draft.action is None and not draft.run))


def _is_road(draft: Draft) -> bool:
    """Whether a draft is a road's by its name, or told as only a road is: 康乐里：南起A，北至B."""
    if draft.name is None or not ends_as_road(draft.name.text):
        return False
    return ends_as_road_only(draft.name.text) or bool(draft.run.froms and draft.run.tos)


def take_passage(
    account: Account, paragraph: Paragraph, source: Condensed, ordered: bool = False, raised: bool | None = None
) -> None:
    """One passage; a single name in it is `ordered` where a verb before it gives it: 拟命名：N.

    `raised`: whether something is said of a road in it, where that was asked before.
    """
    words = source.text
    if (last := told_last(source)) is not None:
        at, lies = last
        take_passage(account, paragraph, source.part(0, at), ordered, raised)
        account.take_above(lies, source.span(at, len(words)), len(words) - at)
        return
    span = source.span(0, len(words))
    if len(words) > LONGEST and any(len(sentence) > LONGEST for sentence in sentences(words)):
        account.body.doubts.append(Doubt(span, TOO_LONG))
        account.spend(Class.PROBLEM, span, len(words))
        return
    romanised = account.roads.last is not None and _ROMAN_ONLY.match(words)
    cancelled = account.outline.context.action is Action.ABOLITION
    if (
        not romanised
        and not (cancelled and paragraph.mark)
        and not (raises_road(words) if raised is None else raised)
        and not may_be_names(ROMAN_LAST.sub("", words))
        and all(BOILERPLATE.fullmatch(sentence) for sentence in sentences(words))
    ):
        account.spend(Class.BOILERPLATE, span, len(words))
        return
    passage = None
    if account.correcting or is_correcting(words):
        passage = read_corrections(source)
        account.cited = find_cited(source) or account.cited
        for draft in passage.drafts if passage else ():
            draft.cites = draft.cites or account.cited
        if passage is None and CORRECTS_HERE.search(words):
            account.body.doubts.append(Doubt(span, CORRECTION_UNREAD))
            account.spend(Class.PROBLEM, span, len(words))
            return
    marked = paragraph.mark is not None and not (account.roads.last is not None and _FIELD_LINE.match(words))
    passage = passage or read_passage(source, marked, cancelled)
    account.body.others += passage.others
    drafts = passage.drafts
    if account.outline.context.roads is False and not any(_is_road(draft) for draft in drafts):
        account.body.others += [draft.name for draft in drafts if draft.name is not None]
        account.spend(Class.OTHER, span, len(words))  # under 二、居民点
        return
    if not drafts:
        doubts = passage.doubts
        account.body.doubts += doubts
        account.spend(
            Class.PROBLEM if doubts else Class.OTHER if passage.others else Class.BOILERPLATE, span, len(words)
        )
        return
    bare = [draft for draft in drafts if draft.name is not None and draft.bare]
    listed = (
        (len(bare) == len(drafts) or (bool(bare) and all(_is_of_list(draft) for draft in drafts)))
        and not any(draft.doubts for draft in drafts)
        and not passage.doubts
    )
    if ordered and len(bare) == 1 and not bare[0].more_names:
        bare[0].named_by_verb = True
        if account.outline.context.action is Action.RENAMING:
            account.roads.renames_last(bare[0])
    before = len(account.body.doubts)
    for draft in drafts:
        account.roads.take(draft, account.outline.context, marked, listed)
    of_roads = any(draft.name for draft in drafts) or len(account.body.doubts) == before
    account.body.doubts += passage.doubts
    account.spend(Class.ENTRY if of_roads else Class.PROBLEM, span, len(words))

"""What in a notice read through is odd: one end only, counts that differ, a romanisation that does not fit."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby

from gazetteer.actions import Action
from gazetteer.doubts import AREA, MANY_ENDS, NO_CHARACTER, Doubt
from gazetteer.drafts import Draft
from gazetteer.items import Body, Item, Stated
from gazetteer.name_patterns import ends_as_road_only
from gazetteer.romanisation import fits
from gazetteer.text import Sentence, Words

ROMAN_DIFFERS = Sentence(
    "拼音的音节数与名称的字数不符，可能缺字，请核对。",
    "the romanisation has not as many syllables as the name has characters; one may be lost. Check it.",
)
COUNT_DIFFERS_ZH, COUNT_DIFFERS_EN = "这里说有{said}条，实际读到{read}条。", "{said} are stated here; {read} were read."
ONE_END = Sentence("只读到起点或止点中的一个，请核对。", "only one of the two ends was found. Check it.")
MASKED = Sentence("道路名称有被遮盖的字，未读入。", "characters of the road's name are masked; it was not read.")
NO_ACTION = Sentence(
    "没有说这条道路是命名、更名还是注销，已按命名读入，请核对。",
    "it is not said whether this road is named, renamed or cancelled; read as a naming. Check it.",
)
# **路 | xx路 | 某某街
MASKS = re.compile("[^*]*[*]|[xX×○]{1,4}[\u3400-\u9fff]|某某?[路街巷]")
MENTION = Sentence(
    "这里提到一条道路，但没有说要对它做什么。", "a road is mentioned here, but not what is to be done about it."
)


# ZhiyuanNRd: a translation, whose syllables are not to be counted
_ENGLISH = re.compile(r"(?:Rd|Road|St|Street|Ave|Avenue|Lane|Ln|Blvd)\.?(?:（[EWSN]）)?$")


def is_area(draft: Draft) -> bool:
    """Whether a draft is bounded on four sides and may be an estate by its name: 天湖里, 翠园苑; no road then."""
    if draft.name is not None and ends_as_road_only(draft.name.text):
        return False
    return not draft.run.froms and len({end.side for end, _ in draft.run.tos if end.side}) == 4


def why_not_read(draft: Draft, name: Words) -> Sentence:
    """Why a draft of this name, of which nothing else is in doubt, is no entry."""
    if is_area(draft):
        return AREA
    return MASKED if MASKS.match(name.text) else MENTION


# what stands for a character that a file did not tell, that only a font knows, that was lost when a text was decoded
# amiss (锟斤拷), or that a page's source writes by its name (&nbsp;)
_UNKNOWN = re.compile(r"[\ufffd\ue000-\uf8ff]|[锟锘](?:斤|拷|匡|豢)|斤拷|烫烫|屯屯|&#?[A-Za-z0-9]{2,7}(?![A-Za-z0-9])")


def find_oddities(draft: Draft) -> Iterable[Doubt]:
    """What of a draft's own values is odd."""
    runs = (draft.run, draft.previous, draft.added)
    ends = [end.words for run in runs for end in (run.start, run.end) if end is not None]
    named = [words for words in (draft.name, draft.district) if words is not None]
    for words in (*named, *draft.subdistricts, *ends, *draft.formers):
        if _UNKNOWN.search(words.text):
            yield Doubt(words.span, NO_CHARACTER)
    if (
        bool(draft.run.froms) != bool(draft.run.tos)
        and not draft.previous
        and not draft.kept
        and draft.moving is None
        and not (draft.toward is not None and draft.run.lacks_only_end)  # 往西延伸的街道 | 向南90米止: no more is said
        and len(draft.run.tos) < 2
    ):
        yield Doubt(draft.span, ONE_END)
    if (
        draft.roman is not None
        and draft.name is not None
        and not _ENGLISH.search(draft.roman.text)
        and not fits(draft.roman.text, draft.name.text)
    ):
        yield Doubt(draft.roman.span, ROMAN_DIFFERS)
    if 1 < len(draft.run.tos) > (1 if draft.run.froms else 2) and not draft.run.bends:
        yield Doubt(draft.span, MANY_ENDS)


def find_miscounts(body: Body, items: Sequence[tuple[Item, Action]]) -> Iterable[Doubt]:
    """Every stated count that is not what was read under it."""
    ordered = sorted(items, key=lambda one: one[0].draft.span.start)
    starts = [item.draft.span.start for item, _ in ordered]
    ends = _ends(body.counts)
    others = len({words.text for words in body.others})
    for stated, end in zip(body.counts, ends, strict=True):
        first = bisect_left(starts, stated.span.start)
        if stated.until is not None:
            end = stated.until if end is None else min(end, stated.until)
        last = len(starts) if end is None else bisect_left(starts, end)
        if stated.district is not None and (there := _lying_there(stated.district, ordered[first:last])) is not None:
            read = sum(1 for item, action in there if _counts_as(stated, item, action))
        else:
            read = _count_under(stated, body.counts, ordered, first, last)
        if read != stated.count and not (stated.of_names and read < stated.count <= read + others):
            yield Doubt(stated.span, miscount(stated.count, read))


def miscount(said: int, read: int) -> Sentence:
    """What is said where so many are stated and another number of them was read."""
    return Sentence(COUNT_DIFFERS_ZH.format(said=said, read=read), COUNT_DIFFERS_EN.format(said=said, read=read))


def _lying_there(district: str, items: Sequence[tuple[Item, Action]]) -> list[tuple[Item, Action]] | None:
    """The items that lie in a district; None where they do not tell of several apart."""
    lie = [item.draft.district or item.context.district for item, _ in items]
    told = {words.text for words in lie if words is not None}
    if district not in told or len(told) < 2:
        return None
    return [one for one, words in zip(items, lie, strict=True) if words is not None and words.text == district]


def _ends(counts: Sequence[Stated]) -> list[int | None]:
    """Where what each count counts ends: at the next one that stands as high; None: at the end of the notice.

    What a lead-in counts goes on to the end.
    """
    ends: list[int | None] = [None] * len(counts)
    open_: list[tuple[int, int]] = []  # the counts further on that no later one of a higher rank hides
    ordered = sorted(range(len(counts)), key=lambda n: counts[n].span.start, reverse=True)
    for start, group in groupby(ordered, key=lambda n: counts[n].span.start):
        here = list(group)
        for n in here:
            ends[n] = (
                next((at for at, rank in reversed(open_) if rank <= counts[n].rank), None) if counts[n].rank else None
            )
        highest = min(counts[n].rank for n in here)
        while open_ and open_[-1][1] >= highest:
            open_.pop()
        open_.append((start, highest))
    return ends


def _counts_as(stated: Stated, item: Item, action: Action) -> bool:
    """Whether a count counts the item: an extension written as a naming is counted as one."""
    if ("合" in stated.apart and item.draft.merged) or ("分" in stated.apart and item.draft.partial):
        return False
    return stated.action in (None, action) or (stated.action is Action.NAMING and item.draft.extension)


def _before(items: Sequence[tuple[Item, Action]]) -> int:
    """How many roads there were before they were joined or parted."""
    names = set()
    for item, action in items:
        olds = item.draft.formers if action is Action.RENAMING else []
        kept = [] if olds and not item.draft.into else item.draft.all_names[:1]  # 甲路并入乙路: both were there
        names |= {words.text for words in (*olds, *kept)}
    return len(names)


def _count_under(
    stated: Stated, counts: Sequence[Stated], items: Sequence[tuple[Item, Action]], first: int, last: int
) -> int:
    """How many of the items from `first` up to `last`, in the order of the text, a count counts."""
    if stated.either and not stated.detail and _before(items[first:last]) == stated.count:
        return stated.count
    if stated.rank == 0:
        # a later lead-in of the same kind may end what this one counts: 南北走向道路3条：… 东西走向道路1条：
        later = (other.span for other in counts if other.rank == 0 and other.action is stated.action)
        bound = min((span.start for span in later if span.start > stated.span.start), default=None)
        under = [item.draft.span.start for item, action in items[first:last] if _counts_as(stated, item, action)]
        until = sum(1 for start in under if bound is None or start < bound)
        acts = {action for _, action in items[first:last]} - {Action.NAMING, Action.EXTENT_CHANGE}
        if stated.action is Action.NAMING and len(counts) == 1 and not acts and last - first == stated.count:
            return stated.count  # 同意申报的六条道路命名为：, one of them only extended
        return until if until == stated.count else len(under)
    if not stated.detail:
        return last - first
    return sum(1 for item, action in items[first:last] if _counts_as(stated, item, action))

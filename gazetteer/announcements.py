"""Lead-in sentences: what they announce holds for what follows; the roads they name are told of where nothing is."""

import re
from collections.abc import Sequence

from gazetteer.accounts import Account
from gazetteer.actions import Action
from gazetteer.clauses import read_passage
from gazetteer.corrections import find_cited
from gazetteer.divisions import Divisions, read_divisions
from gazetteer.doubts import ONLY_LISTED, Doubt
from gazetteer.drafts import Draft
from gazetteer.heading_acts import find_action, find_actions
from gazetteer.headings import Context
from gazetteer.items import Class, Item, Stated
from gazetteer.lead_districts import district_told, districts_counted
from gazetteer.leads import JOINS_OR_PARTS, leave_out_law, names_listed
from gazetteer.name_patterns import ends_as_road
from gazetteer.no_names import is_no_name
from gazetteer.stated_counts import find_counts
from gazetteer.text import Condensed, Words

# 10个新地名上线
_OF_NAMES = re.compile(r"[一二两三四五六七八九十百\d]{1,4}个(?:新|标准|新增)?的?地名")
# 濡须路等10条道路的名称、起止点以附表为准: which facts stand there, and not what is ordered
_OF_FACTS = re.compile("以附[件表图]为准")
# 命名道路5条（见附件） | 名单附后 | 本次共命名道路5条: of all that the notice orders
_OF_WHOLE = re.compile("见附[件表]|附后|[本此这]次(?:共计?|总共|合计)")
# 3条道路更名，2条道路合并，1条道路分设
_COUNT = "[一二两三四五六七八九十\\d]{1,3}条(?:道路|街路|街巷|路)?"
_COUNTED_APART = re.compile(
    f"{_COUNT}(?:予以|进行)?(?P<ahead>合并|分设|拆分)|(?P<behind>合并|分设|拆分)(?:道路|街路|街巷|路)?{_COUNT}"
)

# 对甲区5条道路、乙片区5条道路予以命名: the act is of both
_AND_THERE = re.compile(
    rf"(?<=条道路|条街路|条街巷)、(?=[^，、；。（）]{{2,16}}?{_COUNT}(?:予以|进行|[拟均]|统一)*(?:[命更改销]名|注销|撤销|调整))"
)
_WHOLE = re.compile("共|其中|合计|总计|分别")
# 乙片区5条道路, behind 甲区5条道路、
_COUNTED_ELSEWHERE = re.compile(rf"[、，和与及][^，、；。（）和与及]{{1,10}}(?:片区|园区?|新城|组团|板块|城区){_COUNT}")


def _with_its_act(found: re.Match[str]) -> str:
    """The joint before one more count, as one that does not part it from the act behind it."""
    words = found.string[: found.start()]
    before = words[max(words.rfind(mark) for mark in "，；。") + 1 :]
    return found[0] if find_actions(before) else "与"


def _is_elsewhere_too(words: str) -> bool:
    """Whether a lead-in counts roads of one act beside those of a district, in what is none."""
    return _COUNTED_ELSEWHERE.search(words) is not None and _WHOLE.search(words) is None


def _counts_told(words: str) -> tuple[tuple[Action | None, int], ...]:
    """The counts of a lead-in; as one where it parts them by places that are no districts."""
    counts = find_counts(_AND_THERE.sub(_with_its_act, words))
    acts = {action for action, _ in counts}
    if len(acts) == 1 and len(counts) > 1 and _is_elsewhere_too(words):
        return ((acts.pop(), sum(count for _, count in counts)),)
    return counts


def take_lead(account: Account, source: Condensed) -> Words | None:
    """A sentence that announces what follows; its district comes back where it counts that one: 甲区命名3条：."""
    words = source.text
    if account.correcting:
        account.cited = find_cited(source) or account.cited
    account.spend(Class.BOILERPLATE, source.span(0, len(words)), len(words))
    ordered = leave_out_law(words)
    counts = () if _OF_FACTS.search(ordered) else _counts_told(ordered)
    for (action, count), lies in zip(counts, _districts_of(ordered, len(counts)), strict=True):
        if action is not None or len(counts) == 1:
            apart = _counted_apart(ordered) if action is Action.RENAMING else frozenset()
            either = action is None and JOINS_OR_PARTS.search(ordered) is not None
            stated = Stated(source.span(0, len(words)), action, count, 0, False, either, apart)
            stated.district = lies
            stated.of_names = _OF_NAMES.search(ordered) is not None
            stated.of_whole = _OF_WHOLE.search(ordered) is not None
            account.body.counts.append(stated)
    action, restored = find_action(ordered)
    several = len(find_actions(ordered)) > 1
    district = None if _is_elsewhere_too(ordered) else district_told(source)
    if action is not None and not several:
        account.roads.flush()
        account.roads.last = None
        opens = district is not None and words.startswith(district.text)  # 甲区两条道路命名。A路，…
        account.outline.clear()
        account.outline.push(0, Context(action, restored, district=district if opens else None))
    elif words.endswith("：") and several:
        account.outline.clear()
    if names_listed(words):
        account.leads.append((source, Context(action, restored)))
    if not account.body.items:  # what is announced behind roads is no district of theirs
        account.body.lead_district = account.body.lead_district or district
    counted = words.endswith("条：") and district is not None and words.rfind(district.text) > words.rfind("，")
    return district if counted else None


def _districts_of(words: str, counts: int) -> Sequence[str | None]:
    """The district of each of the roads that a lead-in counts; one that stands alone is that of all its counts."""
    told = districts_counted(words) if counts and not _is_elsewhere_too(words) else []
    if len(told) == 1:
        return told * counts
    return told if len(told) == counts else [None] * counts


def _counted_apart(words: str) -> frozenset[str]:
    """What a lead-in counts beside the roads it renames: those joined (合), those parted (分)."""
    found = (one["ahead"] or one["behind"] for one in _COUNTED_APART.finditer(words))
    return frozenset("合" if word == "合并" else "分" for word in found)


def take_names_of_leads(account: Account) -> None:
    """注销A、B、C等3条道路: no clause follows, the roads are those the lead-in names itself.

    Where clauses follow, a road that only the lead-in names is told of as well, with a doubt.
    """
    told = {words.text for item in account.body.items for words in item.draft.all_names}
    for source, context in account.leads:
        for draft in read_passage(source).drafts:
            names = [(draft.name, draft.roman), *draft.more_names]
            left = [(name, roman) for name, roman in names if name is not None and name.text not in told]
            if draft.name is None or not left or (told and not _only_named(draft, context)):
                continue
            (draft.name, draft.roman), *draft.more_names = left
            draft.doubts = []
            if told:
                account.body.doubts.append(Doubt(source.span(0, len(source.text)), ONLY_LISTED))
            account.roads.take(draft, context, marked=False, listed=True)


def take_places_of_leads(account: Account) -> None:
    """对甲街道A、乙镇B等2条道路命名, told of below: each lies where the lead-in says, one by one."""
    for source, _ in account.leads:
        told = [(item, lies) for item in account.body.items if (lies := _place_before(source, item)) is not None]
        for item, lies in told if len(told) > 1 else ():
            if item.draft.district is None and not item.draft.subdistricts:
                item.draft.district = source.words(*lies.district) if lies.district else None
                item.draft.subdistricts = [source.words(*at) for at in lies.subdistricts]


_BEFORE_PLACE = re.compile("^|[，、和与及对将]|位于")


def _place_before(source: Condensed, item: Item) -> Divisions | None:
    """The divisions that stand right before a road's name in a lead-in."""
    name = item.draft.name.text if item.draft.name is not None else ""
    at = source.text.find(name) if name else -1
    if at > 0 and source.text[at - 1] == "“":
        at -= 1
    for start in _BEFORE_PLACE.finditer(source.text, max(0, at - 20), at) if at > 0 else ():
        divisions = read_divisions(source.text, start.end(), at)
        if divisions and divisions.end <= at and source.text[divisions.end : at] in ("", "的"):
            return divisions
    return None


def _only_named(draft: Draft, context: Context) -> bool:
    """Whether a lead-in gives the roads it names their names, and says nothing else of them."""
    names = (draft.name, *(name for name, _ in draft.more_names))
    roads = all(name is not None and ends_as_road(name.text) and not is_no_name(name.text) for name in names)
    return roads and context.action in (None, Action.NAMING) and not (draft.run or draft.formers)

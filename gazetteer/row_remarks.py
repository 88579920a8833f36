"""The remark in a table's row: the act that it orders of the road there, and what it tells of the road before it."""

import re

from gazetteer.act_patterns import WAS_CALLED
from gazetteer.actions import Action
from gazetteer.clauses import read_passage
from gazetteer.doubts import UNREAD, Doubt
from gazetteer.drafts import Draft, End
from gazetteer.extent_patterns import MOVES
from gazetteer.extents import read_end
from gazetteer.former_names import says_nothing
from gazetteer.heading_acts import find_action
from gazetteer.name_patterns import ends_as_road
from gazetteer.patterns import SIDE
from gazetteer.tables import Row
from gazetteer.text import Condensed

# 命名 | 更名 | 新命名道路 | 调整地名要素 | 向北延伸
_ACT = (
    f"(?:(?:道路|街路|街巷|地名|路名)?(?:本次|拟|予以|新|重新|同意)?(?:命名|更名|改名|改称|易名|注销|销名|撤销|取消|{MOVES})|新增"
    f"|(?:道路|本次|拟|予以|同意)*(?:[向往]?{SIDE}{{1,2}})?(?:延伸|延长|缩短))(?:道路|街路|街巷|地名|名称)?"
)
_ACT_CELL = re.compile(f"{_ACT}[。；]?")
# 延伸，原止点为A | 更名（原名A)
_ACT_FIRST = re.compile(rf"{_ACT}(?P<mark>[，；。（：])")
# 勤俭路（调整起止点）（Qinjian Lu）: the act behind the name in its cell
_ACT_NOTED = re.compile(f"（{_ACT}）")
# 原名A，更名 | 由A更名 | 因拆除注销: the act behind what it is told of
_ACT_LAST = re.compile(
    "(?P<told>原(?:路|地)?名(?:称)?[^，。；]{2,20}|[由从](?P<old>[^，。；]{2,16}[路街巷弄道])|(?:因|由于|道路已)(?![^，。；]{0,20}原)[^，。；]{2,24})"
    "，?(?:现|拟|予以|同意)*(?:(?P<renamed>更名|改名|改称)(?:而来)?|(?P<cancelled>注销|销名|撤销))[。；]?"
)
# 原止点为A | 规划名B
_OF_BEFORE = re.compile(f"原(?:来)?(?:的)?(?:[起止终讫]|{SIDE}[起至止])|由原?|从原?")
# 由A延伸至B
_MOVED = re.compile(
    rf"[由从](?:原|现)?(?P<old>[^（），。；]{{2,24}}?)(?:继续)?(?:[向往]{SIDE}(?:方向)?)?"
    r"(?:延伸|延长|顺延|续建|调整|缩短|变更)(?:至|到|为)(?P<new>[^（），。；]{2,24})[。）]?"
)


# 原名A路 | （原A路） | 曾用名：A路、B路 | 1985年建成，该路原名A路 | 俗称A: how the road was or is called
_OF_NAME = re.compile(
    "(?:^（?|[，。；（])(?:该路|此路|本路|即|系)?(?P<told>(?P<label>原(?:道?路|地)?名"
    rf"(?!称?(?:与|和|易|容易|较|过于|名不[副符]|不变|保留|重名|重复|停|[现早]?已|不能|无法|难以))称?|{WAS_CALLED}))"
    "|^（?(?:该路|此路|本路|即|系)?(?P<bare>又名|又称|俗称|别名|原(?![起止终讫]点|有|来|则)"
    f"(?=[^，。；：（）]{{2,16}}[路街巷弄道](?:{SIDE}段)?(?:合并|[，。；、（）]|$)))"
)


def is_act(words: str) -> bool:
    """Whether a remark is an act and nothing else."""
    return _ACT_CELL.fullmatch(words) is not None


def act_told(row: Row) -> Action | None:
    """The act that a remark in the row orders, alone or before what else it tells: 延伸，原止点为A."""
    for column, cell in row.cells:
        if column.role == "gone" and not says_nothing(cell.text):
            return Action.ABOLITION
        if column.role == "name" and (noted := _ACT_NOTED.search(cell.text)):
            return find_action(noted[0])[0]
        if column.role not in ("reason", "other"):
            continue
        if is_act(cell.text):
            return find_action(cell.text)[0]
        if first := _ACT_FIRST.match(cell.text):
            return find_action(first[0])[0]
        if last := _told_last(cell.text):
            return Action.ABOLITION if last["cancelled"] else Action.RENAMING
    return None


def _told_last(words: str) -> re.Match[str] | None:
    """原名A，更名 | 因拆除注销: an act at the end of what tells why or of what."""
    if words[:1] not in "原由从因道" or (found := _ACT_LAST.fullmatch(words)) is None:
        return None
    caused = words[0] in "因由道" and found["old"] is None
    return None if found["renamed"] and caused else found  # 因重名更名: of which name was not said


def take_remark(source: Condensed, draft: Draft) -> bool:
    """Into `draft` what a remark tells of the road before: its ends, its name, a plan's name; whether it told any.

    Only a remark that begins with an act, or with an end that was: a reason speaks of other roads too.
    """
    if last := _told_last(source.text):
        if last["renamed"]:
            at = last.span("old") if last["old"] else last.span("told")
            part = source.part(*at)
            olds = (
                [source.words(*at)]
                if last["old"]
                else [old for one in read_passage(part).drafts for old in one.formers]
            )
            draft.formers, draft.action = draft.formers or olds, Action.RENAMING
        return bool(last["renamed"])
    first = _ACT_FIRST.match(source.text)
    if first is None and _OF_BEFORE.match(source.text) is None:
        return _take_names(source, draft)
    start, stop = first.end() if first else 0, len(source.text)
    if first and first["mark"] == "（" and source.text.endswith("）"):
        stop -= 1
    if found := _MOVED.fullmatch(source.text, start, stop):
        return _take_moved(source, draft, found) or _left_open(source, draft)
    if source.text[0] in "由从" and "延" in source.text:
        return _left_open(source, draft)
    drafts = read_passage(source.part(start, stop)).drafts
    if (
        len(drafts) != 1
        or drafts[0].doubts
        or not (drafts[0].previous or drafts[0].formers or drafts[0].aliases or drafts[0].formerly)
    ):
        return False
    told = drafts[0]
    if told.previous and not draft.previous:
        draft.previous = told.previous
        draft.action = draft.action or Action.EXTENT_CHANGE
    if told.formerly and first and find_action(first[0])[0] is Action.RENAMING:
        told.formers, told.formerly = told.formers + told.formerly, []  # 更名，曾用名A
    if told.formers and not draft.formers:
        draft.formers, draft.action = told.formers, Action.RENAMING
    draft.formerly += told.formerly
    draft.aliases += told.aliases
    return True


def _take_names(source: Condensed, draft: Draft) -> bool:
    """Into `draft` how the road was called before, or is called too, as the clause that a remark is tells it.

    Whether nothing else stands in the remark. A former name that could not be read is told of.
    """
    if (found := _OF_NAME.search(source.text)) is None:
        return False
    start, stop = found.start("told" if found["label"] else "bare"), len(source.text)
    if source.text[start - 1 : start] == "（" and source.text.find("）", start) == stop - 1:
        stop -= 1
    passage = read_passage(source.part(start, stop))
    told = passage.drafts[0] if len(passage.drafts) == 1 and passage.drafts[0].name is None else Draft(draft.span)
    names = (*told.formers, *told.formerly, *told.aliases)
    doubts = [doubt.span for one in passage.drafts for doubt in one.doubts] + [doubt.span for doubt in passage.doubts]
    unread = [
        words for words in names if any(span.start < words.span.end and words.span.start < span.end for span in doubts)
    ]
    if not names or unread or not all(ends_as_road(words.text) for words in names):
        nothing = says_nothing(source.text[found.end() : stop].lstrip("为是："))
        if (found["label"] or "").startswith(("原", "曾")) and not nothing:
            draft.doubts.append(Doubt(source.span(start, stop), UNREAD))
        return False
    if told.formers and not draft.formers:
        draft.formers, draft.action = told.formers, Action.RENAMING
        draft.merged |= told.merged
        draft.partial |= told.partial
    draft.formerly += told.formerly
    draft.aliases += told.aliases
    return not doubts and found.start() == 0


def _left_open(source: Condensed, draft: Draft) -> bool:
    """由A延伸至此: that it was made longer, but not which of its ends lay where."""
    draft.action = draft.action or Action.EXTENT_CHANGE
    draft.doubts.append(Doubt(source.span(0, len(source.text)), UNREAD))
    return True


def _take_moved(source: Condensed, draft: Draft, found: re.Match[str]) -> bool:
    """由A延伸至B, B being an end that the row tells: it lay at A before."""
    old, new = (read_end(source.text, *found.span(group)) for group in ("old", "new"))
    before = End(source.words(old.start, old.end), None, old.planned)
    now = source.text[new.start : new.end]
    if draft.run.tos and draft.run.tos[-1][0].words.text == now:
        draft.previous.tos += ((before, False),)
    elif draft.run.froms and draft.run.froms[0].words.text == now:
        draft.previous.froms += (before,)
    else:
        return False
    draft.action = draft.action or Action.EXTENT_CHANGE
    return True

"""A name that no verb gives: at the head of its clause, in a list, or one more of the names that a verb gave."""

import re

from gazetteer.act_patterns import CHANGED, RENAMES, VERB_AHEAD
from gazetteer.actions import Action
from gazetteer.doubts import SHARED_ENDS
from gazetteer.drafts import Draft, Run
from gazetteer.gatherings import Gathering
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.moved_ends import grown_name
from gazetteer.name_patterns import NUMBERED, OTHER_FEATURE, WORKING_NAME, ends_as_road
from gazetteer.named_groups import all_names, is_one_of, one_part, part_group
from gazetteer.no_names import is_no_name
from gazetteer.patterns import SIDE
from gazetteer.text import Words

# A、B（甲路至乙路），合并命名为: the bracket is of both
_JOINED_AFTER = re.compile("（[^（）]{2,40}），?(?:合并|统一|统称|合称)")
# A、B（东起…）: the bracket is B's alone
_OWN_ENDS = re.compile(rf"（(?:{SIDE}(?:起|至|止|侧|端|接)|起|自|由|长|[^（）]{{2,30}}(?:~|—|至))")


# G212#线任家庄路段: a stretch of a highway, which has no name of its own
_OF_HIGHWAY = re.compile("[GSXY]\\d{2,4}#?(?:国道|省道|县道|乡道|线)[\u3400-\u9fff]{1,8}(?:路段|段)")


def is_working(words: str) -> bool:
    """Whether a name is only the works' word for a road that has none: 横一路, 红塔东路延长线."""
    return (
        WORKING_NAME.fullmatch(words) is not None
        or NUMBERED.search(words) is not None
        or _OF_HIGHWAY.fullmatch(words) is not None
        or words.endswith(("延长线", "延伸线", "延线", "支线", "连接线"))
    )


def take_head(gathering: Gathering, phrase: Phrase) -> None:
    """A name; several where only blanks stand between them (A路 B路 C路)."""
    name = phrase.names[0]
    if (grows := grown_name(gathering, phrase)) is not None:
        _take_one_head(gathering, phrase._replace(names=(name._replace(at=(name.at[0], grows)),)))
        if gathering.draft is not None:
            gathering.draft.action = Action.EXTENT_CHANGE
        return
    pieces = gathering.parts_at_blanks(name.at) if name.at[1] - name.at[0] > 4 else []
    if len(pieces) < 2 or not all(is_whole(gathering.text[slice(*at)]) for at in pieces):
        _take_one_head(gathering, phrase)
        return
    for at in pieces:
        end = phrase.end if at is pieces[-1] else at[1]
        one = phrase._replace(start=at[0], end=end, names=(name._replace(at=at),))
        _take_one_head(gathering, one)
        gathering.last = one


def is_whole(words: str) -> bool:
    """Whether words are a road's name by themselves."""
    return len(words) > 2 and ends_as_road(words) and not is_no_name(words)


# 其中A长640米
_SIZE = re.compile("[”’]?(?:全长|总长|长度|长|路?宽)[^，。；]{0,3}\\d")
# ××路 | xx大道
_PLACEHOLDER = re.compile("[xX×○*]{2,4}(?:路|街|巷|大道|大街|道)")


# （含甲巷、乙巷）: in a bracket behind a road, roads that go with it
_WITHIN = re.compile("(?:包含|包括|其中|含有?)(?=..)")


def _take_one_head(gathering: Gathering, phrase: Phrase) -> None:
    name = phrase.names[0]
    if phrase.start < gathering.told_again:
        return
    at = name.at
    if gathering.text[at[0] - 1 : at[0]] == "（" and (within := _WITHIN.match(gathering.text, *at)):
        at = (within.end(), at[1])  # 水车巷（含水车一巷、水车二巷）
    words = gathering.words(at)
    if gathering.detached is not None and gathering.draft is gathering.detached:
        gathering.draft = None  # 科学城。将甲路更名为…: the road is told of for itself
    gathering.detached = None
    if not ends_as_road(words.text) and OTHER_FEATURE.search(words.text):
        gathering.others.append(words)
        gathering.detached = gathering.draft = Draft(words.span)  # what is said of a bridge is said of no road
        return
    if gathering.divided is not None and words.text == gathering.divided.text and not gathering.drafts:
        gathering.draft = Draft(words.span)  # what is said of the whole road is not of its parts
        return
    draft = gathering.draft
    if (
        draft is not None
        and draft.name is not None
        and _PLACEHOLDER.fullmatch(words.text)
        and is_working(draft.name.text)
    ):
        return  # 道路2、××路: the name that is asked for
    if draft is not None and draft.named_by_verb and draft.more_names and _SIZE.match(gathering.text, phrase.end):
        told = [draft.name, *(one for one, _ in draft.more_names)]
        gathering.one = next((at for at, one in enumerate(told) if one and one.text == words.text), None)
        if gathering.one is not None:
            gathering.current(phrase)
            return
    if draft is not None and draft.divided and (part := one_part(gathering, draft, words)) is not None:
        gathering.draft = part
        gathering.current(phrase)
        return
    if draft is not None and _names_go_on(gathering, draft, phrase):
        _take_next_named(gathering, draft, phrase)
        return
    if gathering.cancelling:
        draft = gathering.open(phrase)
        draft.name, draft.action, draft.quoted = words, Action.ABOLITION, phrase.quoted
        return
    if draft is not None and is_next_old(gathering, draft, phrase):
        gathering.olds.append(draft)
        draft = gathering.open(phrase)
        draft.formers = [words]
        return
    if draft is not None and is_one_of(draft, words):
        if gathering.text[name.at[0] - 1] in "将把对" and (again := all_names(draft).match(gathering.text, name.at[0])):
            gathering.told_again = again.end()
            return
        gathering.drafts += part_group(draft)
        draft = gathering.open(phrase)
        draft.name, draft.headed = words, True
        return
    if draft is not None and draft.name is not None:
        if words.text == draft.name.text:
            if draft.action is Action.RENAMING and not draft.run and _RUNS_NOW.match(gathering.text, phrase.end):
                moved = gathering.open(phrase)  # A、B合并，统称N，N调整为东起…: N itself is moved
                moved.name, moved.quoted, moved.action = words, phrase.quoted, Action.EXTENT_CHANGE
            elif draft.named_by_verb and draft.formers and _RENAMED_NEXT.match(gathering.text, phrase.end):
                other = gathering.open(phrase)  # A更名为B，B更名为C
                other.name, other.quoted, other.headed = words, phrase.quoted, True
            return
        own_ends = (
            not gathering.cancelling
            and _OWN_ENDS.match(gathering.text, phrase.end)
            and not _JOINED_AFTER.match(gathering.text, phrase.end)
        )
        beside_the_last = (
            not own_ends and gathering.last is not None and gathering.last.kind is Kind.HEAD and draft.names_only
        )
        if own_ends and draft.names_only and _is_listed_old(gathering, phrase):
            draft.more_names.append((words, roman_of(gathering, name)))
            gathering.current(phrase)
            gathering.doubt(phrase, SHARED_ENDS)
            return
        bracketed = gathering.text[phrase.start - 1] == "（" and gathering.text.startswith("）", phrase.end)
        alone = bracketed and not draft.more_names and gathering.text[phrase.end + 1 : phrase.end + 2] not in _LISTS
        if beside_the_last and alone and NUMBERED.fullmatch(words.text) and not NUMBERED.search(draft.name.text):
            draft.aliases.append(words)  # 洪运路（1号道路）
            gathering.current(phrase)
            return
        if beside_the_last and bracketed and NUMBERED.fullmatch(draft.name.text) and not NUMBERED.search(words.text):
            draft.aliases.append(draft.name)  # 1号道路（洪运路）
            draft.name, draft.quoted, draft.headed = words, phrase.quoted, True
            gathering.current(phrase)
            return
        if beside_the_last and gathering.text[phrase.start - 1] == "：":
            if not is_working(draft.name.text):  # 奚仲湖路：环湖路。: what the other is was not said
                gathering.doubt(phrase)
                return
            draft.aliases.append(draft.name)  # 1号路：洪运路。
            draft.name, draft.quoted, draft.headed = words, phrase.quoted, True
            gathering.current(phrase)
            return
        if beside_the_last:
            if gathering.last and gathering.text[gathering.last.end : phrase.start] in ("——", "————", "—"):
                draft.aliases.append(draft.name)
                draft.name, draft.quoted = words, phrase.quoted
                draft.named_by_verb = True
                return
            draft.more_names.append((words, roman_of(gathering, name)))
            draft.together = gathering.text[phrase.end - 1] in "均都皆" or gathering.text.startswith(
                ("：", "，均", "，都"), phrase.end
            )
            gathering.current(phrase)
            return
        each = draft.action is None and draft.name is not None and _told_each(gathering, phrase)
        if each == "renamed" and draft.run and not draft.more_names:
            draft.formers, draft.name = [draft.name], None
            gathering.olds.append(draft)
            draft = gathering.open(phrase)
            draft.formers = [words]
            return
        if each == "named" and draft.run and draft.name is not None and is_working(draft.name.text):
            draft.each[len(draft.more_runs)] = {"length": draft.length, "width": draft.width}
            draft.more_runs.append(draft.run)  # 规划一路（东起…）、规划二路（…）分别命名为N、M
            draft.run, draft.length, draft.width = Run(), None, None
            draft.name, draft.headed = words, True
            gathering.current(phrase)
            return
        if each == "joined" and (draft.run or gathering.bucket == "aside"):
            draft.more_names.append((words, roman_of(gathering, name)))
            draft.run, draft.aside, draft.length, draft.width = Run(), Run(), None, None  # each of its part
            gathering.current(phrase)
            gathering.bucket = "aside"
            return
        draft = None
    elif draft is not None and draft.run and draft.action is not None:
        draft = None
    draft = gathering.open(phrase) if draft is None else gathering.current(phrase)
    if gathering.carried is not None and draft is not gathering.carried and draft.district is None:
        draft.district = gathering.carried.district
        draft.subdistricts = draft.subdistricts or list(gathering.carried.subdistricts)
    draft.late = bool(draft.run) and not phrase.quoted
    draft.leads = draft.span.start == gathering.source.offsets[0] and draft.bare and not (draft.doubts or draft.reason)
    draft.name, draft.quoted = words, phrase.quoted
    after = gathering.text[phrase.end : phrase.end + 1]
    before = gathering.text[max(0, phrase.start - 3) : phrase.start]
    draft.headed = (
        before.endswith(("将", "把", "对", "新开通", "新建"))
        or after in ("：", "—", "（", "。", "")
        or (phrase.start == 0 and draft.marked)
    )
    draft.in_list = phrase.start > 0 and gathering.text[phrase.start - 1] == "、"
    before_it = gathering.drafts[-2] if len(gathering.drafts) > 1 else None
    if draft.action is None and before_it is not None and before_it.action is Action.NAMING:
        likewise = _LIKEWISE.search(gathering.text, max(0, phrase.start - 5), phrase.start) is not None
        if likewise if before_it.named_by_verb else draft.in_list and not before_it.run:
            draft.action = Action.NAMING
    draft.roman = draft.roman or roman_of(gathering, name)


_LISTS = ("、", "和", "与", "及")
_ALL_RENAMED = f"(?:拟|现|予以|均|都|一同|一并|一起)*(?:分别|依次)?(?:{RENAMES}|改称)"
# A（北起…）、B（北起…）、C（…）合并为N | 更名为N | 分别更名为N、M
_TOLD_EACH = re.compile(
    "（[^（）]{2,60}）(?:(?:[、，和与及]|以及)[^（）。；，、]{2,16}（[^（）]{2,60}）){0,8}，?"
    f"(?:(?P<joined>合并|统一|统称|合称|整合|[连合并][为成]同?一条)|(?P<renamed>{_ALL_RENAMED})"
    "|(?P<named>(?:拟|现|予以)?(?:分别|依次)(?:命名|定名|取名)为))"
)
# A、B（东起…）更名为N: both bear N then, and the bracket may tell of B alone or of both
_ENDS_OF_LAST = re.compile(f"（[^（）]{{2,60}}），?{_ALL_RENAMED}")


def _told_each(gathering: Gathering, phrase: Phrase) -> str | None:
    """What is done to several roads, each with where it runs in a bracket of its own, of which this is one more."""
    before = gathering.text[phrase.start - 2 : phrase.start]
    if before[:1] != "）" or before[1:] not in "、和与及，":
        return None
    found = _TOLD_EACH.match(gathering.text, phrase.end)
    return found.lastgroup if found else None


def _is_listed_old(gathering: Gathering, phrase: Phrase) -> bool:
    """Whether a name is the last of several that are renamed, the bracket behind it the only one."""
    last = gathering.last
    beside = last is not None and last.kind is Kind.HEAD and gathering.text[last.end : phrase.start] in _LISTS
    return beside and _ENDS_OF_LAST.match(gathering.text, phrase.end) is not None


def is_next_old(gathering: Gathering, draft: Draft, phrase: Phrase) -> bool:
    """原A（东起…），B（东起…）一同更名为N: B is one more of those that are renamed, with ends of its own."""
    text = gathering.text
    alone = draft.name is None and bool(draft.formers) and bool(draft.run) and draft.action is None
    parted = text[phrase.start - 2 : phrase.start - 1] == "）" and text[phrase.start - 1] in "，、和与及"
    return alone and parted and _OWN_ENDS.match(text, phrase.end) is not None


_RUNS_NOW = re.compile(rf"[”’]?(?:的?(?:起止点|起讫点|起止位置|走向))?{CHANGED}")
_RENAMED_NEXT = re.compile(f"[”’]?(?:拟|现|予以|相应|同时)*(?:{RENAMES}|改称)")
# …命名为文乐街。其他如：金山巷、如意巷
_LIKEWISE = re.compile("(?:其[他它]|另|诸|又|再)如：?$")


# 依次命名为A（东起…，西至…）、B（…）
_GOES_ON = re.compile("）(?:、|[、，]?[和及与])$")
_VERB_AHEAD = re.compile(VERB_AHEAD)


def _names_go_on(gathering: Gathering, draft: Draft, phrase: Phrase) -> bool:
    """Whether a name is one more of those that a verb gave, and no verb of its own stands behind it."""
    goes_on = draft.named_by_verb and _GOES_ON.search(gathering.text, max(0, phrase.start - 3), phrase.start)
    return bool(goes_on) and _VERB_AHEAD.match(gathering.text, phrase.end) is None


def _take_next_named(gathering: Gathering, before: Draft, phrase: Phrase) -> None:
    """One more of the names that a verb gave, what is said of the name before it standing in brackets between."""
    draft = gathering.open(phrase)
    draft.name, draft.quoted, draft.roman = gathering.words(phrase.names[0].at), phrase.quoted, None
    draft.action, draft.named_by_verb, draft.proposed = before.action, True, before.proposed
    draft.district, draft.subdistricts = before.district, list(before.subdistricts)
    if before.divided:
        draft.formers, draft.partial, draft.divided = list(before.formers), True, True
    elif before.action is Action.RENAMING:
        gathering.doubt(phrase)  # which of the roads before it bears the name was not read


def roman_of(gathering: Gathering, name: Name) -> Words | None:
    return gathering.words(name.roman) if name.roman else None

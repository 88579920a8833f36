"""Road names in running words: after a verb that gives them, between quotes, or at the head of a clause."""

import re

from gazetteer.act_patterns import MODAL, VERB_AHEAD
from gazetteer.cursors import Cursor
from gazetteer.divisions import read_divisions, skip_within
from gazetteer.extent_patterns import RANGE
from gazetteer.kinds import Name
from gazetteer.name_patterns import ROMAN_BEHIND, ends_as_road
from gazetteer.no_names import is_no_name, is_no_name_there
from gazetteer.patterns import SIDE, WORD, any_of, opening
from gazetteer.wordlike_names import looks_wordlike, short_name_at

# （Renmin Lu） | （汉语拼音：Renmin Lu）
LATIN = re.compile(
    r"（(?P<label>[^（）A-Za-z\u00c0-\u024f\u1e00-\u1eff]{0,12})(?P<roman>[A-Za-z\u00c0-\u024f\u1e00-\u1eff][^（）\u3400-\u9fff，。；]{1,80})）"
)
NAME_RUN = re.compile(rf"{WORD}{{1,40}}")
_NAME_CHARACTERS = re.compile(rf"(?:{WORD}|[·（）]){{2,30}}")
# 甲路、和乙街 | 甲路、和平路: the second name begins with what else would join it
_AND = "和(?![平顺谐睦美兴安泰庆康畅丰盛源润风乐济合瑞祥悦苑园荣])"
_LIST_JOINT = re.compile(rf"[、，](?:{_AND}|及|与|以及)|和|及|与|以及|、|，(?=[“「\"])|(?=“)")
# 同意将 | 其中 | 新开通
_PLACE_LEAD = re.compile(
    any_of(
        opening(
            r"一二三四五六七八九十两\d以与及和这其另延缩调变批",
            rf"[一二三四五六七八九十]是|(?<=[）”])(?:以及|[与及]|{_AND})",
            r"(?:这|其中|另外)?[一二两三四五六七八九十\d]{1,3}条(?:道路)?分别(?:是|为)",
            "(?:延长|延伸|缩短|调整|变更)(?=[^了的长伸线段起止终路街巷])|批准",
        ),
        ".{0,6}叫",
        opening("省市区县州人政", "[省市区县州]?(?:人民)?政府(?:决定|批准|同意)?[将把]"),
        opening(
            "分依是有你均都延调命更增将拟同把市城主中我新决其例再如而即对从在最故一另现道名此本关根按依特遂并应宜因为经",
            "分别(?:是|为)|依次(?:是|为)|是|有|你[镇乡街区县]道?|延长了|调整了|命名了|更名了|增加了|(?:拟|同意|故|现|特|遂|并|再|应|宜|均|因此|为此|经研究)?将|把",
            "(?:[市城]区|主城区|中心城区|我[市区县镇])(?=[^大路街巷道弄东南西北中原])",
            "[同均都分]处(?=[^，。；]{1,8}[区县市镇道])|[同均]属于?(?=[^，。；]{1,8}[区县市镇道])|新开通|新增|调整后的|(?:命名|更名)后(?=[^的，。；：]{2,})|决定将|决定|其中|最[长短宽窄]的?(?:一条)?[为是](?=.{2,})|故称为?(?=.{2,})|例如|再如|如(?![意东])|而|即|对|从|在",
            "命名|另?一条[为是](?=.{2,})|一条|同意|现状?|道路名称：|名称：|此次|本次|关于|根据|按照|依据",
        ),
    )
    + "{1,3}"
)
# 有功路（原…）, 如意巷：, 即墨路： what may stand before a name may also begin one
_MAY_BEGIN = frozenset("有对从在如而即现")
_DID = re.compile(
    r"[^，。；]{0,14}?(?:建议|要求|意见|请求|申请|提议|决定|同意)[将把对](?=.{2})|[^，。；]{0,10}?(?:命名|更名|新增|增加)了|[^，。；]{0,6}?(?:道路|路名|地名|名称|街巷)(?:名称)?有(?=.{2})|有(?=.{2})|(?:延长|调整|命名|更名|新增|增加|改造|新建)了"
)
_AFTER_ROAD = any_of(
    "(?:的)?名称|路名|该段道路|该路段|该道路|该路|此路|道路名称|该街|该巷|道路|路段|全线|起止点|起讫点|指称道路|指称|地名|目前|现状?|拟|则|由此?|的起止点|的命名|的更名|的",
    r"\d{1,4}[个条]",
    r"[均都皆]",
    r"(?:经|综合)*(?:改造|提升|拓宽|整治|扩建|打通|改扩建|重建|修缮)+后",
    r"(?:原址|原有)?(?:道路|街巷|实体)?(?:[现均都已]|已经)*(?:拆除|灭失|消失|不存在|不复存在|无存)(?:多年)?",
    r"(?<=[路街巷弄道坊])(?:[现均都已]|已经)+(?:建成|改建[为成]|成为|变[为成])[^，。；]{0,8}(?:小区|广场|公园|绿地|停车场|用地)",
    r"两[端侧](?:各|均|分别)?(?:延伸|延长)(?:一段)?",
    r"这一(?:名称|路名|地名)",
    r"(?:等?的?名称)?[均都]*[系为是]?(?:未经(?:批准|审批|审核)(?:(?:[擅私]自)?(?:使用|命名|设立))?|不规范)(?:的?(?:名称|路名|地名))?",
    r"(?:[现均都已]|已经)*(?:首尾|前后|互相|相互)(?:相|衔|连)?(?:接|连|通|连接|贯通|衔接)",
    r"(?:全长|长度|线路|路线)?(?:过|较|太|偏)[长短宽窄]",
    r"(?:[现均都已]|已经)+(?:贯通|连通|打通|连接|相连|相接|衔接)",
    r"(?:这)?(?:两条|(?<![沿河江湖岸])[二两三四五六七八九十\d]{1,2}条(?=[道支小街巷干]))(?:道路|支路|小巷|街巷|巷道|街道|干道|路|街|巷)?",
    r"(?<=[路街巷弄道])(?:这|该)?两[路街巷弄]",
    r"等(?:共)?(?:[一二两三四五六七八九十百\d]{1,4}[条个处](?:道路|地名|街巷|小巷|街路|巷道|路|街|巷)?)?",
)
# N该路段为 | N等12条道路 | N指称道路的起止点
_TRAIL = re.compile(
    opening(
        r"的名未不系路街实原该此道全起指地目现拟则由\d均都皆经综改提拓整扩打重修拆灭消不无已两二三四五六七八九十这等为是呈首前互相长线过较太偏",
        rf"{_AFTER_ROAD}+(?:为|是|呈|系|由|从|地名|的)?$|(?:为|是|呈|则|由|拟)$",
    )
)
_TRAIL_LAST = frozenset(
    "前状称名路段街巷弄线点现拟则由此的个条均都皆后除失在存伸长等共处道为是呈系从接连通短宽窄区场园地用准批核立范年"
)


def without_trail(words: str) -> str:
    """The words without what may stand behind a name: N该路段为 → N; empty where they are nothing else."""
    trail = _TRAIL.search(words) if words[-1:] in _TRAIL_LAST else None
    return words[: trail.start()] if trail else words


_AFTER_NAME = re.compile(
    opening(
        r"这均都则也的，以作路地名为（两二三四五六七八九\d东南西北请申建提意问诉事一后",
        rf"(?<=[路街巷弄道]){SIDE}[起至止](?!路|街|巷)",  # 更名为万安街 东起A
        r"这一名称|(?<=[路街巷弄道])(?:均|都|则|也)(?=是|为|系|属)|的名称|，|以|作为|路名|地名|名称|为路名|为名|为宜",
        r"（|为准|[两二三四五六七八九\d]条(?:道路|路段|街道|街巷)",
        # 将甲路更名为乙街的请求 | 一事
        # 将甲路并入乙街后，乙街东起…
        "(?<=[路街巷弄道坊])后$|(?<=[路街巷弄道坊])的?(?:请求|请示|申请|建议|提议|提案|意见|问题|诉求|事[项宜])|(?<=[路街巷弄道坊])一事",
    )
)


_VERB = re.compile(f"(?:{MODAL})?(?:合并|合二为一|统称|合称)|{VERB_AHEAD}|{MODAL}{{0,5}}(?:改称|改叫|易名)(?=“|{WORD})")
_JOINED = re.compile(r"(?<=[路街道巷弄])合并(?:为|成)(?:同)?一条(?:道路|路|街)?$")


# 繁五路（县城段）, not 繁五路（东段）, which is its name
_PART_NAMED = re.compile("(?![东南西北中\\d一二三四五六七八九十]段)[^（）~—]{1,16}段")


def stretch_within(cursor: Cursor, start: int, end: int) -> int | None:
    """Where in a quoted name the bracket opens that tells its stretch: 通源路（甲路至乙路）, 丙路（城区段）; or None"""
    opener = cursor.text.find("（", start + 1, end)
    if opener < 0 or cursor.pairs.get(opener) != end - 1:
        return None
    found = RANGE.match(cursor.text, opener + 1) or _PART_NAMED.match(cursor.text, opener + 1)
    return opener if found is not None and found.end() == end - 1 else None


def name_within(cursor: Cursor, start: int, end: int) -> Name:
    """The name between quotes, its romanisation in brackets taken off."""
    found = LATIN.search(cursor.text, start, end)
    if found and found.end() == end:
        return Name((start, found.start()), found.span("roman"), quoted=True)
    return Name((start, end), quoted=True)


def read_names(cursor: Cursor, at: int, listed: bool) -> tuple[tuple[Name, ...], int]:
    """The names that stand at `at`, one or (分别, or quoted) several, and where they end."""
    names: list[Name] = []
    text = cursor.text
    while True:
        if at < cursor.size and text[at] in '“‘「"《' and (close := cursor.pairs.get(at)) is not None:
            name, end = name_within(cursor, at + 1, close), close + 1
        else:
            run = NAME_RUN.match(text, at)
            if run is None:
                break
            roman = _roman_behind(text, at, run.end())
            stop = run.end() if roman is None else roman.start()
            name = Name((at, _name_end(cursor, at, stop, listed or bool(names))))
            end = name.at[1]
            if roman is not None and end == stop:
                name, end = Name(name.at, roman.span()), roman.end()
            if not ends_as_road(text[slice(*name.at)]) and names:
                break
        if name.roman is None and (latin := LATIN.match(text, end)):
            name, end = Name(name.at, latin.span("roman"), name.quoted), latin.end()
        names.append(name)
        at = end
        joint = _LIST_JOINT.match(text, at)
        after = joint.end() if joint else at
        if (
            joint is None
            or (joint[0] == "，" and not listed and not _ends_list(cursor, after))
            or after >= cursor.size
            or not (
                text[after] in '“‘「"'
                or listed
                or (joint[0] != "，" and len(names) > 1)
                or (joint[0] == "、" and name_follows(cursor, after))
            )
        ):
            break
        at = after
    return tuple(names), at


def _roman_behind(text: str, start: int, stop: int) -> re.Match[str] | None:
    """The romanisation that stands in the run of words at `start:stop`, or begins there, right behind a road's name."""
    found = ROMAN_BEHIND.search(text, start + 1, min(len(text), stop + 80))
    return found if found is not None and found.start() <= stop and ends_as_road(text[start : found.start()]) else None


def _ends_list(cursor: Cursor, at: int) -> bool:
    """Whether the name quoted at `at` is one more of a list, and nothing is said of it alone."""
    close = cursor.pairs.get(at)
    return close is None or _MORE.match(cursor.text, close + 1) is not None


_MORE = re.compile("[，、。；（和及与等]|[二两三四五六七八九\\d]{1,2}条|$")


def name_follows(cursor: Cursor, at: int) -> bool:
    """Whether a whole road name and then another mark stands at `at`."""
    run = NAME_RUN.match(cursor.text, at)
    return (
        run is not None
        and ends_as_road(run[0])
        and not is_no_name(run[0])
        and cursor.text[run.end() : run.end() + 1] in ("、", "。", "；", "，", "（", "")
    )


def _name_end(cursor: Cursor, start: int, end: int, listed: bool) -> int:
    """Where an unquoted name ends: at 和 or 及 in a list, else with its run of words."""
    if listed:
        for found in re.finditer(r"[和及与]", cursor.text[start + 1 : end]):
            if ends_as_road(cursor.text[start : start + 1 + found.start()]):
                return start + 1 + found.start()
    if ahead := _VERB.search(cursor.text, start + 2, end):
        end = ahead.start()
    tail = _AFTER_NAME.search(cursor.text, start, end)
    return tail.start() if tail and tail.start() - start > 1 else end


def skip_lead(cursor: Cursor, start: int, end: int) -> int:
    """Where the words begin after 将, 其中, 新开通 and the like."""
    found = _PLACE_LEAD.match(cursor.text, start, end)
    return found.end() if found and found.end() < end else start


def _is_last_of_list(cursor: Cursor, at: int, end: int) -> bool:
    """Whether names told apart by 、 stand before `at` and none behind `end`: 和 is no part of the last one."""
    text = cursor.text
    before = re.split("[。；]", text[max(0, at - 600) : at])[-1]
    after = cursor.pairs.get(end, end - 1) + 1
    return "）、" in before and text[after : after + 1] in ("。", "；", "等", "")


_ONCE = re.compile("[\u3400-\u9fff]{0,6}[市城县镇辖]区原")


def find_name(cursor: Cursor, start: int, end: int) -> Name | None:
    """The road name that the words from `start` to `end` are, or end with, else None."""
    text = cursor.text
    stop = start + (len(without_trail(text[start:end])) or end - start)
    if not ends_as_road(text[start:stop]):
        stop = end
        if not ends_as_road(text[start:stop]):
            return None
    first = start
    lead = _PLACE_LEAD.match(text, start, stop)
    own = lead and start == 0 and lead[0] in _MAY_BEGIN and text[end : end + 1] in ("（", "：", "，", "—")
    own = own or (lead and lead[0] in _MAY_BEGIN and text[start - 1 : start] == "、" and stop - start < 5)  # 、如意巷
    if (
        lead is None
        and text[start] == "和"
        and text[start - 1 : start] == "）"
        and _is_last_of_list(cursor, start, end)
    ):
        first = start + 1  # A（…）、B（…）和美安三街（…）
    if lead is None and text[start] == "由" and stop - start > 3 and text.startswith(("更名为", "改名为"), stop):
        first = start + 1  # 由平江路更名为N, not 由义巷更名为N
    if lead and not own and ends_as_road(text[lead.end() : stop]) and stop - lead.end() >= 2:
        first = lead.end()
        before = text[first - 2 : first - 1] if first - 1 > start else ""
        if short_name_at(text, first - 1) == stop or (
            before in ("将", "把", "对") and text[first - 1] in "从在如而对" and looks_wordlike(text, first - 1, stop)
        ):
            first -= 1  # 将军路, 对将军路, 将从善路
    if text.find("区原", first, stop) > 0 and (now := _ONCE.match(text, first, stop)) and stop - now.end() >= 3:
        first = now.end()  # 市区原共济一街
    divisions = read_divisions(text, first, stop)
    if divisions and stop - divisions.end >= 2:
        rest = divisions.end
        if text[rest] == "的":
            rest += 1
        else:
            rest = skip_within(text, rest, stop)
            rest = rest if stop - rest >= 2 else divisions.end
        of = text.rfind("的", rest, stop - 1)
        rest = of + 1 if of > 0 else rest
        if (
            stop - rest >= (2 if text[rest - 1] == "的" else 3)
            and ends_as_road(text[rest:stop])
            and text[rest:stop] not in ("道路", "路段", "大街", "大道")
        ):
            first = rest
    else:
        of = text.rfind("的", first, stop - 1)
        if of > 0 and stop - of > 2:
            first = of + 1
    told = text[first:stop]
    if (
        not own
        and any(char in told for char in "了有将把对")
        and short_name_at(text, first) != stop
        and (did := _DID.match(text, first, stop))
        and stop - did.end() >= 2
    ):
        first = did.end()
    if text.find("合并", first + 1, stop) > 0 and (joined := _JOINED.search(text, first + 1, stop)):
        stop = joined.start()  # 水门街合并为一条道路
    words = text[first:stop]
    if not 2 <= len(words) <= 24 or is_no_name_there(text, first, stop) or not _NAME_CHARACTERS.fullmatch(words):
        return None
    return Name((first, stop))


def is_whole_name(cursor: Cursor, start: int, end: int) -> bool:
    """Whether the words before a colon are a name and nothing else: 取水路：, 原平路： (not 原高新大路：)."""
    name = find_name(cursor, start, end)
    return name is not None and name.at == (start, end) and not (cursor.text[start] == "原" and end - start > 4)

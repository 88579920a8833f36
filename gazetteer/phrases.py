"""A paragraph cut into `Phrase`s: each end, measure, place, verb or name in it, and what none of them explains.

The text is normalised and without blanks. Everything runs from left to right: at each place where something may begin
the named patterns are tried, an end's words reach to the next mark or phrase, and no character is left out: what is
neither a phrase nor a known filler is a `Kind.REST`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from gazetteer import patterns as p
from gazetteer.divisions import read_divisions, skip_within


class Kind(StrEnum):
    """What a phrase says."""

    FROM = "from"
    TO = "to"
    RANGE = "range"
    LENGTH = "length"
    WIDTH = "width"
    COURSE = "course"
    PLACE = "place"
    BESIDE = "beside"
    VIA = "via"
    ROUTE = "route"
    ORIGINAL = "original"
    KEPT = "kept"
    NAMED = "named"
    RENAMED = "renamed"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    STRETCHED = "stretched"
    FORMER = "former"
    ALIAS = "alias"
    ROMAN = "roman"
    REASON = "reason"
    SHARED = "shared"
    BUCKET = "bucket"
    ENDS = "ends"
    HEAD = "head"
    MERGED = "merged"
    EXTENSION = "extension"
    REMARK = "remark"
    FILLER = "filler"
    STOP = "stop"
    REST = "rest"


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `at`, and its romanisation where it stands beside it."""

    at: Place
    roman: Place | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Characters `start` up to `end` of the paragraph, and the values within them."""

    kind: Kind
    start: int
    end: int
    value: Place | None = None
    other: Place | None = None
    side: str | None = None
    word: str = ""
    unit: str | None = None
    about: bool = False
    names: tuple[Name, ...] = ()
    quoted: bool = False
    weak: bool = False  # read although a word was missing: to be told


def _either(first: str = "", **patterns: str) -> re.Pattern[str]:
    """One pattern of many; `lastgroup` of a match tells which. `first` are the characters one may begin with."""
    ahead = f"(?=[{first}])" if first else ""
    return re.compile(f"{ahead}(?:{'|'.join(f'(?P<is_{name}>{pattern})' for name, pattern in patterns.items())})")


_STRONG = _either(
    resized=p.RESIZED,
    flow=p.FLOW,
    shared=p.SHARED,
    kept=p.KEPT_END,
    moved=p.MOVED_END,
    original=p.ORIGINAL_END,
    built_part=p.BUILT,
    bucket=p.BUCKET,
    changed=p.CHANGED,
    ends_noun=p.ENDS_NOUN,
    alias=p.ALIAS,
    renamed=p.RENAMED,
    named=p.NAMED,
    keep_name=p.KEEP_NAME,
    from_side=p.FROM_SIDE,
    course=p.COURSE,
    route=p.ROUTE,
    to_side=p.TO_SIDE,
    soft_side=p.TO_SIDE_SOFT,
    from_plain=p.FROM_PLAIN,
    to_plain=p.TO_PLAIN,
    part_width=p.PART_WIDTH,
    length=p.LENGTH,
    width=p.WIDTH,
    thick=p.BARE_WIDTH,
    bare=p.BARE_LENGTH,
    place=p.PLACE,
    via=p.VIA,
    former=p.FORMER,
    stretched=p.STRETCHED,
    cancelled=p.CANCELLED,
    merged=p.MERGED,
    parted=p.PARTED,
    reason=p.REASON,
    roman=p.ROMANISED,
    from_word=p.FROM_WORD,
)
# what may begin in the middle of a run of words
_INNER = _either(
    # without this every pattern would be tried at every character of a name
    "变调更延修现整新拟已将予正暂统分依顺均则也其可仍应同并故建申恢命定取起冠得名标称改合规东南西北止终的道区范走原长全总里程路线该红幅均宽设平坐座地处所位途贯横经即为系呈是因注销撤废A-Za-z\u00c0-\u024f",
    bucket=p.BUCKET,
    changed=p.CHANGED,
    moved=p.MOVED_END,
    renamed=p.RENAMED,
    named=p.NAMED,
    from_side=p.FROM_SIDE,
    to_side=p.TO_SIDE,
    plain=r"起点(?:为|是|位于)|止点(?:为|是|位于)|终点(?:为|是|位于)|起于|止于|起自",
    ends_noun=p.ENDS_NOUN,
    length=p.LENGTH,
    width=p.WIDTH,
    place=p.PLACE,
    course=r"(?:为|呈|系|是)(?:大致)?(?:东西转南北|东西|南北|东北西南|西北东南)(?:走向|方向|向)",
    via=r"途经|途径|贯穿|横穿|路经",
    roman=rf"(?<={p.GENERIC_LAST}){p.ROMAN}",
    former=r"(?:即|为|系)原(?!有|来|状|址)",
    reason=r"因(?:其)?(?:靠近|位于|位置|与|寓意|沿|处|紧邻|临近|地处|方位|历史)",
    cancelled=r"(?:地名|道路|名称|予以)*(?:注销|销名|撤销|废止|废除)",
)
_SOFT_INNER = frozenset(("is_from_side", "is_to_side"))
_PUNCTUATION = re.compile(r"[，。；：、（）“”‘’「」『』《》\"\n！？]|——+|…+|$")
_STOPS = frozenset("。；！？\n")
_AHEAD = (
    rf"(?:{p.SIDE}(?:侧|端|面|边)?(?:均|皆)?(?:起|至|止|始|迄|延伸至|延长至)|原?(?:起点|止点|终点|讫点)|起于|止于|全长|总长|长度|长(?:为|约)?[\d一二三四五六七八九]|路?宽|红线|均宽|位于|地处"
    rf"|途经|途径|(?:复|再|又)(?:折|转|向)|(?:东西|南北)走向)"
)
# where an end's words stop
_VALUE_STOP = re.compile(
    rf"(?=[，。；！？\n：、的拟予正分统恢现命更改定取道全总长路红均宽调变修向往再复又折转拐原起止终（“‘「『《【〔\[）”’」』》】〕\]])(?:[，。；！？\n]|：(?!“)|、(?=至|止|{_AHEAD})|的(?=(?:这|该)?(?:[一二两三四五六七八九十\d]{{1,2}}条)?(?:新建|规划|城市|现状|无名)?(?:道路|路段|街路|街道|街巷|巷道|通道|小巷|公路|路|街|巷|段)(?:拟|分别|依次|予以|正式|恢复|统一|暂|现|同意|均)*(?:命名|更名|改名|定名|取名|恢复|统称|冠名|名为|称为|改称|，|。|$))"
    rf"|(?<=[区县市镇道村乡路街巷弄段口桥河处侧])的(?=“[^“”]{{1,16}}[路街巷弄道坊]”)|(?:拟|予以|正式|分别|统一|恢复|现)*(?:命名|更名|改名|定名|取名|统称|改称)(?:为|：)|(?:道路)?(?:全长|总长|长度|长)(?:约|为)?\d|(?:路|红线|均|道)?宽(?:度)?(?:约|为)?\d"
    rf"|(?:调整|变更|修改|更改)(?:为|成)|{p.BEND_AHEAD}|(?:原)?(?:起点|止点|终点)(?:保持)?不变|(?P<opener>[（“‘「『《【〔\[])|(?P<closer>[）”’」』》】〕\]]))"
)
_WEAK_TO = re.compile(rf"(?:{p.SIDE}(?:侧|端|面)?(?:止于|至于|止|至|迄)|(?:起)(?={p.SIDE}(?:至|止)))")
_PLAIN_TO = re.compile(
    rf"(?<=[{p.PLACE_END}\d])(?:起?，?(?=(?:延伸|延长)?(?:至|止|到)(?![善德诚远公]))"
    rf"|(?=沿[^，。；至到止]{{1,16}}(?:延伸)?[至到止]))"
)
_VOWELS = frozenset("aeiouüAEIOUÜāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
_OPPOSITE = {"东": "西", "西": "东", "南": "北", "北": "南"}
# 西起A接B: no other end is said
_JOINS = re.compile(r"(?<=[路街道巷弄])接(?=[^，。；]{2,20}$|[^，。；]{2,20}[，。；])")
_RANGE = re.compile(
    r"(?P<a>(?:[^，。；（）~“”]|（[^（）]{1,20}）){1,40}?)(?P<dash>~|—(?!—)|–|-|－|至)(?P<b>(?:[^，。；（）~“”]|（[^（）]{1,20}）){1,40}?)(?P<stop>(?:(?<=[路街道巷])路?段|(?<![东西南北中一二三四五六七八九十])段|之间)?(?=[）”，。；、]|$))"
)
_LATIN = re.compile(
    r"（(?P<label>[^（）A-Za-z]{0,12})(?P<roman>[A-Za-z\u00c0-\u024f\u1e00-\u1eff][^（）\u3400-\u9fff，。；]{1,80})）"
)
_NAME_RUN = re.compile(rf"{p.WORD}{{1,40}}")
_NAME_CHARACTERS = re.compile(rf"(?:{p.WORD}|[·（）]){{2,30}}")
_LIST_JOINT = re.compile(r"[、，]?(?:和|及|与|以及)|、|，(?=[“「\"])")
_PLACE_LEAD = re.compile(
    r"(?:有|延长了|调整了|命名了|更名了|增加了|将|拟将|同意将|把|新开通|新增|调整后的|其中|例如|再如|如|而|即|对|从|在|最长的是|最短的是|命名|一条|同意|现|道路名称：|名称：|此次|本次|关于){1,3}"
)
_DID = re.compile(r"有(?=.{2})|(?:延长|调整|命名|更名|新增|增加|改造|新建)了")
_TRAIL = re.compile(
    r"(?:该段道路|该路段|该道路|该路|此路|道路名称|该街|该巷|道路|路段|全线|起止点|起讫点|指称道路|指称|地名|现|拟|则|由|的起止点|的|等(?:共)?(?:[一二两三四五六七八九十百\d]{1,4}条(?:道路)?)?)+(?:为|是|呈|系|由|从|地名|的)?$|(?:为|是|呈|则|由|拟)$"
)
_ROAD = re.compile(p.ROAD)
_NOT_NAME = re.compile(
    r"(?:该|此|本|这|各)(?:条|段)?(?:道路|路段|路|街|巷|大道)|道路|路段|街道|街路|街巷|新建道路|规划道路|全线|(?:共|有|计|其中)*[一二两三四五六七八九十\d]{1,3}条.{0,3}"
    r"|.{0,4}(?:新建|部分|命名|更名|以上|以下|上述|下列|市政|城市|其中|主要|其他|其余|所有|全市|全区|相关|有关)(?:的)?(?:道路|路|街|巷|街道|路段|街路|支路)"
    r"|(?:沥青|水泥|混凝土|砂石|石板|柏油)(?:道路|路面|路)|.+(?:延伸|延长|调整|变更|改造).+|.{2,}[由自从].{2,}至.+|.*(?:命名|更名|调整起)的?(?:道路|路|街|巷)|(?:城市|规划|市政)?(?:主干道|次干道|支路|干道|主干路|次干路)|.*(?:公里|车道|人行道|知道|报道|渠道|街道)"
)
_HEAD_END = "：。—（"


def read_pairs(text: str) -> dict[int, int]:
    """Where each opening bracket or quote (up to 160 characters long) closes."""
    pairs: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    straight = -1
    for found in _BRACKETS.finditer(text):
        char, at = found[0], found.start()
        if char == '"':
            if straight >= 0 and at - straight <= 160:
                pairs[straight], straight = at, -1
            else:
                straight = at
        elif (which := p.OPEN.find(char)) >= 0:
            waiting.setdefault(p.CLOSE[which], []).append(at)
        elif stack := waiting.get(char):
            if at - stack[-1] <= 160:
                pairs[stack[-1]] = at
            stack.pop()
    return pairs


_BRACKETS = re.compile(r'[（“‘「『《【〔\[）”’」』》】〕\]"]')


class _Reader:
    """One paragraph being read; `at` is the place reached."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.size = len(text)
        self.at = start
        self.pairs = read_pairs(text)
        self.stretch = False  # 现启用A至B路段: 段 is no part of the end
        self.started = False  # a start or a bend was read in this sentence: a bare 至 may follow

    def phrases(self) -> Iterator[Phrase]:
        while self.at < self.size:
            yield from self.step()

    def step(self) -> Iterator[Phrase]:
        text, at = self.text, self.at
        char = text[at]
        if char in _STOPS:
            self.at = at + 1
            self.started = self.stretch = False
            yield Phrase(Kind.STOP, at, at + 1)
            return
        if char in "，：、（）”’」』》—…，.·" or char == "\n":
            if char == "（" and (range_ := self.bracketed(at)):
                yield range_
                return
            self.at = at + 1
            return
        if char in '“‘「『"《【〔[':
            yield from self.quoted(at)
            return
        if (range_ := self.range_at(at)) is not None:
            yield range_
            return
        if (at == 0 or text[at - 1] in "。；：\n") and (found := _ITEM.match(text, at)):
            self.at = found.end()
            yield Phrase(Kind.FILLER, at, found.end())
            return
        if at == 0 or text[at - 1] in "。；\n":
            if (found := _HEADED.match(text, at)) and self.is_whole_name(at, found.end()):
                self.at = found.end()
                yield Phrase(Kind.HEAD, at, found.end(), names=(Name((at, found.end())),))
                return
            if found := _BETWEEN.match(text, at):
                self.at = found.end()
                self.started = True
                yield Phrase(Kind.RANGE, at, found.end(), value=found.span("a"), other=found.span("b"))
                return
        if char in "将同拟现特决并" and (found := _OPENING.match(text, at)):
            self.at = found.end()
            yield Phrase(Kind.FILLER, at, found.end(), word=found[0])
            return
        if (phrase := self.strong(at)) is not None:
            self.at = phrase.end
            yield phrase
            return
        yield from self.residue(at)

    def is_whole_name(self, start: int, end: int) -> bool:
        """Whether the words before a colon are a name and nothing else: 取水路：, 原平路： (not 原高新大路：)."""
        name = self.head(start, end)
        return name is not None and name.at == (start, end) and not (self.text[start] == "原" and end - start > 4)

    # ── brackets and quotes ────────────────────────────────────────────────────────────────────────────────────────
    def bracketed(self, at: int) -> Phrase | None:
        """A bracket that is one phrase as a whole: （Renmin Lu） or （延长线）."""
        close = self.pairs.get(at)
        if close is None:
            return None
        if (found := _LATIN.match(self.text, at)) and found.end() == close + 1:
            self.at = close + 1
            return Phrase(Kind.ROMAN, at, close + 1, value=found.span("roman"))
        if p.EXTENSION.fullmatch(self.text, at + 1, close):
            self.at = close + 1
            return Phrase(Kind.EXTENSION, at, close + 1)
        return None

    def quoted(self, at: int) -> Iterator[Phrase]:
        close = self.pairs.get(at)
        self.at = at + 1
        if close is None:
            return
        if self.text[at] in "《【〔[":
            self.at = close + 1
            yield Phrase(Kind.FILLER, at, close + 1)
            return
        if self.range_at(at + 1) or ((found := _STRONG.match(self.text, at + 1)) and found.lastgroup in _EXTENT_GROUPS):
            return
        if close - at > 42 or close == at + 1:
            return
        self.at = close + 1
        yield Phrase(Kind.HEAD, at, close + 1, names=(self.name_within(at + 1, close),), quoted=True)

    def name_within(self, start: int, end: int) -> Name:
        """The name between quotes, its romanisation in brackets taken off."""
        found = _LATIN.search(self.text, start, end)
        if found and found.end() == end:
            return Name((start, found.start()), found.span("roman"), quoted=True)
        return Name((start, end), quoted=True)

    # ── A~B ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def range_at(self, at: int) -> Phrase | None:
        """江南大道~南站 within a bracket or after 起止点, else None."""
        before = self.text[at - 1] if at else ""
        if not (before and before in "（，：；、“为由是"):
            return None
        found = _RANGE.match(self.text, at)
        if found is None:
            return None
        a, b, dash = found["a"], found["b"], found["dash"]
        open_range = before == "，" and dash in "~—–" and b[-1] in p.PLACE_END and len(a) > 2
        inside = self.inside_bracket(at) or self.ends_noun_before or open_range
        if not inside or len(a) < 2 or len(b) < 1 or (a[0].isascii() and not _ROAD.search(a)) or b[0] in "—-":
            return None
        if dash == "至" and (
            (a[-1] not in p.PLACE_END and not self.ends_noun_before)
            or len(a) < 2
            or _STRONG.match(self.text, at) is not None
        ):
            return None
        strong = _STRONG.match(self.text, at)
        if strong is not None and (
            dash != "~" or strong.lastgroup in _MEASURE_GROUPS or strong.lastgroup in _EXTENT_GROUPS
        ):
            return None
        b_end = found.end("b")
        self.at = found.end()
        return Phrase(Kind.RANGE, at, found.end(), value=found.span("a"), other=(found.start("b"), b_end))

    def inside_bracket(self, at: int) -> bool:
        opener = self.text.rfind("（", max(0, at - 60), at)
        if opener >= 0 and self.pairs.get(opener, -1) >= at:
            return True
        opener = self.text.rfind("“", max(0, at - 60), at)
        return opener >= 0 and opener == at - 1

    @property
    def ends_noun_before(self) -> bool:
        return (
            re.search(
                r"(?:起止点|起讫点|起止位置|范围|起止)(?:分别)?(?:为|由|是|从|：)$",
                self.text[max(0, self.at - 12) : self.at],
            )
            is not None
        )

    # ── phrases with a keyword ─────────────────────────────────────────────────────────────────────────────────────
    def strong(self, at: int) -> Phrase | None:
        found = _STRONG.match(self.text, at)
        if found is None:
            return None
        read: Callable[[re.Match[str]], Phrase | None] = getattr(self, f"_{str(found.lastgroup)[3:]}")
        return read(found)

    def value(self, start: int, weak: bool = False, plain: bool = False, side: str | None = None) -> tuple[int, int]:
        """The end of the words that begin at `start`: at a mark, the next phrase or a closing bracket."""
        text, position = self.text, start
        while True:
            found = _VALUE_STOP.search(text, position)
            if found is None:
                end = self.size
                break
            if found["opener"] and (close := self.pairs.get(found.start())) is not None:
                position = close + 1
                continue
            if found["opener"]:
                position = found.end()
                continue
            if found.start() == start and not found["closer"] and found[0] not in "，。；\n":
                position = found.start() + 1  # a phrase cannot begin where the value does
                continue
            end = found.start()
            break
        if plain and (to := _PLAIN_TO.search(text, start + 1, min(end + 2, self.size))) and to.start() <= end:
            return start, to.start()
        if weak and not self.to_ahead(end):
            if (join := _JOINS.search(text, start + 1, end)) and self.depth_free(start, join.start()):
                return start, join.start()
            for to in _WEAK_TO.finditer(text, start + 1, end):
                if self.depth_free(start, to.start()) and (
                    text[to.start() - 1] in p.PLACE_END or (side and to[0][-2:][0] == _OPPOSITE.get(side))
                ):
                    return start, to.start()
        return start, end

    def depth_free(self, start: int, at: int) -> bool:
        opener = self.text.rfind("（", start, at)
        return opener < 0 or self.pairs.get(opener, 0) < at

    def to_ahead(self, end: int) -> bool:
        """Whether the other end follows properly, after a mark."""
        found = _TO_AHEAD.match(self.text, end)
        return found is not None

    def _from_side(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end(), weak=True, side=found["from_side"])
        if end <= start:
            return None
        self.started = True
        return Phrase(Kind.FROM, found.start(), end, value=(start, end), side=found["from_side"])

    def _to_side(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end(), weak=True)
        if end <= start:
            return None
        self.started = True
        return self.to_phrase(found.start(), start, end, found["to_side"], found[0])

    def to_phrase(self, begin: int, start: int, end: int, side: str | None, verb: str) -> Phrase | None:
        text, stop = self.text, end
        if verb[-1] in "至到于" and end - start > 2 and text[end - 1] == "止":
            stop -= 1
        elif text.endswith("为止", start, end):
            stop -= 2
        if self.stretch and stop - start > 3 and _ROAD_STRETCH.search(text, start, stop):
            stop = _ROAD_STRETCH.search(text, start, stop).start("stretch")  # type: ignore[union-attr]
        if stop <= start:
            return None
        return Phrase(Kind.TO, begin, end, value=(start, stop), side=side)

    def _soft_side(self, found: re.Match[str]) -> Phrase | None:
        if not self.started:
            return None
        start, end = self.value(found.end())
        return self.to_phrase(found.start(), start, end, found["soft_side"], found[0]) if end > start else None

    def _from_plain(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end(), weak=True, plain=True)
        if end <= start:
            return None
        self.started = True
        return Phrase(Kind.FROM, found.start(), end, value=(start, end))

    def _to_plain(self, found: re.Match[str]) -> Phrase | None:
        if found["to_plain"][0] in "至止迄接" and len(found["to_plain"].rstrip("：")) == 1 and not self.started:
            return None
        start, end = self.value(found.end())
        return self.to_phrase(found.start(), start, end, None, found[0]) if end > start else None

    def _from_word(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end(), plain=True)
        if end - start < 2 or end - start > 40 or _AFTER_FROM_WORD.match(self.text, end) is None:
            return None
        self.started = True
        skip = end + 1 if self.text.startswith("起", end) else end
        return Phrase(Kind.FROM, found.start(), skip, value=(start, end))

    def _route(self, found: re.Match[str]) -> Phrase | None:
        self.started = True
        if not found["route_to"]:
            return Phrase(Kind.ROUTE, found.start(), found.end(), value=found.span("route"))
        start, end = self.value(found.end())
        last = p.LAST_SIDE.search(found["route"])
        to = self.to_phrase(found.start(), start, end, last[1] if last else None, found[0]) if end > start else None
        if to is None:
            return Phrase(Kind.ROUTE, found.start(), found.end(), value=found.span("route"))
        return Phrase(Kind.TO, found.start(), end, value=to.value, side=to.side, other=found.span("route"))

    def _shared(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.SHARED, found.start(), found.end())

    def _kept(self, found: re.Match[str]) -> Phrase:
        which = found["kept_which"]
        return Phrase(
            Kind.KEPT, *found.span(), word="start" if which == "起点" else "other" if which[-1] == "端" else "end"
        )

    def _moved(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end())
        if end <= start:
            return None
        self.started = True
        word = "start" if found["moved_which"] == "起点" else "end"
        if found["moved_from"] is None:
            kind = Kind.FROM if word == "start" else Kind.TO
            return Phrase(kind, found.start(), end, value=(start, end), side=found["moved_side"], word="moved")
        moved_from = found.span("moved_from")
        return Phrase(
            Kind.ORIGINAL, found.start(), end, value=moved_from, other=(start, end), side=found["moved_side"], word=word
        )

    def _original(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end(), plain=True)
        if end <= start:
            return None
        self.started = True
        return Phrase(
            Kind.ORIGINAL,
            found.start(),
            end,
            value=(start, end),
            word="start" if found["original_which"] == "起点" else "end",
        )

    def _bucket(self, found: re.Match[str]) -> Phrase:
        for word in ("before", "after", "plan", "now", "extra"):
            if found[word]:
                self.stretch = word == "now"
                return Phrase(Kind.BUCKET, *found.span(), word=word)
        raise AssertionError

    def _changed(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.CHANGED, *found.span(), word=found[0])

    def _ends_noun(self, found: re.Match[str]) -> Phrase:
        self.started = True
        return Phrase(Kind.ENDS, *found.span())

    def _alias(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end())
        return Phrase(Kind.ALIAS, found.start(), end, value=(start, end)) if end > start else None

    def _former(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end())
        if (listed := self.text.find("、", start, end)) > start:
            end = listed
        if end - start < 2 or end - start > 60:
            return None
        renamed = _RENAME_AHEAD.search(self.text, start, end)
        if renamed:
            end = renamed.start()
        if end - start < 2:
            return None
        close = self.pairs.get(start)
        if close is not None and close < end:
            return Phrase(Kind.FORMER, found.start(), close + 1, value=(start + 1, close), quoted=True)
        bracket = self.text.find("（", start, end)
        if bracket > start:
            end = bracket
        return Phrase(Kind.FORMER, found.start(), end, value=(start, end))

    def _named(self, found: re.Match[str]) -> Phrase | None:
        listed = any(word in found["named_modal"] for word in ("分别", "依次", "顺次"))
        names, end = self.names(found.end(), listed)
        if not names:
            return None
        return Phrase(
            Kind.NAMED, found.start(), end, names=names, word=found["named_modal"] + found["named_verb"], quoted=listed
        )

    def _renamed(self, found: re.Match[str]) -> Phrase | None:
        listed = any(word in found["renamed_modal"] for word in ("分别", "依次", "顺次"))
        names, end = self.names(found.end(), listed)
        if not names:
            return None
        if found["renamed_verb"].startswith(("变更", "调整", "改为", "更改", "并入", "合并")) and not p.ROAD_END.search(
            self.text[slice(*names[0].at)]
        ):
            return None
        return Phrase(
            Kind.RENAMED,
            found.start(),
            end,
            names=names,
            word=found["renamed_modal"] + found["renamed_verb"],
            quoted=listed,
        )

    def _keep_name(self, found: re.Match[str]) -> Phrase | None:
        names, end = self.names(found.end(), False)
        return Phrase(Kind.NAMED, found.start(), end, names=names, word=found["keep_name"]) if names else None

    def names(self, at: int, listed: bool) -> tuple[tuple[Name, ...], int]:
        """The names that stand at `at`, one or (分别, or quoted) several, and where they end."""
        names: list[Name] = []
        text = self.text
        while True:
            if at < self.size and text[at] in '“‘「"《' and (close := self.pairs.get(at)) is not None:
                name, end = self.name_within(at + 1, close), close + 1
            else:
                run = _NAME_RUN.match(text, at)
                if run is None:
                    break
                name, end = Name((at, self.name_end(at, run.end(), listed))), run.end()
                end = name.at[1]
                if not p.ROAD_END.search(text[slice(*name.at)]) and names:
                    break
            if name.roman is None and (latin := _LATIN.match(text, end)):
                name, end = Name(name.at, latin.span("roman"), name.quoted), latin.end()
            names.append(name)
            at = end
            joint = _LIST_JOINT.match(text, at)
            after = joint.end() if joint else at
            if (
                joint is None
                or after >= self.size
                or not (text[after] in '“‘「"' or listed or (joint[0] == "、" and self.name_ahead(after)))
            ):
                break
            at = after
        return tuple(names), at

    def name_ahead(self, at: int) -> bool:
        """Whether a whole road name and then another mark stands at `at`."""
        run = _NAME_RUN.match(self.text, at)
        return (
            run is not None
            and p.ROAD_END.search(run[0]) is not None
            and self.text[run.end() : run.end() + 1] in ("、", "。", "；", "，", "（", "")
        )

    def name_end(self, start: int, end: int, listed: bool) -> int:
        """Where an unquoted name ends: at 和 or 及 in a list, else with its run of words."""
        if listed:
            for found in re.finditer(r"[和及与]", self.text[start + 1 : end]):
                if p.ROAD_END.search(self.text[start : start + 1 + found.start()]):
                    return start + 1 + found.start()
        tail = _AFTER_NAME.search(self.text, start, end)
        return tail.start() if tail and tail.start() - start > 1 else end

    def _cancelled(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.CANCELLED, *found.span(), word=found[0])

    def _stretched(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.STRETCHED, *found.span())

    def _merged(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.MERGED, *found.span())

    def _resized(self, found: re.Match[str]) -> Phrase:
        kind = (
            Kind.LENGTH if found["resized_what"][-1] in "长度程" and "宽" not in found["resized_what"] else Kind.WIDTH
        )
        return Phrase(
            kind,
            *found.span(),
            value=found.span("resized_to"),
            other=found.span("resized_from"),
            unit=found["resized_unit"],
        )

    def _built_part(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.REMARK, *found.span())

    def _parted(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.REMARK, *found.span())

    def _flow(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.REMARK, *found.span())

    def _part_width(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.REMARK, *found.span())

    def _length(self, found: re.Match[str]) -> Phrase:
        about = bool((found["length_about"] and found["length_about"] != "达") or found["length_more"])
        return Phrase(Kind.LENGTH, *found.span(), value=found.span("length"), unit=found["length_unit"], about=about)

    def _width(self, found: re.Match[str]) -> Phrase:
        about = bool((found["width_about"] and found["width_about"] != "达") or found["width_more"])
        return Phrase(Kind.WIDTH, *found.span(), value=found.span("width"), unit=found["width_unit"], about=about)

    def _bare(self, found: re.Match[str]) -> Phrase | None:
        if not (found["bare_about"] or found["bare_long"]):
            return None  # a number of metres and not a word what they measure
        about = found["bare_about"] in ("约", "近") or bool(found["bare_more"])
        return Phrase(Kind.LENGTH, *found.span(), value=found.span("bare"), unit=found["bare_unit"], about=about)

    def _thick(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.WIDTH, *found.span(), value=found.span("thick"), unit=found["thick_unit"])

    def _course(self, found: re.Match[str]) -> Phrase:
        return Phrase(Kind.COURSE, *found.span(), value=found.span("course"))

    def _place(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end())
        opener = self.text.find("（", start, end)
        if (
            opener > start
            and (range_ := _RANGE.match(self.text, opener + 1))
            and self.pairs.get(opener) == range_.end()
        ):
            end = opener
        if end <= start:
            return None
        return Phrase(Kind.PLACE, found.start(), end, value=(start, end))

    def _via(self, found: re.Match[str]) -> Phrase | None:
        start, end = self.value(found.end())
        return Phrase(Kind.VIA, found.start(), end, value=(start, end), word=found["via"]) if end > start else None

    def _reason(self, found: re.Match[str]) -> Phrase | None:
        end = _REASON_STOP.search(self.text, found.end())
        stop = end.start() if end else self.size
        if stop - found.start() < 2:
            return None
        return Phrase(Kind.REASON, found.start(), stop, value=(found.start(), stop))

    def _roman(self, found: re.Match[str]) -> Phrase | None:
        if found["roman"] is None:
            return None
        if not found["roman_label"] and not self.roman_here(found):
            return None
        return Phrase(Kind.ROMAN, *found.span(), value=found.span("roman"))

    def roman_here(self, found: re.Match[str]) -> bool:
        letters = [char for char in found["roman"] if char.isalpha()]
        return len(letters) >= 3 and len(letters) * 2 > len(found["roman"]) and any(char in _VOWELS for char in letters)

    # ── what has no keyword of its own ─────────────────────────────────────────────────────────────────────────────
    def residue(self, at: int) -> Iterator[Phrase]:
        """The words from `at` to the next mark or the next phrase within them."""
        text = self.text
        end = _PUNCTUATION.search(text, at).start()  # type: ignore[union-attr]
        end = max(end, at + 1)
        after = None
        for found in _INNER.finditer(text, at, min(end + 30, self.size)):
            if found.start() >= end:
                break
            if found.start() == at:
                continue
            if found.lastgroup in _SOFT_INNER and not self.leads_to_end(at, found.start()):
                continue
            here = self.at
            self.at = found.start()
            phrase = self.strong(found.start())
            self.at = here
            if phrase is not None:
                after = phrase
                end = found.start()
                break
        yield from self.classified(at, end)
        if after is not None:
            self.at = after.end
            yield after
        else:
            self.at = end

    def leads_to_end(self, start: int, end: int) -> bool:
        """Whether an end may begin at `end`, after the words from `start`: a name, a filler, a division."""
        if end - start > 40:
            return False
        words = self.text[start:end]
        trimmed = _TRAIL.sub("", words)
        return bool(
            not trimmed
            or p.ROAD_END.search(trimmed)
            or p.FILLER.fullmatch(words)
            or words.endswith(("桥", "隧道", "立交", "线"))
            or (p.BESIDE.fullmatch(words) and words[-1] in "侧段")
        )

    def classified(self, start: int, end: int) -> Iterator[Phrase]:
        text = self.text
        words = text[start:end]
        if end - start > 120:
            yield Phrase(Kind.REST, start, end)
            return
        if p.FILLER.fullmatch(words):
            yield Phrase(Kind.FILLER, start, end, word=words)
            return
        if (name := self.head(start, end)) is not None:
            first = name.at[0]
            if first > start:
                yield from self.lead(start, first)
            yield Phrase(Kind.HEAD, first, end, names=(name,))
            return
        if p.REMARK.fullmatch(words):
            yield Phrase(Kind.REMARK, start, end)
            return
        if (
            2 < end - start <= 20
            and text[end : end + 1] in ("：", "。", "—", "（")
            and (start == 0 or text[start - 1] in "。；\n、.）")
            and p.OTHER_FEATURE.search(words)
            and _NAME_RUN.fullmatch(words)
        ):
            yield Phrase(Kind.HEAD, start, end, names=(Name((start, end)),))
            return
        divisions = read_divisions(text, self.skip_lead(start, end), end)
        if divisions:
            rest = skip_within(text, divisions.end, end)
            if rest >= end or p.FILLER.fullmatch(text, rest, end) or p.BESIDE.fullmatch(text, rest, end):
                yield Phrase(Kind.PLACE, start, end, value=(self.skip_lead(start, end), end))
                return
        trimmed = _TRAIL.search(words)
        stop = start + trimmed.start() if trimmed and trimmed.start() else end
        if p.BESIDE.fullmatch(text, start, stop):
            yield Phrase(Kind.BESIDE, start, end, value=(start, stop))
            return
        if self.missing_start(start, end):
            side = re.match(p.SIDE, words)
            assert side is not None
            self.started = True
            yield Phrase(Kind.FROM, start, end, value=(start + side.end(), end), side=side[0], weak=True)
            return
        yield Phrase(Kind.REST, start, end)

    def missing_start(self, start: int, end: int) -> bool:
        """西北玉县路立交桥，东南止…: 起 left out after the compass word."""
        side = re.match(p.SIDE, self.text[start:end])
        return side is not None and end - start - side.end() >= 2 and self.to_ahead(end)

    def skip_lead(self, start: int, end: int) -> int:
        found = _PLACE_LEAD.match(self.text, start, end)
        return found.end() if found and found.end() < end else start

    def lead(self, start: int, end: int) -> Iterator[Phrase]:
        """What stands before a name: fillers and the divisions the road lies in."""
        first = self.skip_lead(start, end)
        divisions = read_divisions(self.text, first, end)
        if divisions:
            yield Phrase(Kind.PLACE, start, end, value=(first, end))
        elif p.FILLER.fullmatch(self.text, start, end):
            yield Phrase(Kind.FILLER, start, end, word=self.text[start:end])
        elif self.text[end - 1] == "的":
            yield Phrase(Kind.BESIDE, start, end, value=(start, end - 1))
        else:
            yield Phrase(Kind.REST, start, end)

    def head(self, start: int, end: int) -> Name | None:
        """The road name that the words from `start` to `end` are, or end with, else None."""
        text = self.text
        trail = _TRAIL.search(text[start:end])
        stop = start + trail.start() if trail and trail.start() else end
        if not p.ROAD_END.search(text[start:stop]):
            stop = end
            if not p.ROAD_END.search(text[start:stop]):
                return None
        first = start
        lead = _PLACE_LEAD.match(text, start, stop)
        if lead and p.ROAD_END.search(text[lead.end() : stop]) and stop - lead.end() >= 2:
            first = lead.end()
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
                and p.ROAD_END.search(text[rest:stop])
                and text[rest:stop] not in ("道路", "路段", "大街", "大道")
            ):
                first = rest
        else:
            of = text.rfind("的", first, stop - 1)
            if of > 0 and stop - of > 2:
                first = of + 1
        if (did := _DID.match(text, first, stop)) and stop - did.end() >= 2:
            first = did.end()
        words = text[first:stop]
        if not 2 <= len(words) <= 24 or _NOT_NAME.fullmatch(words) or not _NAME_CHARACTERS.fullmatch(words):
            return None
        return Name((first, stop))


_MEASURE_GROUPS = frozenset(("is_length", "is_width", "is_thick", "is_bare", "is_part_width", "is_resized"))
_EXTENT_GROUPS = frozenset(
    f"is_{name}" for name in ("from_side", "to_side", "original", "from_plain", "to_plain", "route", "soft_side")
)
_ROAD_STRETCH = re.compile(r"[路街道巷](?P<stretch>路?段)$")
# …；2、银湖大道，…: items that share one line
_ITEM = re.compile(r"\d{1,2}[、.](?!\d)|[\u2460-\u249b]")
# 取水路： at the head of an item
_HEADED = re.compile(rf"{p.WORD}{{2,24}}(?=：)")
# 同意将李家村村口至王家村村委会道路命名为…
_BETWEEN = re.compile(
    rf"(?:同意将?|拟将|现将|将)(?P<a>(?!位于|{p.SIDE}起|起|自|由)[^，。；“至]{{2,24}})至(?P<b>[^，。；“至]{{2,30}}?)"
    r"(?=的?(?:道路|路段|村道|公路|街道|巷道|路|街|巷)(?:命名|定名|更名|取名))"
)
# 同意将 自…: the verb before the attribute of a road
_OPENING = re.compile(rf"(?:同意|拟|现|特|决定|并)?将(?=自|由|从|原|位于|{p.SIDE}(?:起|至|止)|起点)")
_TO_AHEAD = re.compile(
    rf"[，、；]?(?:{p.SIDE}(?:侧|端|面|边)?(?:均|皆)?(?:止|至|迄|延伸至|延长至|接|到)|(?:止点|终点|止于|至(?={p.SIDE}))|{p.ROUTE})"
)
_AFTER_FROM_WORD = re.compile(rf"(?:起)?，?(?:至|到|止|(?:向|往)(?:{p.SIDE})|延伸|折|转|呈|沿)")
_RENAME_AHEAD = re.compile(r"(?:予以|拟|正式|现|则|统一)*(?:更名|改名|改称|更改|变更|改|命名)(?:为|成)|合并|统称|合称")
_REASON_STOP = re.compile(
    rf"[。；\n）]|，(?=(?:拟|现|同意|建议|申请)?(?:命名|更名|改|取名|定名)(?:名)?为(?:“|{p.WORD}))|，(?={_AHEAD})|(?=拟(?:改|命名|更名)为)|，(?=(?:拟|现|同意|决定)?将|原|位于|对)|，?(?=将该|将其)|的(?=“)"
)
_AFTER_NAME = re.compile(r"(?:的名称|，|以|作为|路名|地名|名称|为路名|为名|为宜|（|为准)")


def read_phrases(text: str, start: int = 0) -> list[Phrase]:
    """The phrases of a paragraph (normalised, no blanks) from `start` on, in its order."""
    return list(_Reader(text, start).phrases())

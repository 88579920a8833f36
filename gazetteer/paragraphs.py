"""The paragraphs that lines make: broken lines joined, the mark of an item told."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gazetteer.item_marks import Mark, read_mark
from gazetteer.lines import Line
from gazetteer.text import Condensed, Span, condense


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more lines read as one: `source` is their text without blanks, each character knowing its place."""

    span: Span
    source: Condensed
    mark: Mark | None
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def start(self) -> int:
        """Where the words begin, after the mark."""
        return self.mark.end if self.mark else 0

    def parted(self, at: int) -> tuple["Paragraph", "Paragraph"]:
        """What stands before and behind `at`, a paragraph of its own each; the first has the mark."""
        text, offsets = self.text, self.source.offsets
        head, rest = Condensed(text[:at], offsets[:at]), Condensed(text[at:], offsets[at:])
        own = Paragraph(head.span(0, at), head, self.mark, ())
        return own, Paragraph(rest.span(0, len(rest.text)), rest, read_mark(rest.text), self.lines)


Apart = Callable[[Line], bool]

_ENDED = re.compile(r"(?:[。；！？：]|……)$")
# what begins a paragraph of its own even without a mark
_BEGINS = re.compile(
    r"(?:附件|附表|附图|附：|特此|此[复告](?=。|$)|(?:上述|以上)(?:地名|名称|道路|街路|街巷)|来源：|抄送|联系|公示|发布|（联系人|地名(?:标志)?汉语拼音|汉语拼音|拼音：|现将|现就|自本?(?:公告|通告|通知|发文|发布|公布|印发)|经研究|根据|为|各|同意|拟将|将位于|位于|该路|该道路|位置：|起止点|命名(?:理由|依据|含义|由来)|变更[前后]|〔|【)"
    r"|[^，。；：（）]{2,20}[：]|[“‘「][^”’」]{2,20}[”’」]|\d{4}年|[东南西北]{2,4}走向|[^，。；：（）\s]{2,16}（[A-Za-z原]"
)
# 甲路→乙路 | 甲路（东起A，西至B）→乙路: a road of its own, whatever stands above
_ARROW = re.compile(r"[^，。；：（）\s]{2,16}(?:（[^（）]{1,40}）)?→")
_OPEN_END = re.compile(r"[，、（“和及与至起止于为的由将在位]$")
# what no paragraph begins with
_NEVER_FIRST = re.compile(r"[，、；）”》]|为“|(?:米|公里|千米)[，。、；）]")
# 盐仓巷（东起老港路，西至盐河） above 码头街（…） or 码头街: items of a list that no mark ends
_WHOLE_ITEM = re.compile("[^，。；：（）]{1,30}[路街巷道弄坊同段]”?（[^（）]{2,100}）")
_NEXT_ITEM = re.compile("[^，。；：（）]{1,30}[路街巷道弄坊同段]”?(?:[（、，]|$)")
_BEGUN = re.compile(r"[，、：]|(?<!起)[起至止](?![止讫点])")  # not 2条道路止点调整, which heads what follows
# 一、甲桥至乙湾防洪堤道路 above 全长1.2千米，…拟命名为“丙路”。: where the road runs, and what is said of it
WHOLE_EXTENT = re.compile(
    r"(?P<start>[^，。；：“”至]{2,40})至(?P<end>[^，。；：“”至]{2,40}?)(?:路?段)?的?(?:新建|规划|无名)?(?:道路|路段|街巷|巷道)"
)
NAMES_BELOW = re.compile("(?:命名|定名|取名|冠名)为|(?:命名|定名|取名)“")
_OPEN_NUMBER = re.compile(r"[长宽约度]\d{1,5}[.．]?$|[长宽约度]$")


def _breaks_number(words: str) -> bool:
    """Whether a line ends where a number may go on: 长1."""
    last = words[-1]
    return (last in "长宽约度.．" or last.isdecimal()) and _OPEN_NUMBER.search(words) is not None


def read_paragraphs(text: str, lines: Sequence[Line], is_apart: Apart) -> Iterator[Paragraph]:
    """The paragraphs that `lines` make: a line broken off goes on in the next one.

    `is_apart` tells a line that stands by itself (a heading, a date, a table row) and joins nothing.
    """
    held: list[Line] = []
    mark: Mark | None = None
    for line in lines:
        here = read_mark(line.text)
        if (
            here is not None
            and here.kind == "lost"
            and held
            and not _ENDED.search(held[-1].text)
            and not line.text.startswith("、将")
        ):
            here = None
        if held and line.text[0].isdigit() and _breaks_number(held[-1].text):
            held.append(line)  # 长1. | 8公里: broken within a number
            continue
        apart = is_apart(line)
        if held and here is None and not apart and _goes_on(held, line):
            held.append(line)
            continue
        if held:
            yield _paragraph(text, held, mark)
        held, mark = [line], here
        if apart:
            yield _paragraph(text, held, mark)
            held = []
    if held:
        yield _paragraph(text, held, mark)


def _goes_on(held: Sequence[Line], line: Line) -> bool:
    """Whether `line` goes on with the paragraph held."""
    last = held[-1].text
    if len(held) > 60 or held[-1].span.end - held[0].span.start > 8000:
        return False
    if "→" in line.text and _ARROW.match(line.text):
        return False
    if _OPEN_END.search(last) and not re.search(r"[。；]$", last):
        return True
    if _ENDED.search(last):
        return False
    if _NEVER_FIRST.match(line.text):
        return True
    if last.count("（") > last.count("）") or last.count("“") > last.count("”"):
        return True
    if _BEGINS.match(line.text):
        return False
    if last.endswith("）") and _WHOLE_ITEM.fullmatch(last) and _NEXT_ITEM.match(line.text):
        return False
    if len(held) == 1 and (mark := read_mark(last)) is not None:
        last = last[mark.end :]
        if "至" in last and WHOLE_EXTENT.fullmatch(last) and NAMES_BELOW.search(line.text):
            return False
    # a sentence begun (it has a comma or a measure) and not ended
    return bool(_BEGUN.search(last)) and len(last) >= 8 and bool(_ENDED.search(line.text) or len(last) >= 24)


def _paragraph(text: str, lines: Sequence[Line], mark: Mark | None) -> Paragraph:
    if len(lines) == 1:
        return Paragraph(lines[0].span, _condensed(text, lines[0]), mark, tuple(lines))
    parts = [_condensed(text, line) for line in lines]
    source = Condensed("".join(part.text for part in parts), [at for part in parts for at in part.offsets])
    return Paragraph(Span(lines[0].span.start, lines[-1].span.end), source, mark, tuple(lines))


def _condensed(text: str, line: Line) -> Condensed:
    """The characters of a line, each knowing its place; no blank stands among them where they fill its span."""
    start, end = line.span.start, line.span.end
    return Condensed(line.text, range(start, end)) if len(line.text) == end - start else condense(text, line.span)

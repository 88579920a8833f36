"""`Title`: the title of a notice and the lines it is broken over; a text is cut into its notices at them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.authorities import AUTHORITY
from gazetteer.datelines import DOCUMENT_NUMBER, NUMBER_LINE
from gazetteer.lines import Line
from gazetteer.markers import is_marker
from gazetteer.patterns import any_of, opening

SORTS = r"(?:预?公示|通知|公告|通告|批复|复函|函|决定|实施意见|意见|请示|答复|通报|布告|令)"
# 关于龙驹街等市区内道路命名及调整起止点的通知
_TITLE_TAIL = re.compile(rf"[^。；]{{2,80}}(?:的|事宜的|情况的?|方案的?)?{SORTS}(?:（[^（）]{{1,12}}）)?")
_TITLE_ABOUT = re.compile(
    rf"[^。；，]{{0,40}}关于[^。；]{{2,90}}{SORTS}(?:（[^（）]{{1,12}}）)?"
    # 甲市民政局对市五届人大三次会议第37号建议的答复
    "|[^。；，]{0,40}对[^。；]{2,60}(?:建议|提案|议案)的?(?:答复|复函)(?:意见|函)?"
)
# …的通知………3, in a table of contents
_LEADER = re.compile(r"[…·.．—-]{2,}（?\d{1,4}）?$")
_NUMBER_AT_END = re.compile(rf"[（【]?(?:{DOCUMENT_NUMBER})[）】]?$")
_BARE_TITLE = re.compile(
    any_of(
        "更正|更正公告|更正启事|更正通知|更正说明|勘误|勘误表|勘误公告",
        "通知|公告|通告|公示|预公示|批复|复函|地名公告|命名公告|道路命名公告",
    )
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the lines it stands on; `listed` where it stands in a table of contents."""

    first: int
    last: int
    text: str
    listed: bool


def find_titles(lines: Sequence[Line]) -> list[Title]:
    """The titles of notices among `lines`, each with the lines it is broken over."""
    titles: list[Title] = []
    taken = -1
    for index, line in enumerate(lines):
        if index <= taken or len(line.text) > 110:
            continue
        leader = _LEADER.search(line.text) if line.text[-1] in "0123456789）" else None
        own = line.text[: leader.start()] if leader else line.text
        left_over = index > 0 and len(line.text) <= 3 and _may_be_title(lines[index - 1].text + line.text)
        if not left_over and not _may_be_title(own):  # …道路的通 / 知: broken within its last word
            continue
        first = index
        for back in (1, 2):
            before = index - back
            if before <= taken or before < 0 or not _is_title_part(lines[before].text):
                break
            joined = _LEADER.sub("", "".join(one.text for one in lines[before : index + 1]))
            own_about = "关于" in "".join(one.text for one in lines[first : index + 1])
            if own_about and not (AUTHORITY.fullmatch(lines[before].text) and lines[first].text.startswith("关于")):
                break
            if _TITLE_ABOUT.fullmatch(joined):
                first = before
        text = _LEADER.sub("", "".join(one.text for one in lines[first : index + 1]))
        text = _NUMBER_AT_END.sub("", text)
        about = _TITLE_ABOUT.fullmatch(text) is not None
        if not about and not (_BARE_TITLE.fullmatch(text) and index < 12):
            continue
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        listed = bool(
            re.fullmatch(rf"（?{DOCUMENT_NUMBER}）?[…·.]*（?\d{{1,4}}）?", after)
        ) and not NUMBER_LINE.fullmatch(after)
        listed = listed or leader is not None
        titles.append(Title(first, index, text, listed))
        taken = index
    return titles


def _may_be_title(text: str) -> bool:
    bare = _NUMBER_AT_END.sub("", text) if text.endswith(("号", "号）", "号】")) else text
    if "》" in bare[-3:] or "。" in bare or bare.startswith(("附件", "根据", "现将", "你", "经", "《", "来源", "抄送")):
        return False
    return _TITLE_TAIL.fullmatch(bare) is not None or _BARE_TITLE.fullmatch(bare) is not None


def _is_title_part(text: str) -> bool:
    return (
        len(text) <= 60
        and re.search(r"[。；：|〕]|号）?$|\d）$|\d日$", text) is None
        and not text.startswith(("附件", "【"))
    )


def cut(lines: Sequence[Line]) -> list[tuple[int, int, Title | None]]:
    """The stretches of `lines` that are one document each, with its title."""
    titles = find_titles(lines)
    stretches: list[tuple[int, int, Title | None]] = []
    starts: list[tuple[int, Title | None]] = [(0, None)]
    for title in titles:
        at = title.first
        while at > 0 and is_marker(lines[at - 1].text):
            at -= 1
        previous_at, previous = starts[-1]
        same = (
            previous is not None
            and not previous.listed
            and (title.text.endswith(previous.text) or previous.text.endswith(title.text))
        )
        near = previous is not None and at - previous.last <= 14
        if same and near and not title.listed:
            starts[-1] = (previous_at, title)
        elif previous is None and (at == 0 or _is_metadata(lines[:at])):
            starts[-1] = (0, title)
        elif _BARE_TITLE.fullmatch(title.text) and previous is not None and not previous.listed and near:
            continue
        else:
            starts.append((at, title))
    for number, (at, own) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        if end > at:
            stretches.append((at, end, own))
    return stretches


def _is_metadata(lines: Sequence[Line]) -> bool:
    """Whether a few lines before a title only say where and when it was published."""
    return len(lines) <= 25 and not any(EXTENT_HINT.search(line.text) for line in lines)


EXTENT_HINT = re.compile(opening("东南西北起命更", "[东南西北]起|起点|命名为|更名为|[东南西北]至"))

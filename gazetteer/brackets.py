"""A bracket that is one phrase as a whole: a romanisation, a plan's name, what is done to the road before it."""

import re

from gazetteer.act_patterns import MODAL, RENAMES
from gazetteer.cursors import Cursor
from gazetteer.divisions import FORMER_DIVISION
from gazetteer.extent_patterns import EXTENSION, MOVES
from gazetteer.kinds import Kind, Phrase
from gazetteer.name_patterns import GENERIC_LAST, WORKING_NAME
from gazetteer.names import LATIN
from gazetteer.patterns import SIDE, WORD

# 解放路（新命名） | 固阳路（东段） | 珠江路（调整起止点）
_STATUS = re.compile(
    "（(?:(?P<part>[东南西北中上下]{1,2}段?|[一二三四]期(?:工程)?)|(?P<named>新?命名)|新增|新建"
    f"|(?P<moved>{MOVES}))）"
)
# “龙岗路”（龙岗镇段）
_NAME_LAST = f"{GENERIC_LAST[1:-1]}”"
_PART = re.compile("（(?![原曾现即含]|规划|包括|[向往]?[东南西北]{0,2}延)[^（），。；~—至到-]{1,16}段）")
# 虞姬路（含延伸段）
_INCLUDED = re.compile("（(?:含|包括)[^（）]{1,8}(?:段|线|路)）")
# 宽14米（中间绿地除外） | 长800米（其中桥梁长120米）: what is counted in it, and what is not
_COUNTED = re.compile(
    "(?<=[米里m\\d余右])（(?:(?:不?含|不?包[括含]|(?:已)?扣除|其中)[^（）]{1,24}"
    "|[^（）\\d，。；]{1,12}(?:除外|在外|不计|不算|不在内)(?:在?内)?|(?:规划)?(?:红线|路幅|路面)宽?度?|实测|实长|按实测)）"
)
# 文锦一街（规划横一路） | 班超路（原纬七路） | （规划纵三路，暂名）
_PLAN_NAME = re.compile(
    rf"（(?:即|(?P<was>原))?(?P<alias>(?!规划(?:路|道路|地)?名)(?:规划{WORD}{{0,8}}?[路街巷道线]|{WORKING_NAME.pattern}))(?:，?(?:暂名|暂定名?|规划名))?）"
)
# 团结巷（西郊）改称为: which of several of that name
_QUALIFIED = re.compile(rf"（[\u3400-\u9fff]{{1,6}}）{MODAL}{{0,5}}(?:{RENAMES}|改称)")
# 石获南路（桥西区）+龙泉东路: one of several that are joined
_OF_WHICH = re.compile(r"（[\u3400-\u9fff]{1,5}[区县镇]）(?=[+、和与及])")
# 西起观音小学（从工业大道延伸至观音小学）: which end moved, and from where
_MOVED_TAG = re.compile(
    rf"（(?:现|已|此次|本次)?[从由自]原?(?P<old>[^（），。；]{{2,24}}?)(?:继续)?(?:[向往]{SIDE}(?:方向)?)?"
    r"(?:延伸|延长|顺延|续建|调整|缩短|变更)(?:至|到|为)(?P<new>[^（），。；]{2,24})）"
)


def read_bracket(cursor: Cursor, at: int) -> Phrase | None:
    """A bracket that is one phrase as a whole: （Renmin Lu） or （延长线）."""
    close = cursor.pairs.get(at)
    if close is None:
        return None
    if (found := LATIN.match(cursor.text, at)) and found.end() == close + 1:
        cursor.at = close + 1
        return Phrase(Kind.ROMAN, at, close + 1, value=found.span("roman"))
    if (found := _STATUS.match(cursor.text, at)) and found.end() == close + 1:
        cursor.at = close + 1
        if found["part"]:
            return Phrase(Kind.REMARK, at, close + 1)
        word = "naming" if found["named"] else "moved" if found["moved"] else ""
        return Phrase(Kind.BUCKET, at, close + 1, word=word)
    if at and cursor.text[at - 1] in _NAME_LAST and _PART.fullmatch(cursor.text, at, close + 1):
        cursor.at = close + 1
        return Phrase(Kind.REMARK, at, close + 1)
    if at and cursor.text[at - 1] in GENERIC_LAST and _INCLUDED.match(cursor.text, at):
        cursor.at = close + 1
        return Phrase(Kind.REMARK, at, close + 1)
    if _COUNTED.match(cursor.text, at):
        cursor.at = close + 1
        return Phrase(Kind.REMARK, at, close + 1)
    if found := _PLAN_NAME.match(cursor.text, at):
        cursor.at = close + 1
        numbered = found["was"] and not found["alias"].startswith("规划")
        return Phrase(Kind.ALIAS, at, close + 1, value=found.span("alias"), word="numbered" if numbered else "")
    if at and cursor.text[at - 1] in GENERIC_LAST and _OF_WHICH.match(cursor.text, at):
        cursor.at = close + 1
        return Phrase(Kind.FILLER, at, close + 1)
    if _QUALIFIED.match(cursor.text, at) and at and cursor.text[at - 1] in GENERIC_LAST and not _lies_in(cursor, at):
        cursor.at = close + 1
        return Phrase(Kind.REMARK, at, close + 1)
    if cursor.started and (found := _MOVED_TAG.match(cursor.text, at)):
        cursor.at = close + 1
        return Phrase(Kind.ORIGINAL, at, close + 1, value=found.span("old"), other=found.span("new"), word="tag")
    if at and cursor.text[at - 1] in _RANKS and (once := FORMER_DIVISION.match(cursor.text, at)):
        cursor.at = once.end()
        return Phrase(Kind.FILLER, *once.span())
    if cursor.text.startswith("（指", at) and not cursor.text.startswith("（指称", at):
        cursor.at = close + 1
        return Phrase(Kind.REST, at, close + 1)  # （指大河以北的河北道）: what a word means, no road
    if EXTENSION.fullmatch(cursor.text, at + 1, close):
        cursor.at = close + 1
        return Phrase(Kind.EXTENSION, at, close + 1)
    return None


_RANKS = "区县市旗镇乡道处"
_DIVISION = re.compile("（[^（）]{1,5}(?:[区县镇乡]|街道)）")


def _lies_in(cursor: Cursor, at: int) -> bool:
    """Whether a bracket tells where the one road before it lies: 甲路（乙区）更名为, not 甲路（乙区）+丙路（丁区）."""
    if _DIVISION.match(cursor.text, at) is None:
        return False
    said = max(cursor.text.rfind(mark, 0, at) for mark in "。；\n") + 1
    return not any(mark in cursor.text[said:at] for mark in "+、和与及）")

"""`Doubt`: characters that could not be read, or were read with a doubt; and what is said of them."""

from dataclasses import dataclass

from gazetteer.text import Sentence, Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """Characters that could not be read, or were read with a doubt."""

    span: Span
    message: Sentence


UNREAD = Sentence("这几个字没有读懂，请核对。", "these words were not understood; check them.")
NO_START_WORD = Sentence(
    "方位词后似缺“起”字，已按起点读入，请核对。",
    "起 seems to be missing after the compass word; read as the start. Check it.",
)
NO_VERB = Sentence(
    "名称前似缺“命名为”一类的字，请核对。",
    "a word like 命名为 seems to be missing before the name. Check it.",
)
NO_NAME = Sentence(
    "这一段说了一条道路，却没有读到它的名称。", "this passage describes a road whose name was not found."
)
NO_CHARACTER = Sentence(
    "里面有没能辨认的字，请对照原件补上。",
    "there is a character in it that could not be told. Look it up in the original.",
)
MANY_ENDS = Sentence(
    "这一段的端点多于两个，只取首尾，请核对。",
    "more than two ends are named; only the first and last were taken. Check them.",
)
AREA = Sentence(
    "四面都有界线，像是区域而不是道路，未读入。", "bounded on four sides: an area rather than a road. Not read."
)
SECOND_ENDS = Sentence(
    "又说了一组起止点，没有采用，请核对。", "a second pair of ends is stated and was not taken. Check it."
)
SHARED_ENDS = Sentence(
    "几条道路读到了同一组起止点，请核对。", "several roads were read with the same ends. Check them."
)
SECOND_LENGTH = Sentence("又说了一个长度，没有采用，请核对。", "a second length is stated and was not taken. Check it.")
SECOND_WIDTH = Sentence("又说了一个宽度，没有采用，请核对。", "a second width is stated and was not taken. Check it.")
SECOND_DISTRICT = Sentence(
    "又说了一个所在区，没有采用，请核对。", "a second district is stated and was not taken. Check it."
)
KEPT_NAME = Sentence(
    "说的是保留原名的道路，没有命名或更名，未读入。", "this road keeps its name: nothing is ordered. Not read."
)
CORRECTS = Sentence(
    "这是对另一份公告的更正，请对照原公告核对。", "this corrects another notice; check it against that one."
)
CORRECTION_UNREAD = Sentence(
    "这一句似在更正另一份公告，没有读懂，请核对。",
    "this seems to correct another notice and was not understood. Check it.",
)
UNPAIRED = Sentence(
    "原名与新名的个数不同，没有对应，请核对。",
    "there are not as many former names as new ones; none were paired. Check.",
)
ONLY_LISTED = Sentence(
    "这里列出的道路有的没有另作说明，只读入了名称，请核对。",
    "some of the roads listed here are told of nowhere else; only their names were read. Check them.",
)
NOTHING_READ = Sentence(
    "标题说的是道路名称，正文里却没有读到一条道路（或在附件里）。",
    "the title speaks of naming roads, but none was read (they may stand in an attachment).",
)
PRESENT_NAME = Sentence(
    "这是征集新名称的公告，这里是道路现在的名称，未读入。",
    "this is a call for new names; the road's present name stands here, and was not read.",
)
BEFORE_OPEN = Sentence(
    "括号里的“原…”没有说是从前的端点还是端点的原名，请核对。",
    "it is not said whether this is where the end was before or what it was called. Check it.",
)
WHICH_END = Sentence("没有说清移动的是哪一端，请核对。", "it is not clear which end moved. Check it.")
TOLD_IN_REPLY = Sentence(
    "这是对提案或建议的答复，这里说的可能是以往的命名、更名，请核对。",
    "this answers a proposal; what is told here may have been ordered before. Check it.",
)
BAD_NUMBER = Sentence("这个数字没有读懂。", "this number was not understood.")

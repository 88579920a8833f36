"""Words that no keyword begins, up to the next mark or the next phrase within them."""

import re
from collections.abc import Iterator

from gazetteer import act_patterns, extent_patterns, measure_patterns
from gazetteer.choices import Choice
from gazetteer.cursors import Cursor
from gazetteer.divisions import read_divisions
from gazetteer.extent_patterns import BESIDE
from gazetteer.keywords import NEEDS, OPENINGS, read_keyword
from gazetteer.kinds import Phrase
from gazetteer.name_patterns import GENERIC_LAST, ROMAN, WHICH_ONE, ends_as_road
from gazetteer.names import skip_lead, without_trail
from gazetteer.patterns import SIDE, WORD
from gazetteer.remark_patterns import FILLER
from gazetteer.word_runs import classified

# what may begin in the middle of a run of words
_INNER = {
    "bucket": extent_patterns.BUCKET,
    "changed": act_patterns.CHANGED,
    "afresh": extent_patterns.AFRESH,
    "was": rf"(?<={GENERIC_LAST}){extent_patterns.WAS_END}",
    "moved": extent_patterns.MOVED_END,
    "moved_on": extent_patterns.MOVED_ON,
    "meets": extent_patterns.MEETS,
    "original": rf"(?<={GENERIC_LAST})原(?=[起止终讫]点)",
    "loop": extent_patterns.LOOP,
    "extends": extent_patterns.EXTENDS_OTHER,
    "extended": extent_patterns.EXTENDED,
    "flow": extent_patterns.FLOW,
    "divided": act_patterns.DIVIDED,
    "restored": act_patterns.RESTORED,
    "now_named": act_patterns.NOW_NAMED,
    "replaced": act_patterns.REPLACED,
    "made_of": act_patterns.MADE_OF,
    "keep_name": rf"(?<=[段侧]){act_patterns.KEEP_NAME}",
    "renamed": act_patterns.RENAMED,
    "named": act_patterns.NAMED,
    "renamed_into": act_patterns.RENAMED_INTO,
    "from_side": extent_patterns.FROM_SIDE,
    "to_side": extent_patterns.TO_SIDE,
    "kept": rf"(?<={GENERIC_LAST}){extent_patterns.KEPT_END}",
    "tip": rf"(?<={GENERIC_LAST})(?={SIDE}端点?(?:仍|起|为|在)){extent_patterns.TIP}",
    "plain": r"[起止终]点(?:仍|仍旧|依旧)?(?:为|是|位于)|[起止终讫]点：|起于|终?止于|起自"
    rf"|(?<={GENERIC_LAST})起点(?=[^，。；：]{{2,24}}[止终讫]点(?!站|[^，。；：]{{0,4}}(?:不|调|延)))",
    "ends_noun": extent_patterns.ENDS_NOUN,
    "length": f"(?!路长){measure_patterns.LENGTH}",
    "width": f"(?!路宽){measure_patterns.WIDTH}",
    "each": measure_patterns.EACH,
    "place": extent_patterns.PLACE,
    "course": r"(?:为|呈|系|是)(?:大致)?(?:东西转南北|东西|南北|东北西南|西北东南)(?:走向|方向|向)"
    rf"|(?<={GENERIC_LAST})(?:东西|南北|东北西南|西北东南)走向",
    "shape": r"(?:呈|成)(?=[“‘\"]?[^，。；：、（）“”‘’]{1,4}[”’\"]?字?[型形状])",
    "via": r"途经|途径|贯穿|横穿|路经|跨过|跨越",
    "roman": rf"(?<={GENERIC_LAST}){ROMAN}",
    "former": r"(?:即|为|系)原(?!有|来|状|址)|(?<=[路街巷道弄])原名(?=“|：|为)"
    rf"|(?<=[路街巷弄道])原(?={WORD}{{2,8}}?(?:[路街巷弄]|大道|胡同)(?:{SIDE}(?:起|至)|[，。；（]|$)|“[^“”]{{2,20}}”[，。；])",
    "reason": rf"因(?:其)?(?:靠近|位于|位置|与|寓意|沿|处|紧邻|临近|地处|方位|历史)|(?<={GENERIC_LAST})因(?![此而])"
    rf"|(?<={GENERIC_LAST})与(?=[^，。；]{{2,24}}(?:混淆|重名|同名|同音|谐音|近音|雷同|重复|相近|相似|冲突|音同字近|[音形]近))",
    "split": act_patterns.SPLIT,
    "from_word": rf"(?:(?<={GENERIC_LAST})|(?<=内部)|(?<=[村区城镇]内))[自从](?!{SIDE})"
    rf"(?=[^，。；]{{2,30}}(?:起|至|到|[向往]{SIDE}))"
    rf"|(?<=[均都])[由自从](?!{SIDE})(?=[^，。；]{{2,30}}[至到])",
    "route": rf"(?<={GENERIC_LAST})[向往]{SIDE}(?:方向)?(?:延伸|延长|顺延|延展|拓展|缩短|缩减|截短)"
    "(?:至|到|(?=后?[，。；]))",
    "merged": r"(?:合并|归并|整合|组合|连接|贯通)(?=，|后|[为成]同?一条)|合二为一",
    "cancelled": rf"(?:地名|道路|名称|予以|同时|一并)*(?!(?<!名称)(?<!名称予以)(?:取消|废弃)){act_patterns.CANCELS}",
    "soft_side": rf"(?<=[路街道巷弄]){extent_patterns.TO_SIDE_SOFT}",
    "adjoins": rf"(?<=[路街道巷弄]){extent_patterns.ADJOINS}",
    "when": act_patterns.WHEN,
    "alias": r"[原现](?:规划|工程|施工|建设|项目|方案|暂定)(?:道路|路)?名称?(?=[为：是“])",
    "both_tips": r"两[端头](?:分别|均|都|与|和|同|连|接)",
}
# the characters at which they are tried: without them that would be every character of a name
_INNER_FIRST = re.compile(
    "["
    "一整组连单保沿继由与变调更延修现整新拟已将予正暂统分依顺均则也其可仍应同并故建申恢命定取起冠得名标称改合规停不两重今→于东南西北止终的道区范走原长全总里程"
    "路线该红幅均宽设平坐座地处所位途贯横经即为系呈成是因注销撤废以拆划自从向往易换被决确特作弃收归纳通曾A-Za-zɑɡ\u00c0-\u024f"
    "]"
)
# what those begin with that are worded otherwise than the keyword of their name
_INNER_CHOICE = Choice(
    _INNER,
    OPENINGS
    | {
        "plain": "起止终",
        "course": "为呈系是东西南北",
        "shape": "呈成",
        "via": "途贯横路跨",
        "former": "即为系原",
        "reason": "因与",
        "original": "原",
        "alias": "原现",
        "from_word": "自从由",
        "route": "向往",
        "merged": "合整组连贯归",
        "cancelled": "地道名予同一注销撤废停不作弃收取",
    },
    NEEDS,
)
_PLACE_ENDS = ("侧", "段", "内", "旁", "村", "社区", "片区", "园区", "新城", "组团", "以东", "以西", "以南", "以北")
_SOFT_INNER = frozenset(("from_side", "to_side"))
# 、上奇路（旧）、 | 注销上奇路（旧）。
_WHICH_ONE = re.compile(f"(?<=[路街巷弄道]){WHICH_ONE}(?=[、和及与。；]|$|(?<=[旧老]）)(?:更名|改名|名称|，))")
_PUNCTUATION = re.compile(r"[，。；：、（）“”‘’「」『』《》\"\n！？]|——+|…+|$")


def read_residue(cursor: Cursor, at: int) -> Iterator[Phrase]:
    """The words from `at` to the next mark or the next phrase within them."""
    text = cursor.text
    end = _PUNCTUATION.search(text, at).start()  # type: ignore[union-attr]
    end = max(end, at + 1)
    after, stop = None, end
    if text[end : end + 1] == "（" and (which := _WHICH_ONE.match(text, end)):
        end = which.end()
    for name, found in _INNER_CHOICE.finditer(text, _INNER_FIRST, at, min(end + 30, cursor.size)):
        if found.start() >= stop:
            break
        if found.start() == at:
            continue
        if name in _SOFT_INNER and not _leads_to_end(cursor, at, found.start()):
            continue
        here = cursor.at
        cursor.at = found.start()
        phrase = read_keyword(cursor, found.start())
        cursor.at = here
        if phrase is not None:
            after = phrase
            end = found.start()
            break
    yield from classified(cursor, at, end)
    if after is not None:
        cursor.at = after.end
        yield after
    else:
        cursor.at = end


def _leads_to_end(cursor: Cursor, start: int, end: int) -> bool:
    """Whether an end may begin at `end`, after the words from `start`: a name, a filler, a division."""
    if end - start > 40:
        return False
    words = cursor.text[start:end]
    trimmed = without_trail(words)
    return bool(
        not trimmed
        or ends_as_road(trimmed)
        or FILLER.fullmatch(words)
        or words.endswith(("桥", "隧道", "立交", "线", "交汇后", "相交后"))
        or (BESIDE.fullmatch(words[skip_lead(cursor, start, end) - start :]) and words.endswith(_PLACE_ENDS))
        or (words[-1] in "区县旗镇乡道" and _are_divisions(cursor, start, end))
    )


def _are_divisions(cursor: Cursor, start: int, end: int) -> bool:
    """Whether the words are nothing but where something lies: 将东山区 before 东起."""
    divisions = read_divisions(cursor.text, skip_lead(cursor, start, end), end)
    return bool(divisions) and divisions.end == end

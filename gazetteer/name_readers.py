"""What a phrase says of a road's names that begins with a keyword: those it gets or keeps, and why.

Each reader takes a keyword that was found, and reads on behind it.
"""

import re

from gazetteer import act_patterns, extent_patterns, remark_patterns
from gazetteer.cursors import Cursor
from gazetteer.kinds import Kind, Name, Phrase
from gazetteer.name_patterns import GENERIC_LAST, ends_as_road
from gazetteer.names import read_names
from gazetteer.no_names import is_no_name
from gazetteer.patterns import SIDE, WORD, any_of

# 因…，命名为N | 因…，西至B | 因…，位于S
_REASON_STOP = re.compile(
    any_of(
        r"[。；\n）]",
        rf"，(?=(?:因此|为此)?{act_patterns.VERB_AHEAD}(?:“|{WORD}))",
        rf"，(?={act_patterns.KEEPS_OLD})",
        # 因与邻县街名重复，甲区的解放街更名为…
        r"，(?=(?![由从])“?[^，。；：“”]{2,20}[路街巷弄道坊]”?(?:拟|现|予以|统一|正式)*(?:更名为|改名为|更名“|改称))",
        # 因沿江而建，由平江路更名为汉滨大道
        r"，(?=由“?[^，。；：“”]{2,14}[路街巷弄坊道]”?(?:更名|改名)为)",
        # “甲巷”因拆迁灭失，“乙街”因并入丙路，均予撤销
        r"，(?=“[^“”]{2,14}”(?:因|由于))",
        # 因被铁路隔断，铁路以东更名为“A”
        rf"，(?=[^，。；：“”]{{1,16}}以{SIDE}(?:的?(?:路?段|部分))?{act_patterns.MODAL}{{0,3}}(?:更名|改名|改称))",
        # 因旧城改造，同意注销“A”“B” | 因并入甲路，撤销乙区“丙路”名称
        rf"，(?=(?:{act_patterns.MODAL}|经研究|批准|原则){{0,4}}{act_patterns.CANCELS}(?:(?:{WORD}{{2,12}}的?)?“|{WORD}{{2,16}}[路街巷弄]))",
        # 因旧城改造，甲区乙巷（东起A，西至B）、丙路（…）灭失，予以销名
        rf"，(?=“?[^，。；：（）“”]{{2,20}}(?:[路街巷弄坊里道]|胡同)”?（(?:{SIDE}[起自至接临]|[自由起]))",
        # 因片区改造已无实体，同意取消上述两个名称
        rf"，(?={act_patterns.MODAL}{{0,4}}{act_patterns.CANCELS}(?:上述|以上|[该其这])"
        r"(?:[一二两三四五六七八九十\d]{1,2}[个条])?(?:道路|街巷)?的?(?:名称|地名|路名)[。；，])",
        rf"，?(?=(?:名称|地名|路名|街名)?(?:[现拟已而]|均?予(?!以)|同时|均?予以|应予|被)*{act_patterns.CANCELS}(?:[。；）]|$))",
        rf"，(?=(?:名称|地名|路名|街名)(?:[现拟已]|同时|予以|应予)*{act_patterns.CANCELS}，)",
        rf"，(?={extent_patterns.FACT_AHEAD})",
        # 因道路未建，公告第十条“甲路”的命名予以撤销
        rf"，(?={remark_patterns.OF_ITEM})",
        r"(?=拟(?:改|命名|更名)为)|，?(?=(?:该|其)?(?:名称|地名|路名)?(?:现|拟|同时)?(?:予以|应予)(?:注销|销名|撤销|废止|取消))",
        r"，(?=(?:拟|现|同意|决定)?将|故名|原(?!有|来|本|因)|位于|对)",
        r"，?(?=将该|将其)",
        r"(?<=[此而故])(?=(?:拟|现|决定)?将)",
        r"，(?=[^，。；]{1,60}[路街巷弄坊]”?(?:等|这)?[二两三四五六七八九\d]{1,2}条)",
        r"，(?=(?:“?[^，。；、“”]{1,14}”?(?:[、和与及]|以及|(?<=”)(?=“))|[^，。；、“”]{1,12}[路街巷弄坊]”?，(?=[^，。；、]{2,8}(?:街道|[区镇乡])的)){0,8}“?[^，。；、“”]{1,14}(?:[路街巷弄坊]”?(?:均|已经?|现|都)*(?:灭失|消失|不存在|不复存在|拆除|注销|销名|撤销|废止)|(?:[路街巷弄坊口里]|胡同|[路街巷道][东南西北中]段)”?(?:的?(?:名称|路名|地名|命名))?(?:拟|现|均|一并|同时)*予以(?:注销|销名|撤销|废止)))",
        r"的(?=“)",
        rf"，(?=(?:现|其|将)?(?:[起止终讫]点|{SIDE}端)(?:[由从缩延移改向往退]|调整|变更))",
    )
)


# …仍称O，东起A: where what is left of it runs
_LEFT_RUNS = re.compile(
    rf"，(?:(?:该|其)?(?:道路|路段|路)?的?(?:起止点|起讫点|起止位置)|(?:调整|变更|修改)(?:为|后)|(?:现|拟)?{SIDE}(?:起|至|自)|起[于自]|[起止]点)"
)


def read_part_kept(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """北段仍称O: nothing is done to it, but that it is shorter where its ends are told behind."""
    if not found["kept_name"]:
        return Phrase(Kind.REMARK, *found.span(), word="part_kept")
    if _LEFT_RUNS.match(cursor.text, found.end()):
        name = Name(found.span("kept_name"))
        return Phrase(Kind.NAMED, *found.span(), names=(name,), word="仍称")
    return Phrase(Kind.REMARK, *found.span(), word="part_kept")


def read_named(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """命名为N, or several names (分别命名为N1、N2)."""
    listed = any(word in found["named_modal"] for word in ("分别", "依次", "顺次"))
    names, end = read_names(cursor, found.end(), listed)
    if not names:
        return None
    return Phrase(
        Kind.NAMED, found.start(), end, names=names, word=found["named_modal"] + found["named_verb"], quoted=listed
    )


# verbs that other things than names are changed by too
_WEAK_VERB = re.compile("[现今→换]|变更|变换|调整|改(?!名)|更[改换]|[归划纳]入|[归合]?并|易名")
_INTO = re.compile(act_patterns.INTO)
# 变更为东起河滩路: where it begins
_IS_END = re.compile(f"{SIDE}[起至]")


def read_renamed(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """更名为N; 变更为 and the like only where a road's name follows."""
    listed = any(word in found["renamed_modal"] for word in ("分别", "依次", "顺次"))
    names, end = read_names(cursor, found.end(), listed)
    if not names:
        return None
    told = cursor.text[slice(*names[0].at)]
    if _WEAK_VERB.match(found["renamed_verb"]) and (not ends_as_road(told) or _IS_END.match(told)):
        return None
    if _INTO.fullmatch(found["renamed_verb"]) and is_no_name(cursor.text[slice(*names[0].at)]):
        return Phrase(Kind.REMARK, found.start(), end)  # 已并入公园道路
    return Phrase(
        Kind.RENAMED,
        found.start(),
        end,
        names=names,
        word=found["renamed_modal"] + found["renamed_verb"],
        quoted=listed,
    )


def read_mainly(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """以A为主，将B、C并入; 以A为主 alone is said beside a verb that names A."""
    if not found["joined_in"]:
        return Phrase(Kind.REMARK, *found.span())
    begun, stop = found.span("joined_in")
    olds = [Name(one.span()) for one in _ONE_JOINED.finditer(cursor.text, begun, stop)]
    if not all(ends_as_road(cursor.text[slice(*name.at)]) for name in olds):
        return Phrase(Kind.REST, *found.span())
    return Phrase(Kind.RENAMED, *found.span(), names=(Name(found.span("main")), *olds), word="为主")


_ONE_JOINED = re.compile("[^、和与及“”]+")


def read_swapped(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """A与B互换路名; “A”与“B”互换路名, both named before."""
    names = (Name(found.span("swap_a")), Name(found.span("swap_b"))) if found["swap_a"] else ()
    return Phrase(Kind.RENAMED, *found.span(), names=names, word="互换")


def read_renamed_into(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """更名O为N."""
    names, end = read_names(cursor, found.end(), False)
    start, stop = found.span("into_old")
    quoted = cursor.text[start] == "“"
    if not names or not ends_as_road(cursor.text[slice(*names[0].at)]) or is_no_name(cursor.text[start:stop]):
        return None
    old = (start + 1, stop - 1) if quoted else (start, stop)
    return Phrase(Kind.RENAMED, found.start(), end, names=names, other=old, word=found["renamed_into"][:2])


def read_split(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """分为N1、N2: two or more whole names, each of three characters at least."""
    names, end = read_names(cursor, found.end(), True)
    whole = all(ends_as_road(cursor.text[slice(*name.at)]) and name.at[1] - name.at[0] > 2 for name in names)
    if len(names) < 2 or not whole:
        return Phrase(Kind.REMARK, *found.span())
    return Phrase(Kind.SPLIT, found.start(), end, names=names, word=found["split"], quoted=True)


def read_divides(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """以甲河为界拆分乙路: its parts are named after it."""
    start, end = found.span("divided_road")
    at = (start + 1, end - 1) if cursor.text[start] == "“" else (start, end)
    return Phrase(Kind.SPLIT, *found.span(), value=at)


def read_restored(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """恢复使用历史地名: the name was told before."""
    return Phrase(Kind.BUCKET, *found.span(), word="restored")


def read_keeps_told(_cursor: Cursor, found: re.Match[str]) -> Phrase:
    """建议沿用, of the plan's name told before."""
    return Phrase(Kind.BUCKET, *found.span(), word="keeps_told")


def read_joined_to(_cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """与东侧的A连通，两条胡同合并更名为."""
    if is_no_name(found["joined_name"]):
        return None
    return Phrase(Kind.MERGED, *found.span(), names=(Name(found.span("joined_name")),))


# 合并 | 一并归并
_JOINED_THEN = re.compile("(?:[拟现将]|予以|一并|一起|进行){0,3}(?:合并|归并)")
# 与现青禾路贯通，
_MET = re.compile(f"“?(?P<name>{WORD}{{1,13}}?{GENERIC_LAST})”?[现已]{{0,2}}(?:贯通|连通)(?=[，。；])")


def read_joined_with(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """与A、B合并, said of the road told before; whether 与A贯通 joins the two their names tell."""
    if met := _MET.match(cursor.text, found.end()):
        return Phrase(Kind.MERGED, found.start(), met.end(), names=(Name(met.span("name")),), word="meets")
    names, end = read_names(cursor, found.end(), True)
    others = [cursor.text[slice(*name.at)] for name in names]
    if not names or _JOINED_THEN.match(cursor.text, end) is None:
        return None
    if not all(ends_as_road(words) and not is_no_name(words) for words in others):
        return None
    return Phrase(Kind.MERGED, found.start(), end, names=names)


# 梅关大道：…。以“梅关古驿道”命名: the item has its name
_HEADED = re.compile(f"“?[^，。；：“”]{{2,14}}{GENERIC_LAST}”?(?:（[^（）]{{1,40}}）)?：")


def read_by_name(cursor: Cursor, found: re.Match[str]) -> Phrase:
    """以“N”命名; behind what an item with a name says, after what it is named."""
    if cursor.text[found.start() - 1 : found.start()] in ("。", "；") and _HEADED.match(cursor.text):
        return Phrase(Kind.REASON, *found.span(), value=found.span())
    return Phrase(Kind.NAMED, *found.span(), names=(Name(found.span("given"), quoted=True),), word="命名为")


def read_replaced(_cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """由“N”取代."""
    if not ends_as_road(found["by"]):
        return None
    return Phrase(Kind.RENAMED, *found.span(), names=(Name(found.span("by")),), word="取代")


def read_keep_name(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """沿用“N”的名称."""
    names, end = read_names(cursor, found.end(), False)
    if not names:
        return None
    if not names[0].quoted and not ends_as_road(cursor.text[slice(*names[0].at)]):
        return read_reason(cursor, found)  # 沿用民间名称: why it is called so
    return Phrase(Kind.NAMED, found.start(), end, names=names, word=found["keep_name"])


# 因“甲巷”已拆除，撤销其名称
_OF_ITSELF = re.compile(
    rf"(?=“[^“”]{{2,14}}[路街巷弄坊]”(?:[均现]?已|不)[^，。；]{{1,20}}，{act_patterns.MODAL}{{0,4}}{act_patterns.CANCELS}[其该])"
)


def read_reason(cursor: Cursor, found: re.Match[str]) -> Phrase | None:
    """因…, up to the verb or the end it leads to."""
    if _OF_ITSELF.match(cursor.text, found.end()):
        return Phrase(Kind.FILLER, *found.span())
    end = _REASON_STOP.search(cursor.text, found.end())
    stop = end.start() if end else cursor.size
    if stop - found.start() < 2:
        return None
    return Phrase(Kind.REASON, found.start(), stop, value=(found.start(), stop))

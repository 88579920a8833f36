"""The acts that the words of a heading, a lead-in or a title speak of: 命名, 更名, 调整起止点, 注销."""

import re

from gazetteer.actions import Action
from gazetteer.patterns import opening

# longest first; the word decides the action
ACTIONS: tuple[tuple[str, Action], ...] = (
    (
        r"调整起[止讫]点?|(?:变更|调整)(?:道路|街路|街巷)的?起[止讫]点|起[止讫](?:点|位置|范围)(?:的)?(?:调整|变更)|变更起[止讫]点|(?:调整|变更)(?:地名|道路)?要素|(?:地名|道路)要素的?(?:调整|变更)|[止起]点(?:的)?(?:调整|变更)|延[长伸](?![路街巷](?:[等和与及、，。；：（]|$))(?!的(?:[一二两三四五六七八九十百\d]{1,4}条)?(?:新建)?(?:道路|街路|路|街))|调整(?!更?名|(?:部分)?(?:道路|街路|街巷)?(?:的)?(?:名称|路名|地名))",
        Action.EXTENT_CHANGE,
    ),
    (r"恢复命名|恢复(?:(?:原有?|旧|老|历史|传统)?(?:地名|路名|街名|名称)|[原旧老]名)|恢复", Action.NAMING),
    (
        r"(?:名称|路名|地名)的?调整|调整(?:部分)?(?:道路|街路|街巷)?的?(?:名称|路名|地名)|更名|改名|重命名|更改名称|名称变更|变更名称",
        Action.RENAMING,
    ),
    (r"注销|销名|路名消失|消失|作废|停止使用|不再使用|停用|撤销|取消|废止|废弃|废除", Action.ABOLITION),
    (r"更正|勘误", Action.CORRECTION),
    (r"规范(?:地名|道?路名称?|名称)|[起取]新名|新?命(?:（更）)?名|定名|新增|新名|拟名|取名|新建", Action.NAMING),
)
ACT_WORDS = re.compile(
    opening(
        "调起变止延恢名路道地更改重注销消作停不撤取废勘规新命定拟",
        *(f"(?P<a{n}>{pattern})" for n, (pattern, _) in enumerate(ACTIONS)),
    )
)


def find_action(words: str) -> tuple[Action | None, bool]:
    """The action that the words order, and whether it restores an older name."""
    found = ACT_WORDS.search(words)
    if found is None:
        return None, False
    index = int(str(found.lastgroup)[1:])
    return ACTIONS[index][1], index == 1


def find_actions(words: str) -> set[Action]:
    """Every action that the words speak of."""
    return {ACTIONS[int(str(found.lastgroup)[1:])][1] for found in ACT_WORDS.finditer(words)}

"""The sentences that open or close a notice and say nothing of a road, whatever stands beside them."""

import re

from gazetteer.patterns import opening

# a sentence that closes a notice, whatever stands before it in the paragraph
_CLOSING = re.compile(
    opening(
        "特公联以意请妥当如附位自望希所各有相上接收",
        r"特此[^。；]{2,6}|公示(?:时间|日期|期限?|期间|起止)[^。；]{0,80}|联系(?:人|电话|方式|地址)[^。；]{0,100}",
        r"(?:以上)?(?:意见|请示)?(?:妥否|当否)[^。；]{0,20}|如有[^。；]{0,100}|附件?：[^。；]{0,60}|位置图?附后",
        r"自(?:发文|发布|公布|印发|公告)之日起[^。；]{0,40}",
        r"(?![^。；]{0,120}(?:命名|更名|改名|定名|注销|销名|撤销|恢复|延[伸长]|调整|[东南西北][起至]))"
        r"(?:自本?(?:通知|通告|公告|批复|决定|文件?)?(?:发文|发布|公布|印发|下发|公告)之日起[^。；]{0,80}"
        r"|(?:[接收](?:此|到)?(?:文|批复|通知)后，)?[请望希](?:你|各|有关|相关|接)[^。；]{2,80}|所需(?:经费|费用)[^。；]{0,40}"
        r"|(?:各|有关|相关)[^。；，]{0,14}(?:单位|部门|街道|机关|个人)[^。；，]{0,8}(?:要|应|须|请)[^。；]{0,80}"
        r"|(?:上述|以上)[^。；]{0,24}(?:名称|事项|决定)自[^。；，]{0,40}(?:启用|使用|施行|执行)"
        r"(?:，(?:请[^。；]{2,80}|(?:各|有关|相关|任何)[^。；，]{0,14}(?:单位|部门|个人)[^。；，]{0,8}(?:要|应|须|请|不得擅自)[^。；]{2,40}))?)",
    )
    + r"[。；：]?"
)
# 你局（统一社会信用代码…）向区地名委员会提交的《关于“甲路”命名的申请》收悉。: the roads stand in its title
_RECEIVED = re.compile(
    r"你(?:局|委|办|公司|单位|街道|[区县市镇乡])(?:（[^（）]{2,30}）)?[^。；：《》“”，]{0,30}"
    r"(?:《[^《》]{2,80}》(?:[和及、与]|以及)?){1,4}(?:均?已?收悉|悉)[。；]?"
)
# 公示时间：4月10日至4月19日。 | 如有异议，请向我局反映，联系电话：0750-8000000。
_LABEL = re.compile(
    "(?:公示(?:时间|日期|期限?|期间|起止时间)|联系(?:人|电话|方式|地址))：[^。；]{2,80}(?:[。；]|$)"
    r"|(?:公示期间，?)?(?:任何单位[和或]?个人)?如(?:有|对)[^。；：]{2,100}(?:地址：[^。；：]{2,40})?(?:电话|传真)：[\dxX*—\-、，转（）]{6,40}(?:[。；]|$)"
    # 意见可于9月22日前反馈，电话：0351-4020000。
    r"|意见(?:建议|和建议)?可[于在]?[^。；：]{2,16}前(?:反馈|反映)[^。；：路街巷弄]{0,20}(?:电话|传真)：[\dxX*—\-、，转（）]{6,40}(?:[。；]|$)"
)


def is_passed_over(words: str) -> bool:
    """Whether a sentence opens or closes a notice and says nothing of a road, whatever stands beside it."""
    return _CLOSING.fullmatch(words) is not None or (words[0] == "你" and _RECEIVED.fullmatch(words) is not None)


def closing_label(text: str, at: int) -> re.Match[str] | None:
    """The label of what closes a notice with its value, where one begins at `at`: 公示时间：4月10日至4月19日。"""
    return _LABEL.match(text, at)

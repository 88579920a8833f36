"""The smallest pieces of the wording of notices: sides, words, brackets, and the marks that count items. No logic.

All wording is matched against text already normalised and without blanks (`text.normalise`, `text.condense`), each
piece under a line it reads. Every repetition is bounded or runs over one class of characters, so that no text makes
a search slow.
"""

import re


def any_of(*pieces: str) -> str:
    """The pattern that any of the pieces fits, the first that fits taken."""
    return f"(?:{'|'.join(pieces)})"


def opening(chars: str, *pieces: str) -> str:
    """The pattern that any of the pieces fits, tried only at the characters (as between [ and ]) it may begin with.

    A search passes over all others many times as fast.
    """
    return f"(?=[{chars}]){any_of(*pieces)}"


# 东 | 西北
SIDE = r"(?:东北|东南|西北|西南|东|南|西|北)"
_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff〇○"
# a word written in Chinese, Latin letters or digits; * stands where a page masks a character, # behind a number
WORD = rf"[{_HAN}0-9A-Za-z*#]"
OPEN, CLOSE = "（“‘「『《【〔[", "）”’」』》】〕]"
QUOTE_MARKS = "“”‘’「」『』\"'"
# 一、 | 甲、 | （二） | 3. | 4、 | (5) | 6) | ⑦ | ◆ | 第八条
MARK = re.compile(
    r"(?P<han>[一二三四五六七八九十百]{1,4})、"
    r"|(?P<stem>[甲乙丙丁戊己庚])、(?=[^，。；：、]{2,10}$)"
    r"|（(?P<bracketed>[一二三四五六七八九十]{1,3})）[、.]?"
    r"|（(?P<round>\d{1,3})）[、.]?"
    r"|(?P<half>\d{1,3})）"
    r"|(?P<plain>\d{1,3}|\d{4,6}(?=[.、]))[.、,，](?:(?!\d)|(?=\d{1,3}号[路街巷道]))"
    r"|(?P<sign>[\u2460-\u249b\u3220-\u3229])[、.]?|(?P<bullet>[◆◇●■□▲△★☆▶►▪◼•])"
    r"|第(?P<article>[一二三四五六七八九十百]{1,4}|\d{1,3})条"
    r"|(?P<lost>、)"
)
# "3" glued to the name it counts: 3帆书路 (not 318国道, 2021年, 72-1号)
GLUED_MARK = re.compile(
    r"(?P<glued>\d{1,3})(?![\d.，,、年月日号国省县乡道米岁个条名期届级组幢栋-])(?=[“\u3400-\u9fff])"
)

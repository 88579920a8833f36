"""The lines before a notice that say how the text came about: restated, made up, taken from where."""

import re

RESTATED = "按事实重述"
FICTIONAL = "虚构"
SOURCE = re.compile(r"(?:依据|来源|出处)：(?P<source>[^\n]{1,200})")


def is_marker(text: str) -> bool:
    """Whether a line is one of the bundled notices' own marker lines."""
    return ((RESTATED in text or FICTIONAL in text) and text[0] in "〔【（[") or re.match(
        r"(?:来源|依据|出处|发布日期)：", text
    ) is not None

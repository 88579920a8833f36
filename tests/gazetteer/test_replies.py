"""Replies to proposals: acts told in them are read and marked as told, or are problems."""

import pytest

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.replies import is_reply

REPLY = """关于对市政协十二届三次会议第108号提案的答复

王某某委员：
  您提出的《关于恢复松溪街名称的提案》收悉，现答复如下：
  {told}

云麓市民政局
2022年7月1日
"""


@pytest.mark.parametrize(
    ("title", "reply"),
    [
        ("关于市政协十二届三次会议第108号提案的答复", True),
        ("关于对市人大第56号建议的答复函", True),
        ("关于同意鹭洲路命名的批复", False),
        ("关于征求道路命名建议的公告", False),
        (None, False),
    ],
)
def test_a_reply_is_told_by_its_title(title: str | None, reply: bool):
    assert is_reply(title) is reply


@pytest.mark.parametrize(
    "told",
    [
        "2019年，经市政府批准，将鹭洲路更名为苇塘路。",
        "鹭洲路曾于1966年改称东风路，1981年恢复原名。",
        "该路于1998年由市政府命名为沁芳路。",
    ],
)
def test_no_act_told_in_a_reply_goes_by_in_silence(told: str):
    text = REPLY.format(told=told)
    (reading,) = read_document(Document("reply", text))
    start = text.index(told)
    within = [problem for problem in reading.problems if problem.span.start >= start]
    assert within
    marked = [problem.span for problem in within]
    for entry in reading.entries:
        assert any(span.start < entry.span.end and span.end > entry.span.start for span in marked)


def test_what_the_reply_was_asked_for_is_no_act():
    readings = read_document(Document("reply", REPLY.format(told="感谢您对地名工作的关心和支持。")))
    assert not any(reading.entries for reading in readings)

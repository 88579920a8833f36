"""What prose says around a road: sayings go by, what may be of a name, an end, a size or an act does not."""

import pytest

from gazetteer.sayings import is_saying


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        ("既好记又顺口", True),
        ("鸟语花香", True),
        ("却是不少学生上学的必经之路", True),
        ("鹭洲路的建成将极大方便沿线居民出行", True),
        ("鹭洲路为城市主干路", True),
        ("东科技馆", False),
        ("苇塘路", False),
        ("方案未获批准", False),
        ("暂缓实施", False),
        ("该名称予以恢复", False),
        ("建设中的三条", False),
        ("是雁池区的景观大道", False),
        ("馆", False),
    ],
)
def test_a_saying_holds_no_sign_of_what_a_record_holds(words: str, saying: bool):
    assert is_saying(words, "鹭洲路") is saying

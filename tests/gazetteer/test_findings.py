"""Contradictions seeded one at a time, and clean histories in which nothing must be found."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import neighbours
from gazetteer.findings import Finding
from gazetteer.likeness import likeness
from gazetteer.neighbours import sized_keys
from gazetteer.registry import Register
from gazetteer.search import parts_of, size_of
from gazetteer.text import Sentence
from tests.conftest import NewUrl
from tests.gazetteer.towns import fill, notice

Notices = list[tuple[str, tuple[str, ...]]]

SEEDED: dict[str, tuple[Notices, list[str]]] = {
    "stated earlier ends differ from the act before": (
        [("2001-01-01", ("命名 甲路 北子街-南丑街",)), ("2002-01-01", ("调整 甲路 北子街-南寅街 > 北子街-南卯街",))],
        ["公告称 甲路 原止点为“寅街”，而此前的公告为“丑街”。"],
    ),
    "both stated earlier ends differ": (
        [("2001-01-01", ("命名 甲路 北子街-南丑街",)), ("2002-01-01", ("调整 甲路 北辰街-南寅街 > 北辰街-南卯街",))],
        ["公告称 甲路 原止点为“寅街”，而此前的公告为“丑街”。", "公告称 甲路 原起点为“辰街”，而此前的公告为“子街”。"],
    ),
    "a stated earlier length differs from the act before": (
        [
            ("2001-01-01", ("命名 甲路 北子街-南丑街 800",)),
            ("2002-01-01", ("调整 甲路 北子街-南丑街 > 北子街-南卯街 900>1200",)),
        ],
        ["公告称 甲路 原长度为 900 米，而此前的公告为 800 米。"],
    ),
    "an end on a road that did not yet reach": (
        [("2001-01-01", ("调整 甲路 北子街-南乙路 > 北子街-南寅街", "调整 乙路 东卯街-西辰街 > 东卯街-西甲路"))],
        [
            "2001-01-01 之前，甲路 的一端是乙路；而乙路当时的起止点是东卯街、西辰街，2001-01-01 起才到甲路。",
        ],
    ),
    "two roads of one name": (
        [("2001-01-01", ("命名 甲路 北子街-南丑街 @东区", "命名 甲路 北寅街-南卯街 @西区"))],
        ["同一城市有两条道路同时叫“甲路”。"],
    ),
    "the name of a road in force given again": (
        [("2001-01-01", ("命名 甲路 北子街-南丑街",)), ("2002-01-01", ("命名 甲路 北子街-南丑街",))],
        ["甲路 已在用，又被命名。"],
    ),
    "a road that ends on itself": (
        [("2001-01-01", ("命名 甲路 北甲路-南丑街",))],
        ["甲路 的一端写的是它自己。"],
    ),
    "an end on an abolished name": (
        [
            ("2001-01-01", ("命名 甲路 北子街-南丑街",)),
            ("2002-01-01", ("销名 甲路",)),
            ("2003-01-01", ("命名 乙路 东甲路-西寅街",)),
        ],
        ["乙路 的一端是甲路，而该路名已于 2002-01-01 撤销。"],
    ),
    "an end under a name given up before": (
        [
            ("2001-01-01", ("命名 甲路 北子街-南丑街",)),
            ("2002-01-01", ("更名 甲路>丙路",)),
            ("2003-01-01", ("命名 乙路 东甲路-西寅街",)),
        ],
        ["乙路 的一端写作甲路，该路当时名为丙路。"],
    ),
    "two names that sound the same": (
        [("2001-01-01", ("命名 龙居街 北子街-南丑街",)), ("2002-01-01", ("命名 龙驹街 北寅街-南卯街",))],
        ["同一城市的“龙居街”与“龙驹街”读音相同。"],
    ),
    "two names that sound the same but for the tones": (
        [("2001-01-01", ("命名 龙兴路 北子街-南丑街",)), ("2002-01-01", ("命名 龙行路 北寅街-南卯街",))],
        ["同一城市的“龙兴路”与“龙行路”只有声调不同。"],
    ),
    "two names that look alike": (
        [("2001-01-01", ("命名 戊山路 北子街-南丑街",)), ("2002-01-01", ("命名 戌山路 北寅街-南卯街",))],
        ["同一城市的“戊山路”与“戌山路”字形相近。"],
    ),
    "two names with other generic parts": (
        [("2001-01-01", ("命名 龙驹街 北子街-南丑街",)), ("2002-01-01", ("命名 龙驹大道 北寅街-南卯街",))],
        ["同一城市的“龙驹大道”与“龙驹街”只有通名不同。"],
    ),
    "two names of which one has a longer generic part": (
        [("2001-01-01", ("命名 龙山路 北子街-南丑街",)), ("2002-01-01", ("命名 龙山快速路 北寅街-南卯街",))],
        ["同一城市的“龙山快速路”与“龙山路”只有通名不同。"],
    ),
    "two long names with one other character": (
        [("2001-01-01", ("命名 白马山路 北子街-南丑街",)), ("2002-01-01", ("命名 白牛山路 北寅街-南卯街",))],
        ["同一城市的“白牛山路”与“白马山路”只差一个字。"],
    ),
    "an end on a road named only later": (
        [("2001-01-01", ("命名 乙路 东甲路-西寅街",)), ("2003-01-01", ("命名 甲路 北子街-南丑街",))],
        ["乙路 的一端是甲路，而甲路到 2003-01-01 才命名。"],
    ),
    "the road ended on is abolished later": (
        [
            ("2001-01-01", ("命名 甲路 北子街-南丑街", "命名 乙路 东甲路-西寅街")),
            ("2002-01-01", ("销名 甲路",)),
        ],
        ["乙路 的一端是甲路；该路已销名（2002-01-01）。"],
    ),
    "the road ended on is renamed later": (
        [
            ("2001-01-01", ("命名 甲路 北子街-南丑街", "命名 乙路 东甲路-西寅街")),
            ("2002-01-01", ("更名 甲路>丙路",)),
        ],
        ["乙路 的一端是甲路；该路已更名为丙路（2002-01-01）。"],
    ),
    "the road ended on is moved later": (
        [
            ("2001-01-01", ("命名 甲路 北子街-南丑街", "命名 乙路 东甲路-西寅街")),
            ("2002-01-01", ("调整 甲路 北子街-南丑街 > 北子街-南辰街",)),
        ],
        ["乙路 的一端是甲路；该路的起止点已调整（2002-01-01）。"],
    ),
}

CLEAN: dict[str, Notices] = {
    "named": [("2001-01-01", ("命名 甲路 北子街-南丑街", "命名 乙路 东甲路-西丑街"))],
    "an end moved as stated": [
        ("2001-01-01", ("命名 甲路 北子街-南丑街",)),
        ("2002-01-01", ("调整 甲路 北子街-南丑街 > 北子街-南寅街",)),
    ],
    "an earlier length stated as it was, and one that nobody stated": [
        ("2001-01-01", ("命名 甲路 北子街-南丑街 800",)),
        ("2002-01-01", ("调整 甲路 北子街-南丑街 > 北子街-南寅街 800>1200",)),
        ("2003-01-01", ("调整 甲路 北子街-南寅街 > 北子街-南卯街",)),
        ("2004-01-01", ("调整 甲路 北子街-南卯街 > 北子街-南辰街 900>1000",)),
    ],
    "names in which like letters are other syllables": [
        ("2001-01-01", ("命名 西安路 北子街-南丑街", "命名 方案路 北丑街-南寅街", "命名 二十一路 北寅街-南卯街")),
        ("2002-01-01", ("命名 先路 东子街-西丑街", "命名 反感路 东丑街-西寅街", "命名 耳石衣路 东寅街-西卯街")),
    ],
    "a road above another": [
        ("2001-01-01", ("命名 龙山大街 北子街-南丑街",)),
        ("2002-01-01", ("命名 龙山高架路 北子街-南丑街",)),
    ],
    "a name given up and given to another": [
        ("2001-01-01", ("命名 甲路 北子街-南丑街",)),
        ("2002-01-01", ("更名 甲路>丙路", "命名 甲路 北寅街-南卯街")),
    ],
    "an end on a road named later by the same act": [
        ("2001-01-01", ("命名 乙路 东甲路-西寅街", "命名 甲路 北子街-南丑街"))
    ],
    "earlier ends stated under the present names of their roads": [
        ("2001-01-01", ("命名 甲路 北子街-南丑街", "命名 丑街 东辰街-西寅街")),
        ("2002-01-01", ("更名 丑街>午街",)),
        ("2003-01-01", ("调整 甲路 北子街-南午街 > 北子街-南未街",)),
    ],
    "the members of a series": [
        ("2001-01-01", ("命名 港源一路 北子街-南丑街", "命名 港源二路 北子街-南丑街", "命名 兴发东巷 北子街-南丑街")),
        ("2002-01-01", ("命名 兴发西巷 北子街-南丑街", "命名 张家庄路 北子街-南丑街", "命名 李家庄路 北子街-南丑街")),
        ("2003-01-01", ("命名 长安路 北子街-南丑街", "命名 长乐路 北子街-南丑街")),
    ],
    "abolished and restored": [
        ("2001-01-01", ("命名 甲路 北子街-南丑街",)),
        ("2002-01-01", ("销名 甲路",)),
        ("2003-01-01", ("恢复 甲路 北子街-南丑街",)),
    ],
}


def found(register: Register) -> list[Finding]:
    """What is found, but for ends on streets that these small towns leave out."""
    return [one for one in register.findings() if one.kind != "ends_unknown"]


@pytest.fixture
def register(tmp_path):
    with Register.open(str(tmp_path / "register.db")) as register:
        yield register


@pytest.mark.parametrize(("notices", "wanted"), SEEDED.values(), ids=SEEDED.keys())
def test_a_seeded_contradiction_is_found_and_nothing_else(register: Register, notices: Notices, wanted: list[str]):
    fill(register, [notice(day, *lines) for day, lines in notices])
    assert sorted(one.message.zh for one in found(register)) == sorted(wanted)
    for one in found(register):
        assert one.entry_ids
        assert one.advice.zh
        assert one.message.en


@pytest.mark.parametrize(("notices", "wanted"), SEEDED.values(), ids=SEEDED.keys())
def test_it_is_found_whatever_comes_first(register: Register, notices: Notices, wanted: list[str]):
    fill(register, [notice(day, *lines) for day, lines in reversed(notices)])
    assert sorted(one.message.zh for one in found(register)) == sorted(wanted)


@pytest.mark.parametrize("notices", CLEAN.values(), ids=CLEAN.keys())
def test_nothing_is_found_where_nothing_is_wrong(register: Register, notices: Notices):
    fill(register, [notice(day, *lines) for day, lines in notices])
    assert found(register) == []


def test_ends_on_roads_that_the_register_does_not_hold_are_told_once_a_notice(register: Register):
    first = notice("2001-01-01", "命名 甲路 北子街-南丑街", "命名 乙路 北甲路-南龙窝山")
    fill(register, [first])
    (finding,) = register.findings()
    assert finding.message.zh == "起止点所指的 2 条道路不在本地名录中：丑街、子街。"
    assert finding.notice_ids == (first[1].notice.notice_id,)
    fill(register, [notice("2002-01-01", "命名 子街 东甲路-西乙路", "命名 丑街 东甲路-西乙路")])
    assert [one.kind for one in register.findings()] == ["end_not_yet_named", "end_not_yet_named"]
    assert register.verify() == ()


@pytest.mark.parametrize("told", ["曾用名:子街", "又名:子街"])
def test_an_end_on_another_name_of_a_road_is_on_that_road_whatever_comes_first(told: str):
    first = notice("2001-01-01", "命名 甲路 北子街-南龙窝山")
    second = notice("2002-01-01", f"命名 乙路 东甲路-西龙窝山 {told}")
    for order in ((first, second), (second, first)):
        with Register.open("sqlite://") as register:
            fill(register, order)
            assert [one for one in register.findings() if one.kind == "ends_unknown"] == []
            assert register.verify() == ()


def test_two_spellings_of_one_name_are_told_alike_whichever_came_first():
    notices = [
        notice("2003-02-08", "调整 人民一路 北a-南b > 北c-南d @城东区"),
        notice("2003-06-05", "调整 人民1路 东e-西c > 北f-南g", "销名 人民1路 @城西区"),
    ]
    told = set()
    for order in permutations(notices):
        with Register.open("sqlite://") as register:
            fill(register, order)
            assert register.verify() == ()
            told.add(tuple(sorted(one.message.zh for one in register.findings() if one.kind == "same_name")))
    assert len(told) == 1


def test_what_the_filing_rules_ask_for_is_missed_only_where_they_hold(register: Register):
    fill(register, [notice("2020-01-01", "命名 甲路 北子街-南丑街"), notice("2024-01-01", "命名 乙路 北子街-南丑街")])
    (finding,) = (one for one in register.findings() if one.kind == "fields_missing")
    assert finding.message.zh == "公告缺少备案公告应有的内容：罗马字母拼写（1 条）、所在行政区划（1 条）。"
    assert len(finding.entry_ids) == 1


_SPECIFICS = st.text("龙驹居先西安戊戌白马牛山十一11东A", min_size=1, max_size=5)
_GENERICS = st.sampled_from(("路", "街", "大道", "高架路", "快速通道", "高架快速路", "支路", "桥", ""))


@given(_SPECIFICS, st.sampled_from(("", "东", "一", "12")), _GENERICS, _SPECIFICS, _GENERICS, st.booleans())
@settings(max_examples=400, deadline=None)
def test_names_that_are_alike_are_found_by_what_is_asked_for_one_of_them(
    specific: str, more: str, generic: str, other: str, other_generic: str, same: bool
):
    """What is found must not depend on which other roads are at hand: else a rebuild finds more than taking in did."""
    one, two = specific + more + generic, (specific if same else other) + more + other_generic
    if likeness(one, two) is not None:
        sharing = {(str(kind), size_of(two), part) for kind, part in parts_of(two)}
        assert sharing & set(sized_keys(one)), (one, two)


def test_names_are_compared_where_no_notice_tells_the_city(new_url: NewUrl):
    with Register.open(new_url()) as register:
        for document, reading in (
            notice("2001-01-01", "命名 龙居街 北a-南b"),
            notice("2002-02-02", "命名 龙驹街 东c-西d"),
        ):
            register.ingest(document, [replace(reading, notice=replace(reading.notice, area=None))])
        assert "homophone" in {found.kind for found in register.findings()}


def test_ends_not_known_are_told_in_each_language_and_stay_at_rest(register: Register):
    """The English joined the names with 、 once, and a finding's id follows from its English."""
    fill(register, [notice("2001-01-01", *(f"命名 {name}路 北{name}子街-南{name}丑街" for name in "甲乙丙"))])
    (one,) = register.findings()
    assert one.message.zh == "起止点所指的 6 条道路不在本地名录中：甲丑街、甲子街、乙丑街、乙子街、丙丑街等。"
    assert one.message.en == (
        "6 roads named as ends are not in this register: 甲丑街, 甲子街, 乙丑街, 乙子街, 丙丑街 and others."
    )
    before = "6 roads named as ends are not in this register: 甲丑街、甲子街、乙丑街、乙子街、丙丑街等."
    earlier = replace(one, message=Sentence(one.message.zh, before), worded=None)
    assert one.finding_id == earlier.finding_id
    register.dismiss(earlier.finding_id, "某人", "不在本市")
    assert register.findings() == ()


def test_what_an_excerpt_left_out_is_told_and_can_be_taken_in(register: Register):
    """The excerpt (甲路) counts, being first; the whole notice tells its ends and length."""
    excerpt, whole = ("命名 甲路", "命名 乙路 北c-南d 300"), ("命名 甲路 北a-南b 500", "命名 乙路 北c-南d")
    fill(register, [notice("2001-01-01", *lines, number="某政〔2001〕1号") for lines in (excerpt, whole)])
    (one,) = (one for one in register.findings() if one.kind == "witness_differs")
    assert one.message.zh == (
        "某政〔2001〕1号 的两份文本中，甲路 不同：起点计入的没有写，另一份作“a”；止点计入的没有写，另一份作“b”；"
        "长度计入的没有写，另一份作“500 米”。"
    )
    assert "不写文号的文本，收入即计入" in one.advice.zh
    assert one.road_ids == (register.find("甲路"),)
    fill(register, [notice("2001-01-01", whole[0])])  # as the advice says
    last = register.record(register.find("甲路")).versions[-1]
    assert [end.text for end in last.extent.termini] == ["a", "b"]
    assert last.length is not None
    assert last.length.value == 500


def test_a_copy_that_tells_less_than_the_one_that_counts_takes_nothing_away(register: Register):
    told = (("命名 甲路 北a-南b 500",), ("命名 甲路",))
    fill(register, [notice("2001-01-01", *lines, number="某政〔2001〕1号") for lines in told])
    assert register.findings() == ()


@pytest.mark.parametrize("few", [0, 40], ids=["asked of the database", "the area read whole"])
def test_like_names_are_found_in_a_large_city_as_in_a_small_one(
    new_url: NewUrl, monkeypatch: pytest.MonkeyPatch, few: int
):
    """龙居街 sounds as 龙驹街 does, which is 龙驹路 but for the generic part; 他市 has them too."""
    monkeypatch.setattr(neighbours, "_FEW", few)
    lines = [
        f"命名 {name} 北a-南b" for name in ("龙居街", "龙驹街", "龙驹路", "白马山路", "白牛山路", "戊山路", "戌山路")
    ]
    with Register.open(new_url()) as register:
        for at, line in enumerate(lines):
            fill(register, [notice(f"2001-01-0{at + 1}", line)])
            fill(register, [notice(f"2001-02-0{at + 1}", line, area="他市")])
        near = ("homophone", "look_alike", "near_name")
        found = sorted((one.area or "", one.kind) for one in register.findings() if one.kind in near)
        kinds = ["homophone", "look_alike", "near_name", "near_name"]
        assert found == [(area, kind) for area in sorted(("某市", "他市")) for kind in kinds]
        assert register.verify() == ()

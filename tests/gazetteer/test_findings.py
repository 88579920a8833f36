"""Contradictions seeded one at a time, and clean histories in which nothing must be found."""

import pytest

from gazetteer.registry import Register
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
    "a name given up and given to another": [
        ("2001-01-01", ("命名 甲路 北子街-南丑街",)),
        ("2002-01-01", ("更名 甲路>丙路", "命名 甲路 北寅街-南卯街")),
    ],
    "an end on a road named later by the same act": [
        ("2001-01-01", ("命名 乙路 东甲路-西寅街", "命名 甲路 北子街-南丑街"))
    ],
    "abolished and restored": [
        ("2001-01-01", ("命名 甲路 北子街-南丑街",)),
        ("2002-01-01", ("销名 甲路",)),
        ("2003-01-01", ("恢复 甲路 北子街-南丑街",)),
    ],
}


@pytest.fixture
def register(tmp_path):
    with Register.open(str(tmp_path / "register.db")) as register:
        yield register


@pytest.mark.parametrize(("notices", "wanted"), SEEDED.values(), ids=SEEDED.keys())
def test_a_seeded_contradiction_is_found_and_nothing_else(register: Register, notices: Notices, wanted: list[str]):
    fill(register, [notice(day, *lines) for day, lines in notices])
    assert sorted(one.message.zh for one in register.findings()) == sorted(wanted)
    for one in register.findings():
        assert one.entry_ids
        assert one.advice.zh
        assert one.message.en


@pytest.mark.parametrize(("notices", "wanted"), SEEDED.values(), ids=SEEDED.keys())
def test_it_is_found_whatever_comes_first(register: Register, notices: Notices, wanted: list[str]):
    fill(register, [notice(day, *lines) for day, lines in reversed(notices)])
    assert sorted(one.message.zh for one in register.findings()) == sorted(wanted)


@pytest.mark.parametrize("notices", CLEAN.values(), ids=CLEAN.keys())
def test_nothing_is_found_where_nothing_is_wrong(register: Register, notices: Notices):
    fill(register, [notice(day, *lines) for day, lines in notices])
    assert register.findings() == ()

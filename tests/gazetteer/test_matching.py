"""Which road each clause speaks of, whatever order the notices come in: what a careful registrar would say."""

from dataclasses import replace
from itertools import permutations

import pytest
from sqlalchemy import select

from gazetteer.known_roads import why_held
from gazetteer.registry import Register
from gazetteer.schema import roads
from gazetteer.times import read_day
from tests.conftest import NewUrl
from tests.gazetteer.towns import fill, notice

Lines = tuple[str, ...]
NAMED = ("2000-01-01", "命名 甲路 北a-南b")
CASES: dict[str, tuple[list[Lines], list[str]]] = {
    # an act on a name that is gone
    "a road abolished is moved": (
        [NAMED, ("2005-01-01", "销名 甲路"), ("2010-01-01", "调整 甲路 北a-南b > 北a-南c")],
        ["甲路 a-b 2000-01-01…2005-01-01", "held: 甲路 no longer so called"],
    ),
    "a road is moved under the name it had": (
        [NAMED, ("2005-01-01", "更名 甲路>乙路"), ("2010-01-01", "调整 甲路 北a-南b > 北a-南c")],
        ["甲路 a-b 2000-01-01…2005-01-01 | 乙路 a-b 2005-01-01…", "held: 甲路 no longer so called"],
    ),
    "another road of that name, by its ends": (
        [NAMED, ("2005-01-01", "销名 甲路"), ("2010-01-01", "调整 甲路 东p-西q > 东p-西r")],
        ["甲路 a-b 2000-01-01…2005-01-01", "甲路 p-q ..2009-12-31…2010-01-01 | 甲路 p-r 2010-01-01…"],
    ),
    "abolished by two acts": (
        [NAMED, ("2005-01-01", "销名 甲路"), ("2006-01-01", "销名 甲路")],
        ["甲路 a-b 2000-01-01…2005-01-01", "warning: 甲路 已于 2005-01-01 不再使用，又被撤销。"],
    ),
    "renamed so by two acts": (
        [NAMED, ("2005-01-01", "更名 甲路>乙路"), ("2006-01-01", "更名 甲路>乙路")],
        [
            "甲路 a-b 2000-01-01…2005-01-01 | 乙路 a-b 2005-01-01…2006-01-01 | 乙路 a-b 2006-01-01…",
            "warning: 乙路 已在用，又被更名为此。",
        ],
    ),
    # names that pass on within one act, of roads that were known and that were not
    "a name passes on": (
        [("2005-01-01", "更名 甲路>乙路", "更名 乙路>丙路")],
        ["乙路 - ..2004-12-31…2005-01-01 | 丙路 - 2005-01-01…", "甲路 - ..2004-12-31…2005-01-01 | 乙路 - 2005-01-01…"],
    ),
    "the same, told the other way round": (
        [("2005-01-01", "更名 乙路>丙路", "更名 甲路>乙路")],
        ["乙路 - ..2004-12-31…2005-01-01 | 丙路 - 2005-01-01…", "甲路 - ..2004-12-31…2005-01-01 | 乙路 - 2005-01-01…"],
    ),
    "two roads change names": (
        [("2005-01-01", "更名 甲路>乙路", "更名 乙路>甲路")],
        ["乙路 - ..2004-12-31…2005-01-01 | 甲路 - 2005-01-01…", "甲路 - ..2004-12-31…2005-01-01 | 乙路 - 2005-01-01…"],
    ),
    # districts are drawn anew
    "moved in the district that it lies in by then": (
        [("2000-01-01", "命名 甲路 北a-南b @东区"), ("2010-01-01", "调整 甲路 北a-南b > 北a-南c @西区")],
        ["甲路 a-b 2000-01-01…2010-01-01 | 甲路 a-c 2010-01-01…"],
    ),
    "another road of that name in another district": (
        [("2000-01-01", "命名 甲路 北a-南b @东区"), ("2010-01-01", "调整 甲路 北a-南x > 北a-南c @西区")],
        [
            "error: 同一城市有两条道路同时叫“甲路”。",
            "甲路 a-b 2000-01-01…",
            "甲路 a-x ..2009-12-31…2010-01-01 | 甲路 a-c 2010-01-01…",
        ],
    ),
    # what an act that gives a road another name says of it beside, by the name it had
    "renamed, and the name it had struck off": (
        [NAMED, ("2005-01-01", "更名 甲路>乙路", "销名 甲路")],
        ["甲路 a-b 2000-01-01…2005-01-01 | 乙路 a-b 2005-01-01…"],
    ),
    "the same of a road nobody knew, struck off first": (
        [("2005-01-01", "销名 甲路", "更名 甲路>乙路")],
        ["甲路 - ..2004-12-31…2005-01-01 | 乙路 - 2005-01-01…"],
    ),
    "merged, and the name it had struck off": (
        [NAMED, ("2005-01-01", "更名 甲路>乙路 合并 北a-南c", "更名 丙路>乙路 合并 北a-南c", "销名 甲路")],
        ["乙路 a-c 2005-01-01…", "丙路 - ..2004-12-31…2005-01-01", "甲路 a-b 2000-01-01…2005-01-01"],
    ),
    "two roads of one name struck off": (
        [("2005-01-01", "销名 甲路 北a-南b", "销名 甲路 北c-南d")],
        [
            "甲路 a-b ..2004-12-31…2005-01-01",
            "甲路 c-d ..2004-12-31…2005-01-01",
            "error: 同一城市有两条道路同时叫“甲路”。",
        ],
    ),
    "renamed, and moved by the name it had": (
        [NAMED, ("2005-01-01", "更名 甲路>乙路", "调整 甲路 北a-南b > 北a-南c")],
        ["甲路 a-b 2000-01-01…2005-01-01 | 甲路 a-c 2005-01-01…2005-01-01 | 乙路 a-c 2005-01-01…"],
    ),
    "the same of a road nobody knew, moved first": (
        [("2005-01-01", "调整 甲路 北a-南b > 北a-南c", "更名 甲路>乙路")],
        ["甲路 a-b ..2004-12-31…2005-01-01 | 甲路 a-c 2005-01-01…2005-01-01 | 乙路 a-c 2005-01-01…"],
    ),
    "two roads nobody knew become one": (
        [("2005-01-01", "更名 甲路>丙路 合并 北a-南c", "更名 乙路>丙路 合并 北a-南c")],
        ["丙路 a-c 2005-01-01…", "乙路 - ..2004-12-31…2005-01-01", "甲路 - ..2004-12-31…2005-01-01"],
    ),
    "one that was known and one that was not": (
        [
            ("2000-01-01", "命名 乙路 北b-南c"),
            ("2005-01-01", "更名 甲路>丙路 合并 北a-南c", "更名 乙路>丙路 合并 北a-南c"),
        ],
        ["丙路 a-c 2005-01-01…", "乙路 b-c 2000-01-01…2005-01-01", "甲路 - ..2004-12-31…2005-01-01"],
    ),
    "renamed, and moved under its new name": (
        [NAMED, ("2005-01-01", "更名 甲路>乙路", "调整 乙路 北a-南b > 北a-南c")],
        ["甲路 a-b 2000-01-01…2005-01-01 | 乙路 a-b 2005-01-01…2005-01-01 | 乙路 a-c 2005-01-01…"],
    ),
    # corrections
    "a name put right counts from the day of its clause": (
        [NAMED, ("2001-06-01", "调整 申路 北a-南b > 北a-南d"), ("2002-01-01", "更正 甲路>申路")],
        ["申路 a-b 2000-01-01…2001-06-01 | 申路 a-d 2001-06-01…"],
    ),
    "a later act may say again what was wrong before": (
        [NAMED, ("2001-06-01", "更正 甲路 北-南b > 北-南c"), ("2005-01-01", "调整 甲路 北a-南c > 北a-南b")],
        ["甲路 a-c 2000-01-01…2005-01-01 | 甲路 a-b 2005-01-01…"],
    ),
    "what came out later is not what a correction meant": (
        [("2001-01-01", "更正 甲路 北-南b > 北-南c"), ("2002-01-01", "命名 甲路 北a-南b")],
        ["held: 甲路 a correction", "甲路 a-b 2002-01-01…"],
    ),
}


@pytest.mark.parametrize(("notices", "wanted"), CASES.values(), ids=CASES.keys())
def test_first_come_or_last_it_is_the_same(new_url: NewUrl, notices: list[Lines], wanted: list[str]):
    some = [notice(day, *lines) for day, *lines in notices]
    for order in (some, some[::-1]) if len(some) > 1 else (some,):
        with Register.open(new_url()) as register:
            fill(register, order)
            assert told(register) == sorted(wanted)
            assert register.verify() == ()


def test_a_clause_may_be_put_right_before_it_is_in_force(new_url: NewUrl):
    """命名 甲路 of 2001-01-01, in force from 2001-07-01; corrected on 2001-06-01."""
    document, reading = notice("2001-01-01", "命名 甲路 北a-南b")
    late = document, replace(reading, notice=replace(reading.notice, effective_on=read_day("2001-07-01")))
    for order in permutations([late, notice("2001-06-01", "更正 甲路 北-南b > 北-南c")]):
        with Register.open(new_url()) as register:
            fill(register, order)
            assert told(register) == ["甲路 a-c 2001-07-01…"]


def test_an_end_that_only_persists_is_not_its_fault(new_url: NewUrl):
    """甲路 ended on 乙路 before that was abolished; who renames 甲路 says nothing of it."""
    with Register.open(new_url()) as register:
        fill(register, [notice("2000-01-01", "命名 甲路 北乙路-南b", "命名 乙路 东x-西y")])
        fill(register, [notice("2005-01-01", "销名 乙路"), notice("2010-01-01", "更名 甲路>丁路")])
        assert [(one.kind, one.severity) for one in register.findings()] == [("end_since_abolished", "note")]
        fill(register, [notice("2011-01-01", "调整 丁路 北乙路-南b > 北乙路-南c")])
        assert ("end_abolished", "error") in [(one.kind, one.severity) for one in register.findings()]
        assert register.verify() == ()


@pytest.mark.parametrize(
    ("day", "since"),
    [
        ("2010-05-01", ()),
        ("2010-05", ()),
        ("2010-05-01", ("恢复 甲路 北a-南b",)),
        ("2010-05-01", ("命名 甲路 东p-西q",)),
        ("2010-05-01", ("命名 甲路 东p-西q @西区",)),
    ],
    ids=["to the day", "to the month", "restored since", "a new road of that name", "in another district"],
)
def test_an_end_on_a_road_that_was_no_more(new_url: NewUrl, day: str, since: Lines):
    """甲路 2000–2005; 乙路 of 2010 ends on it, whatever bears the name from 2015 on."""
    with Register.open(new_url()) as register:
        fill(register, [notice("2000-01-01", "命名 甲路 北a-南b @东区"), notice("2005-01-01", "销名 甲路 @东区")])
        fill(register, [notice("2015-01-01", *since), notice(day, "命名 乙路 北甲路-南z")])
        assert "end_abolished" in [one.kind for one in register.findings()]


def test_the_notice_that_errs_shows_its_error(new_url: NewUrl):
    """“原止点为 x”, which the act before says is b: found about both notices, and in a trial of the second."""
    first, second = notice("2000-01-01", "命名 甲路 北a-南b"), notice("2005-01-01", "调整 甲路 北a-南x > 北a-南c")
    with Register.open(new_url()) as register:
        fill(register, [first, second])
        for _, reading in (first, second):
            assert [one.kind for one in register.findings(notice_id=reading.notice.notice_id)] == ["previous_differs"]


def told(register: Register) -> list[str]:
    """What the register holds, a line a road, what waits and what was found, notes left out."""
    with register.store.reading() as connection:
        ids = connection.execute(select(roads.c.road_id)).scalars().all()
    lines = [
        " | ".join(
            f"{v.name} {'-'.join(end.text or '' for end in v.extent.termini) or '-'} "
            f"{v.valid.start.edtf.strip('[]')}…{v.valid.end.edtf if v.valid.end else ''}"
            for v in record.versions
        )
        for record in map(register.record, ids)
    ]
    held = [f"held: {one.entry.name} {one.reason.partition(':')[0]}" for one in register.held()]
    found = [f"{one.severity}: {one.message.zh}" for one in register.findings() if one.severity != "note"]
    return sorted((*lines, *held, *found))


def test_a_copy_of_an_act_that_does_one_thing_to_one_name_twice_is_no_other(new_url: NewUrl):
    """更名 甲路>丙路, 更名 乙路>丙路 (a merger), and 命名 丁路 in two districts: told once more in other order."""
    lines = (
        "更名 甲路>丙路 合并 北a-南c",
        "更名 乙路>丙路 合并 北a-南c",
        "命名 丁路 东x-西y @东区",
        "命名 丁路 东x-西y @西区",
    )
    act, copy = (
        notice("2005-01-01", *lines, number="某政〔2005〕1号"),
        notice("2005-01-01", *lines[::-1], number="某政〔2005〕1号"),
    )
    with Register.open(new_url()) as register:
        fill(register, [act, copy])
        assert "witness_differs" not in [one.kind for one in register.findings()]


def test_why_an_entry_waits_is_said_in_both_languages(new_url: NewUrl):
    """Every reason there is in the log has its sentence."""
    with Register.open(new_url()) as register:
        fill(register, [notice("2000-01-01", "命名 甲路 北a-南b @东区", "命名 甲路 北c-南d @西区", "更名 丙路>丁路")])
        fill(
            register,
            [notice("2005-01-01", "销名 甲路", "更正 乙路 北-南x > 北-南y"), notice("2006-01-01", "销名 丙路")],
        )
        fill(register, [notice("2007-01-01", "更正 甲路>申路")])
        said = [why_held(one.reason) for one in register.held()]
        assert len(said) == 4
        assert not [one for one in said if one.zh == one.en]


@pytest.mark.parametrize("other", range(4))
def test_of_acts_in_force_from_one_day_the_one_public_first_comes_first(new_url: NewUrl, other: int):
    """“自2020年1月1日起施行”: a road is named in October and moved in November, whatever ids the notices have."""
    pair = []
    for day, line in (("2019-10-01", "命名 甲路 北a-南b"), ("2019-11-01", "调整 甲路 北a-南b > 北a-南c")):
        document, reading = notice(day, line, number=f"某政〔2019〕{other}{day[5:7]}号")
        pair.append((document, replace(reading, notice=replace(reading.notice, effective_on=read_day("2020-01-01")))))
    for notices in (pair, pair[::-1]):
        with Register.open(new_url()) as register:
            fill(register, notices)
            first, last = register.record(register.find("甲路")).versions
            assert (first.act, last.act, last.extent.end and last.extent.end.text) == ("Named", "ExtentChanged", "c")
            assert register.verify() == ()

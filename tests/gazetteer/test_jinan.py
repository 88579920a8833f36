"""济南市 as bundled: facts of seven real notices, restated; what is found in them, read and judged by hand."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gazetteer.bundled import notice_paths
from gazetteer.documents import read_file
from gazetteer.entries import Entry, read_document
from gazetteer.notices import NoticeKind
from gazetteer.registry import Register
from gazetteer.times import TimePoint

FACTS = Path(__file__).parents[3] / "shared" / "notices" / "jinan-facts.json"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with Register.open(str(tmp_path_factory.mktemp("jinan") / "register.db")) as register:
        for path in notice_paths():
            document = read_file(path)
            register.ingest(document, read_document(document))
        yield register


# What is found, and what a person who looked each clause up made of it.
JUDGED = [
    (
        "end_not_reached",
        "2021-05-26 之前，小山路 的一端是丽康路；而丽康路当时的起止点是东西佛峪山、西望岳路，2021-05-26 起才到小山路。",
        "True: the same act says both. The old 小山路 cannot have met 丽康路 where that act has it begin.",
    ),
    (
        "ends_unknown",
        "起止点所指的 14 条道路不在本地名录中：白马山西路、龙窝沟西路、会展路、康虹路、科创路等。",
        "True: older roads, named before any notice we hold. 规划 ones are rightly not among them.",
    ),
    (
        "ends_unknown",
        "起止点所指的 2 条道路不在本地名录中：经十东路、港兴三路。",
        "True: 港兴三路 is of another act; 绿化带, 省道 and 刘公河 are rightly no roads.",
    ),
    (
        "ends_unknown",
        "起止点所指的 7 条道路不在本地名录中：泉城路、黑虎泉西路、县西巷、佛山街、朝山街等。",
        "True: old streets of the inner city. 丁家场街 is known from the same report.",
    ),
]


def test_what_is_found_in_them_is_what_a_person_judged_right(register: Register):
    assert [(one.kind, one.message.zh) for one in register.findings()] == [(kind, said) for kind, said, _ in JUDGED]


def test_its_time_axis_has_several_days(register: Register):
    counts = [len(register.roads(TimePoint(day))) for day in (date(2008, 1, 1), date(2010, 1, 1), date(2017, 1, 1))]
    assert (counts, len(register.roads())) == ([4, 12, 17], 31)  # 4: known only from what 2021 tells of the time before
    assert {str(register.record(one.road_id).versions[0].valid.start) for one in register.roads()} >= {
        "2009", "2016-07", "2021-05-26",
    }  # fmt: skip


def test_proposals_name_nothing_and_are_linked_to_what_followed(register: Register):
    proposals = [kept for kept in register.notices() if kept.notice.kind is NoticeKind.PROPOSAL]
    assert len(proposals) == 4
    assert register.search("绿子山路") == ()
    followed = {kept.notice.issued_on.edtf: register.decisions_after(kept.notice.notice_id) for kept in proposals}
    ((step,), *others) = sorted(followed.values(), key=len, reverse=True)
    assert (len(step.steps), all(one.decided and not one.changed for one in step.steps)) == (7, True)
    assert others == [(), (), ()]


def test_each_says_where_its_facts_come_from_and_what_is_partial(register: Register):
    for kept in register.notices():
        assert kept.notice.restated
        assert kept.notice.source
        assert kept.problems == ()
    assert sum("非原件" in (kept.notice.source or "") for kept in register.notices()) == 5


def told(entry: Entry) -> tuple[object, ...]:
    ends = [(end.side, end.text) if end else None for end in (entry.extent.start, entry.extent.end)]
    return (
        entry.district or entry.zone, entry.subdistricts, entry.beside, entry.restored, *ends,
        entry.length and entry.length.value, entry.width and (entry.width.min, entry.width.max),
    )  # fmt: skip


@pytest.mark.skipif(not FACTS.exists(), reason="../shared/notices/jinan-facts.json is not there")
def test_they_say_what_the_gathered_facts_say(register: Register):
    wanted = {fact["name"]: fact for one in json.loads(FACTS.read_text("utf-8")) for fact in one["entries"]}
    read = {entry.name: entry for kept in register.notices() for entry in kept.entries if entry.name in wanted}
    assert read.keys() == wanted.keys()
    for name, fact in wanted.items():
        width = fact["width_m"]
        ends = [(end["direction"], end["text"].removesuffix("（规划）")) for end in (fact["start"], fact["end"])]
        if fact.get("route"):  # its end lies where the last bend leads
            ends[1] = (read[name].extent.end.side, ends[1][1])
        assert told(read[name]) == (
            fact["district"] or fact["zone"], tuple(fact["subdistricts"]), fact.get("beside"),
            fact.get("restored", False), *ends, fact["length_m"],
            width and (tuple(width) if isinstance(width, list) else (width, width)),
        )  # fmt: skip

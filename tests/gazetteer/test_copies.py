"""Which of several copies of an act counts: mirrors without the number, excerpts before and after the whole."""

import pytest

from gazetteer.documents import Document
from gazetteer.entries import read_document
from gazetteer.registry import Register
from tests.conftest import NewUrl
from tests.gazetteer.towns import everything, fill, notice


def excerpt_and_whole(number: str = "临政发〔2010〕1号\n") -> list[Document]:
    head, foot = "临河市人民政府关于命名道路的通知\n{}决定命名下列道路：\n", "\n临河市人民政府\n2010年3月1日\n"
    told, rest = "青禾路：东起甲街，西至乙街", "沧浪路：东起乙街，西至丁街。"
    texts = (f"{told}。", f"{told}，长800米。\n{rest}")
    return [Document("act", head.format(number) + said + foot) for said in texts]


@pytest.mark.parametrize("first", ["the excerpt", "the whole"])
@pytest.mark.parametrize("unnumbered", [(), (0,), (1,), (0, 1)], ids=["both", "whole", "excerpt", "neither"])
def test_of_two_copies_the_fuller_counts_whichever_came_first(new_url: NewUrl, first: str, unnumbered: tuple[int, ...]):
    """A mirror often leaves out the number: it is a copy by its title, office and day."""
    numbered, bare = excerpt_and_whole(), excerpt_and_whole("")
    excerpt, whole = (bare[at] if at in unnumbered else numbered[at] for at in (0, 1))
    with Register.open(new_url()) as register:
        for document in (excerpt, whole) if first == "the excerpt" else (whole, excerpt):
            (step,) = register.ingest(document, read_document(document))
        assert (step.instead_of == ()) is (first == "the whole")
        counts, other = (
            kept.notice.notice_id for kept in sorted(register.notices(), key=lambda one: -len(one.entries))
        )
        assert [register.notice(one).witness_of for one in (counts, other)] == [None, counts]
        assert {one.name for one in register.roads()} == {"青禾路", "沧浪路"}
        (version,) = register.record(register.find("青禾路")).versions
        assert (version.notice_id, version.length and version.length.text) == (counts, "800")
        assert {one.kind for one in register.findings()} == {"witness_differs", "ends_unknown"}
        assert register.verify() == ()
        found = register.findings()
        register.rebuild()
        assert register.findings() == found


def test_a_mirror_without_the_number_does_not_put_its_own_values_in(new_url: NewUrl):
    """It was an act of its own, that named each road again and whose length counted."""
    acts = [
        notice("2010-03-01", "命名 甲路 北a-南b 800", "命名 乙路 北a-南b", number=number)
        for number in ("某政发〔2010〕5号", None, None)
    ]
    acts[1:] = [notice("2010-03-01", f"命名 甲路 北a-南b {m}", "命名 乙路 北a-南b") for m in (820, 830)]
    for order in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        with Register.open(new_url()) as register:
            fill(register, [acts[at] for at in order])
            (version,) = register.record(register.find("甲路")).versions
            assert (version.notice_id, version.length and version.length.text) == (acts[0][1].notice.notice_id, "800")
            found = [one for one in register.findings() if one.kind == "witness_differs"]
            assert sorted(one.message.zh for one in found) == [
                f"某政发〔2010〕5号 的两份文本中，甲路 不同：长度计入的作“800 米”，另一份作“{m} 米”。"
                for m in (820, 830)
            ]
            assert {one.kind for one in register.findings()} == {"witness_differs"}
            assert register.verify() == ()


def test_another_title_or_day_without_a_number_is_another_act(new_url: NewUrl):
    with Register.open(new_url()) as register:
        fill(register, [notice("2010-03-01", "命名 甲路 北a-南b", number="某政发〔2010〕5号")])
        fill(register, [notice("2010-03-02", "命名 甲路 北a-南b")])
        fill(register, [notice("2010-03-01", "命名 乙路 北a-南b")])
        assert [one.witness_of for one in register.notices()] == [None] * 3


def test_an_excerpt_that_a_person_decided_on_keeps_counting_and_the_finding_says_what_to_do(new_url: NewUrl):
    excerpt, whole = excerpt_and_whole()
    rest = Document(
        "rest", whole.text.replace("青禾路：东起甲街，西至乙街，长800米。\n", "").replace("临政发〔2010〕1号\n", "")
    )
    with Register.open(new_url()) as register:
        register.ingest(excerpt, read_document(excerpt))
        (entry_id,) = register.roads_of(register.notices()[0].notice.notice_id)
        register.decide_entry(entry_id, None, "a person", "as told")
        register.ingest(whole, read_document(whole))
        found = {one.message.zh: one for one in register.findings() if one.kind == "witness_differs"}
        (finding,) = (one for words, one in found.items() if "沧浪路 不同：另一份多出这一条" in words)
        assert "不写文号的文本，收入即计入" in finding.advice.zh
        register.ingest(rest, read_document(rest))
        assert {one.name for one in register.roads()} == {"青禾路", "沧浪路"}
        assert register.verify() == ()


def test_what_a_copy_tells_is_found_of_the_roads_as_all_that_is_brought_leaves_them(new_url: NewUrl):
    """A mirror leaves out most of an act; then comes an older one, by which its 龙驹大道 is another road."""
    line = "命名 龙驹大道 东a-西a 500 曾用名:人民街 @城东区"
    moved = "调整 龙驹路 东子街-西龙驹路 > 北东山-南龙驹大道"
    brought = [
        notice("2003-02-05", "命名 龙驹路 北东山-南人民街 800", moved, line),
        notice("2003-02-05", line),
        notice(
            "2002-03-02", "分段 龙驹路>龙驹路 @城东区", "命名 龙驹路 北龙驹路-南a 800 又名:龙驹路",
            "命名 龙驹大道 北戊山东路-南龙驹高架路 800 又名:戊山东路 @城东区", number="某政〔2002〕3号",
        ),
    ]  # fmt: skip
    with Register.open(new_url()) as one_by_one, Register.open(new_url()) as together:
        fill(one_by_one, brought)
        list(together.ingest_many([(document, [reading]) for document, reading in brought]))
        assert together.verify() == ()
        assert everything(together) == everything(one_by_one)


MIRRORS = {
    "the site's name behind the title": ("临河市人民政府关于命名青禾路的通知 - 临河市人民政府网", "2010年3月1日", True),
    "the number in the title": ("关于命名青禾路的通知（临政发〔2010〕1号）", "2010年3月1日", True),
    "put up a month later": ("临河市人民政府关于命名青禾路的通知\n发布日期：2010-04-02", "", True),
    "put up years later": ("临河市人民政府关于命名青禾路的通知\n发布日期：2014-04-02", "", False),
    "another title": ("临河市人民政府关于公布道路名称的通知", "2010年3月1日", False),
    "another day": ("临河市人民政府关于命名青禾路的通知", "2010年4月1日", False),
}


@pytest.mark.parametrize(("head", "day", "is_copy"), MIRRORS.values(), ids=MIRRORS.keys())
@pytest.mark.parametrize("late", [False, True], ids=["act first", "mirror first"])
def test_a_mirror_is_known_by_title_office_and_day(head: str, day: str, is_copy: bool, late: bool):
    told = "\n青禾路：东起甲街，西至乙街，长800米。\n临河市人民政府\n"
    act = Document("act", f"临河市人民政府关于命名青禾路的通知\n临政发〔2010〕1号{told}2010年3月1日\n")
    mirror = Document("mirror", f"{head}{told}{day}\n")
    with Register.open("sqlite://") as register:
        for document in (mirror, act) if late else (act, mirror):
            register.ingest(document, read_document(document))
        numbered = register.notice("临政发〔2010〕1号").notice.notice_id
        (other,) = (one for one in register.notices() if one.notice.notice_id != numbered)
        assert other.witness_of == (numbered if is_copy else None)
        first, *further = register.record(register.find("青禾路")).versions
        assert str(first.valid.start) == "2010-03-01"
        assert ((first.notice_id, further) == (numbered, [])) is is_copy
        assert register.verify() == ()

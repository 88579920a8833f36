"""Roads that are joined or are no more, and where the joined road runs then; divisions told with what they were."""

import pytest

from gazetteer.documents import Document
from gazetteer.entries import Action, read_document


def read_one(title, said):
    (reading,) = read_document(
        Document("joined-roads", f"青禾市人民政府关于{title}的通知\n{said}\n青禾市人民政府\n2012年3月1日\n")
    )
    return reading


def ends(entry):
    return tuple(end and end.text for end in (entry.extent.start, entry.extent.end))


@pytest.mark.parametrize(
    "said",
    [
        "将柳亭路并入清风路，并入后清风路东起环城路，西至青石河，长1700米。",
        "柳亭路并入清风路。并入后，清风路东起环城路，西至青石河，长1700米。",
        "柳亭路并入清风路，并入后东起环城路，西至青石河，长1700米。",
        "柳亭路并入清风路后，清风路东起环城路，西至青石河，长1700米。",
        "将柳亭路并入清风路，归并后的清风路起于环城路，止于青石河，长1700米。",
        "清风路向西延伸，与柳亭路合并，统称清风路，东起环城路，西至青石河，长1700米。",
        "清风路向西延伸后，与柳亭路合并，统一命名为清风路，东起环城路，西至青石河，长1700米。",
        "清风路西延后与柳亭路合并，统称清风路，东起环城路，西至青石河，长1700米。",
        "将柳亭路更名为清风路，与现清风路合并，合并后东起环城路，西至青石河，长1700米。",
        "将柳亭路纳入清风路，纳入后清风路全长1700米，东起环城路，西至青石河。",
        "将柳亭路更名为清风路，与既有清风路贯通，贯通后东起环城路，西至青石河，长1700米。",
        "将柳亭路更名为清风路，并与现状“清风路”合并为一条道路，东起环城路，西至青石河，长1700米。",
    ],
)
@pytest.mark.parametrize("title", ["部分道路更名", "部分道路合并"])
def test_where_a_road_runs_that_another_went_into_is_told_of_the_merger(title, said):
    reading = read_one(title, said)
    assert reading.problems == ()
    (entry,) = reading.entries
    assert (entry.action, entry.name, entry.former_name, entry.merged) == (Action.RENAMING, "清风路", "柳亭路", True)
    assert (ends(entry), entry.length.text) == (("环城路", "青石河"), "1700")


@pytest.mark.parametrize(
    "then",
    [
        "，并入后清风路东起环城路，西至青石河",
        "，并入后东起环城路，西至青石河",
        "。并入后，清风路东起环城路，西至青石河",
    ],
)
def test_where_a_road_runs_that_a_cancelled_one_went_into_is_of_that_road(then):
    reading = read_one("部分道路更名、注销", f"取消柳亭路名称，并入清风路{then}。石坊街更名为石桥街。")
    assert reading.problems == ()
    gone, grown, renamed = reading.entries
    assert (gone.action, gone.name, gone.merged, ends(gone)) == (Action.ABOLITION, "柳亭路", True, (None, None))
    assert (grown.action, grown.name, ends(grown)) == (Action.EXTENT_CHANGE, "清风路", ("环城路", "青石河"))
    assert (renamed.name, renamed.former_name) == ("石桥街", "石坊街")


def test_a_road_that_only_meets_another_is_not_joined_with_it():
    reading = read_one("部分道路更名", "将柳亭路更名为清风路，与石坊街贯通，东起环城路，西至青石河。")
    assert [(one.name, one.former_name, one.merged) for one in reading.entries] == [("清风路", "柳亭路", False)]


def test_several_are_joined_with_the_road_that_grows():
    reading = read_one("部分道路更名", "清风路向东延伸，与柳亭路、和平路合并，统称清风路，东起环城路，西至青石河。")
    assert [(entry.name, entry.former_name) for entry in reading.entries] == [
        ("清风路", "柳亭路"),
        ("清风路", "和平路"),
    ]


@pytest.mark.parametrize(
    ("joint", "names"), [("、", ["柳亭路", "和平路"]), ("、和", ["柳亭路", "石坊街"]), ("和", ["柳亭路", "和平路"])]
)
def test_a_name_that_begins_as_a_conjunction_stands_whole_in_a_list(joint, names):
    reading = read_one("部分道路命名", f"两条新建道路分别命名为{joint.join(names)}。")
    assert [entry.name for entry in reading.entries] == names


def test_a_road_whose_name_begins_as_a_time_does_is_gone_into():
    reading = read_one("部分道路更名", "将柳亭路并入后河路，东起环城路，西至青石河。")
    assert [(entry.name, entry.former_name, entry.merged) for entry in reading.entries] == [("后河路", "柳亭路", True)]


def test_with_which_a_road_is_joined_and_under_what_name_is_asked():
    reading = read_one("部分道路更名", "清风路向西延伸，与柳亭路合并，东起环城路，西至青石河。")
    assert {problem.quote for problem in reading.problems} == {"清风路", "柳亭路"}


@pytest.mark.parametrize("title", ["调整道路名称", "注销道路名称", "部分道路更名"])
@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("因旧城改造，柳亭路已不存在，决定注销柳亭路名称。", ["柳亭路"]),
        ("柳亭路已拆除，注销“柳亭路”。", ["柳亭路"]),
        ("因旧城改造，柳亭路已不存在，现予注销。", ["柳亭路"]),
        ("因旧城改造，柳亭路、石坊街已不存在，决定注销柳亭路、石坊街名称。", ["柳亭路", "石坊街"]),
        ("柳亭路已拆除，决定注销石坊街、柳亭路名称。", ["石坊街", "柳亭路"]),
    ],
)
def test_what_is_no_more_is_cancelled_by_the_name_told_again(title, said, names):
    reading = read_one(title, said)
    cancelled = [(entry.action, entry.name, entry.merged) for entry in reading.entries]
    assert cancelled == [(Action.ABOLITION, name, False) for name in names]


@pytest.mark.parametrize(
    "where",
    [
        "位于南岭区（原东岭区）东街街道的清风路",
        "位于南岭区（原东岭区）东街街道的“清风路”",
        "将位于南岭区东街街道的清风路",
        "南岭区（原东岭区）东街街道清风路的",
        "将南岭区（原东岭县）东街街道的清风路",
    ],
)
def test_the_ends_move_of_a_road_told_by_where_it_lies(where):
    moved = f"{where}起止点由“东起环城路，西至石坊街”调整为“东起环城路，西至青石河”。"
    reading = read_one("调整道路起止点", moved)
    assert reading.problems == ()
    (entry,) = reading.entries
    assert (entry.action, entry.name, entry.former_name) == (Action.EXTENT_CHANGE, "清风路", None)
    assert (entry.district, entry.subdistricts) == ("南岭区", ("东街街道",))
    assert (entry.previous.end.text, entry.extent.end.text) == ("石坊街", "青石河")


@pytest.mark.parametrize("word", ["起止点由", "的起止点由", "由"])
def test_the_road_stands_right_behind_where_it_lies(word):
    moved = f"位于南岭区的清风路{word}“东起环城路，西至石坊街”调整为“东起环城路，西至青石河”。"
    (entry,) = read_one("调整道路起止点", moved).entries
    assert (entry.name, entry.district, ends(entry)) == ("清风路", "南岭区", ("环城路", "青石河"))

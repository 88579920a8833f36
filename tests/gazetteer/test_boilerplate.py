"""What stands in every notice and names no road is passed over, and nothing is that speaks of a road."""

import pytest

from gazetteer.documents import Document
from gazetteer.entries import read_document

NOTICE = (
    "青禾县民政局关于道路更名的公告\n将柳亭路更名为清风路，南起南环路，北至湖滨路。\n{}\n青禾县民政局\n2023年6月8日\n"
)


def read_with(line):
    (reading,) = read_document(Document("boilerplate", NOTICE.format(line)))
    return reading


@pytest.mark.parametrize(
    "line",
    [
        "2023年6月8日上午，县地名委员会主任赵某某在县政府三楼会议室主持召开县地名委员会第二次会议，专题研究部分道路地名事宜。",
        "县民政局、住建局、公安局、县志办负责同志参加会议。",
        "出席：李某某、王某某",
        "会议听取了县民政局关于方案起草情况的汇报。",
        "会议要求，县住建局、公安局要在上半年完成路牌、门牌的设置和更换，所需经费由县财政局列支。",
        "送：县委办、人大办、政协办，各委员单位。",
        "接文后，请你镇按规定设置地名标志，并做好宣传工作。",
        "以上道路名称自本通告发布之日起启用，有关单位和个人应当使用标准地名。",
        "以上事项自发文之日起施行，请县民政局、县公安局抓紧做好标志设置、门牌编制工作。",
        "原门牌号码、证照地址的变更，由公安、市场监管、自然资源等部门依法免费办理。",
        "沿线门牌由区公安分局负责更换，所需费用由区财政承担。",
        "公示时间：2023年4月10日至4月19日。",
        "如有异议，请以书面形式向我局区划地名股反映，联系电话：0750-8000000。",
        "五、有关要求",
    ],
)
def test_what_closes_a_notice_or_tells_of_a_meeting_is_no_problem(line):
    reading = read_with(line)
    assert [entry.name for entry in reading.entries] == ["清风路"]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "line",
    [
        "会议要求，柳溪路的名称由县民政局另行研究。",
        "会议强调，石桥巷要尽快竖立标志。",
        "县民政局就柳溪路一事列席会议。",
        "送：柳溪路、石桥巷沿线单位。",
        "会议要求，将柳溪路延伸至南环路。",
    ],
)
def test_what_speaks_of_a_road_is_never_passed_over(line):
    reading = read_with(line)
    told = [*(entry.name for entry in reading.entries), *(problem.quote for problem in reading.problems)]
    assert any("柳溪路" in words or "石桥巷" in words for words in told)


@pytest.mark.parametrize(
    "beside",
    [
        "畜牧场已于2016年搬迁，原名已不能反映实际。",
        "该路系柳城市对口支援修建，更名以志纪念。",
        "关于重名和不规范道路。会议认为，将石桥街更名为石坊街。",
        "二、关于道路更名。会议原则同意将石桥街更名为石坊街。",
        "三、关于道路注销。供销巷已不存在，会议决定注销。",
        "会议同意将石桥街更名为石坊街，由县民政局从地名数据库中作出标注。",
    ],
)
def test_what_is_said_beside_an_order_is_no_problem(beside):
    assert read_with(beside).problems == ()


def test_old_names_are_restored_to_those_below():
    """同意下列街巷恢复历史名称"""
    reading = read_with("二、同意下列街巷恢复历史名称\n（一）胜利街恢复原名鼓楼街，东起东门洞，西至鼓楼。")
    assert [(entry.name, entry.former_name) for entry in reading.entries][1:] == [("鼓楼街", "胜利街")]
    assert reading.problems == ()

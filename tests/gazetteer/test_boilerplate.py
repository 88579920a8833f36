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
        "上述名称自公告之日起使用，各单位和个人不得擅自更改。",
        "今后未经县人民政府批准，不得随意变更。",
        "县政府正式命名的街路名称具有法定效力，任何机关、团体和企事业单位均应使用本公告中发布的标准地名，敬请广大市民使用。",
        "现予公布，请各有关单位做好配合工作。",
        "我局依据《地名管理条例》第十四条的规定向社会公告，准予使用。",
        "公示期间如有意见或建议，请以书面形式反馈至县民政局地名科，联系电话：029-80000000。",
        "意见可于9月22日前反馈，电话：0351-402xxxx。",
        "2023年4月18日至4月26日（7个工作日）。",
        "门牌号的编制由当地派出所负责，建议园区直接向派出所提出申请。",
        "本市部分行政区划调整后，新三区与主城区之间出现街路重名、谐音的情况。",
        "此次命名尽量保留了当地老地名，方便市民辨识。",
        "你局（统一社会信用代码 11440700MB2D0000X8）向县地名委员会提交的《关于“柳溪路”命名的申请》收悉。",
        "附：清风路、柳溪路道路位置示意图",
        "本次命名更名的道路，你局要会同公安、住建等部门和相关镇（街道），按照各自职责，组织实施地名标志的设置和管理工作。",
        "各级各部门要按照新命名的道路名称，做好相关标志的更换和使用工作。",
        "公安、邮政、交通等部门要做好衔接，方便群众办事。",
        "凡有印刷使用密集地名出版物的单位，印刷前必须将涉及地名报县民政局审核。",
        "以上道路名称自通知下发之日起启用，原使用名称同时废止。",
        "地名与市民的生产生活密切相关。",
        "行政区划调整后，东山、西山、北山三区与主城区之间部分街路重名、谐音，给群众出行带来不便。",
        "《关于清风路更名的请示》（青民请〔2023〕11号）已收悉。",
        "监督电话：0750-8000000",
        "访问量：【字体：大中小】",
        "信息来源：青禾县民政局",
        "青禾市数据开放平台智能问答繁体登录注册",
        "青禾日报2024年03月08日星期五",
        "第A03版：要闻上一版下一版",
        "青禾市青禾县民政局文件",
        "620110005/2023-00017",
        "需命名道路情况",
        "2：公众意见征询表",
        "本次公示时间为30个自然日，自2023年6月8日至2023年7月7日。",
        "2023年4月18日至2023年4月26日如有意见和建议，请于公示期内与县民政局联系。",
        "现面向社会征询意见。反映意见请使用真实姓名，并注明联系电话。",
        "来信请寄青禾县民政局，邮编620000。",
        "名称应当含义健康，用字规范，不与县城现有道路重名。名称一经采用，给予投稿人纪念证书一份。",
        "专此函达，请予支持。",
        "您访问的链接即将离开“青禾县人民政府”网站，是否继续？",
        "《青禾县道路更名方案》已经县政府审核同意，现予公布。",
        "符合《地名管理条例》第十八条情形的，应当使用公告中的标准地名。",
        "依申请公开",
        "征集时间：2023-06-08 至 2023-06-30  信息来源：",
        "除上述更正外，原通告其他内容不变。由此带来的不便，敬请谅解。",
        "青禾又一批街路有名字了",
        "县政府正式命名的街路名称具有法定效力，请社会各界按照公告的标准道路名称进行使用。",
        "有关意见建议请于2023年6月30日前以信函、电话等形式反馈至县地名委员会办公室。",
        "本次地名命名、更名，坚持尊重历史、简明易记的原则，原则上南北为路，东西为街，路面宽度小于10米为巷。",
        "新命名更名的街路巷名称自公告之日起启用，原名称停止使用。",
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
        "本次命名更名的道路，县民政局要尽快竖立柳溪路的标志。",
        "县住建局要打通柳溪路。",
        "凡未经批准的柳溪路名称，必须停止使用。",
        "柳溪路与市民的生产生活密切相关。",
        "《关于柳溪路的方案》已经县政府审核同意，现予公布柳溪路。",
        "柳溪路名称一经采用，给予投稿人纪念证书一份。",
        "反映意见请寄柳溪路。",
        "会议强调，石桥巷要尽快竖立标志。",
        "县民政局就柳溪路一事列席会议。",
        "送：柳溪路、石桥巷沿线单位。",
        "会议要求，将柳溪路延伸至南环路。",
        "今后未经批准，柳溪路不得随意变更。",
        "现予公布，请将柳溪路更名为石桥巷。",
        "你局《关于清风路命名的申请》收悉，同意将柳溪路更名为石桥巷。",
        "相关数据以规划部门确认的为准，柳溪路并入石桥巷。",
        "有关意见建议请于2023年6月30日前反馈至柳溪路。",
        "柳溪路名称自公告之日起启用，原名称停止使用。",
    ],
)
def test_what_speaks_of_a_road_is_never_passed_over(line):
    reading = read_with(line)
    told = [*(entry.name for entry in reading.entries), *(problem.quote for problem in reading.problems)]
    assert any("柳溪路" in words or "石桥巷" in words for words in told)


@pytest.mark.parametrize(
    "row",
    [
        "【发布部门】青禾县民政局\n【时效性】现行有效",
        "【报纸名称】：青禾晚报\n【出版日期】2010.04.26\n【版次】第05版：城事\n【入库时间】20121118",
        "发布部门：青禾县人民政府办公室",
        "办理结果：A类",
        "（记者周一）",
        "□晚报记者周一",
        "青禾县人民政府",
        "青禾日报数字报 A02版：要闻 2023年03月21日 星期二",
        "03.16.2018  09:41",
        "  • 3回复贴，共1页",
        "回复",
    ],
)
def test_rows_of_a_database_a_paper_or_a_thread_are_no_problem(row):
    (reading,) = read_document(Document("boilerplate", f"{row}\n\n{NOTICE.format('特此公告。')}"))
    assert [entry.name for entry in reading.entries] == ["清风路"]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "said",
    [
        "相关数据以规划部门确认的为准",
        "依序而得名",
        "等级为巷弄",
        "2022年8月开工建设，等级为城市支路",
        "由柳溪路派生命名",
        "由柳溪路派生",
        "为“江”字系列路名",
        "以“水”字头命名",
        "与柳溪路连通",
        "该路与邻县柳榔路音同字近",
        "以县城“柳浪”历史典故为引，柳浪桥位于城西",
        "根据县城路网骨架，因此命名",
    ],
)
def test_what_is_said_of_the_road_beside_its_ends_is_no_problem(said):
    clause = f"青禾县民政局关于道路命名的公告\n柳浪路：南起南环路，北至湖滨路，长200米，{said}。\n"
    (reading,) = read_document(Document("boilerplate", clause))
    assert [entry.name for entry in reading.entries] == ["柳浪路"]
    assert reading.problems == ()


def test_a_stretch_of_a_highway_that_gets_a_name_had_none():
    """G212#线任家庄路段，东起…，命名为“任家庄街”"""
    (reading,) = read_document(
        Document("boilerplate", NOTICE.format("G212#线柳家庄路段，东起韩家立交桥，西至建工东路，命名为“柳家庄街”。"))
    )
    assert [(entry.name, entry.former_name) for entry in reading.entries][1:] == [("柳家庄街", None)]
    assert reading.problems == ()


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


BEFORE_ROADS = "青禾市人民政府关于命名道路的通知\n{}\n1.芦汀路：东起甲街，西至乙街。\n2.石榴路：东起甲街，西至丙街。\n"


@pytest.mark.parametrize(
    "addressed",
    [
        "云岭区人民政府，市政府各部门：",
        "云岭区人民政府，市政府各有关部门：",
        "云岭区政府，高新区管委会，市直各部门：",
        "渡口镇、石坝镇人民政府，云水街道办事处；县直各单位：",
        "云岭区、青禾区人民政府，市中级人民法院，市人民检察院，军分区：",
        "市民政局、市公安局，市自来水公司：",
    ],
)
def test_all_whom_a_notice_is_addressed_to_are_known_and_no_road_lies_there(addressed):
    (reading,) = read_document(Document("addressed", BEFORE_ROADS.format(f"{addressed}\n现将下列道路命名如下：")))
    assert [(entry.name, entry.district) for entry in reading.entries] == [("芦汀路", None), ("石榴路", None)]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "leave",
    [
        "经批准",
        "业经批准",
        "已经批准",
        "报经批准",
        "依法批准",
        "经同意",
        "经研究批准",
        "经审核",
        "经审定",
        "经依法审批",
        "经报请市人民政府批准",
        "报市政府批准",
        "按程序报经批准",
        "经审议通过",
        "经公示无异议",
        "经区人民政府审核、市人民政府批准",
        "经广泛征求意见",
        "根据有关规定",
        "按照上级文件要求",
    ],
)
@pytest.mark.parametrize(
    "clause", ["{}，将规划一路命名为清荷路，东起甲街，西至丙街。", "{}，命名“清荷路”，东起甲街，西至丙街。"]
)
def test_by_whose_leave_a_road_is_named_is_no_problem(leave, clause):
    (reading,) = read_document(Document("leave", BEFORE_ROADS.format(clause.format(leave))))
    assert [entry.name for entry in reading.entries] == ["清荷路", "芦汀路", "石榴路"]
    assert reading.problems == ()

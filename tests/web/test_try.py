"""A notice tried before it is published."""

from io import BytesIO

from flask.testing import FlaskClient

from gazetteer.registry import Register

NOTICE = """\
济南市人民政府办公厅关于甲乙路等道路命名及调整起止点的通知
济政办字〔2030〕1号
一、新命名道路
（一）市中区（1条）。
1. 甲乙路：长1300米、宽20米，位于市中区白马山街道辖区内，东起小山路，西至规划南北三号路。
二、调整起止点道路
（一）市中区（1条）。
1. 小山路：往南延伸，由“北起南康路，南至规划北八路”调整为“北起南康路，南至甲乙路”。
济南市人民政府办公厅
2030年5月26日
"""


def test_what_is_pasted_is_read_drawn_and_set_beside_the_register_but_not_kept(client: FlaskClient, register: Register):
    before = register.head()
    answer = client.post("/try", data={"text": NOTICE})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert ">甲乙路</mark>" in html
    assert "<svg" in html
    assert f'<a href="/roads/{register.find("小山路")}">小山路</a>' in html
    assert register.head() == before


def test_a_file_may_be_sent_instead(client: FlaskClient):
    html = client.post("/try", data={"file": (BytesIO(NOTICE.encode()), "notice.txt")}).get_data(as_text=True)
    assert ">甲乙路</mark>" in html


def test_what_is_no_notice_says_so(client: FlaskClient):
    assert "没有找到" in client.post("/try", data={"text": "今天天气很好。"}).get_data(as_text=True)
    assert "没有找到" in client.post("/try", data={"text": ""}).get_data(as_text=True)


def test_what_is_too_long_or_no_text_names_itself(client: FlaskClient):
    assert "参数 text：" in client.post("/try", data={"text": "路" * 100_001}).get_data(as_text=True)
    binary = client.post("/try", data={"file": (BytesIO(b"\x89PNG\xff"), "x.png")})
    assert binary.status_code == 400
    assert "参数 file：" in binary.get_data(as_text=True)


def test_markup_in_a_notice_stays_text(client: FlaskClient):
    html = client.post("/try", data={"text": NOTICE.replace("往南延伸", "</textarea><script>alert(1)</script>")})
    assert "<script>alert" not in html.get_data(as_text=True)

"""What people type, and what they find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.registry import Register
from gazetteer.search import Rank, latin, looks_for, parts_of
from tests.conftest import NewUrl
from tests.gazetteer.towns import fill, notice

NAMES = "龙驹街 龙居街 小山路 小杉路 大小山路 经五路 万寿里 长清大学路 解放东路 解放路 文化路".split()  # noqa: SIM905


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def register(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    url = str(tmp_path_factory.mktemp("search") / "register.db")
    if request.param == "postgres":
        url = request.getfixturevalue("postgres") + "postgres"  # of the cluster's own, which no other test fills
    with Register.open(url) as register:
        lines = [f"命名 {name} 北a{n}-南b{n}" for n, name in enumerate(NAMES)]
        fill(register, [notice("2001-01-01", *lines), notice("2002-01-01", "更名 文化路>文昌街")])
        yield register


FOUND = [
    ("小山路", ["小山路", "大小山路", "小杉路"], Rank.SAME),
    ("龙驹", ["龙驹街"], Rank.PREFIX),
    ("山", ["小山路", "大小山路"], Rank.WITHIN),
    ("xiaoshanlu", ["小山路", "小杉路"], Rank.PINYIN),
    ("xiǎo shān lù", ["小山路", "小杉路"], Rank.PINYIN),
    ("xiao3shan1", ["小山路", "小杉路"], Rank.PINYIN),
    ("xsl", ["小山路", "小杉路"], Rank.INITIALS),
    ("changqing", ["长清大学路"], Rank.PINYIN),
    ("小川路", ["小山路", "小杉路"], Rank.NEAR),
    ("解放东西路", ["解放东路"], Rank.NEAR),
    ("萬壽里", ["万寿里"], Rank.SAME),
    ("龍駒街", ["龙驹街", "龙居街"], Rank.SAME),
    ("解放", ["解放路", "解放东路"], Rank.PREFIX),
    ("文化路", ["文昌街"], Rank.SAME),
    ("经5路", ["经五路"], Rank.SAME),
    ("Jing 5 Lu", ["经五路"], Rank.PINYIN),
    ("jing wu lu", ["经五路"], Rank.PINYIN),
    ("大山山路", ["大小山路"], Rank.NEAR),
    ("解东路", ["解放路", "解放东路"], Rank.NEAR),
]


@pytest.mark.parametrize(("typed", "wanted", "rank"), FOUND)
def test_what_is_typed_finds_the_road(register: Register, typed: str, wanted: list[str], rank: Rank):
    hits = register.search(typed)
    assert [hit.version.name for hit in hits] == wanted
    assert hits[0].rank is rank


def test_a_road_is_found_by_the_names_it_goes_by_besides(new_url: NewUrl):
    """青禾路，曾用名东风巷，又名禾苗路: what each name is to the road is said, also at an earlier time point."""
    with Register.open(new_url()) as register:
        fill(register, [notice("2001-01-01", "命名 青禾路 北a-南b 曾用名:东风巷 又名:禾苗路")])
        early = register.notices()[0].recorded_at
        fill(register, [notice("2002-01-01", "更名 青禾路>沧浪路 又名:老菜场街")])
        said = {"东风巷": "曾用名", "青禾路": "曾用名", "禾苗路": "又名", "老菜场街": "又名"}
        for name, standing in said.items():
            (hit,) = register.search(name)
            assert hit.version.name == "沧浪路"
            assert hit.reason.zh == f"{standing}“{name}”，名称相同"
            assert register.find(name) == hit.version.road_id
        road_id = register.find("沧浪路")
        assert register.record(road_id).aliases == ("禾苗路", "老菜场街")
        assert register.record(road_id, early).aliases == ("禾苗路",)
        assert register.verify() == ()


def test_a_former_name_says_so(register: Register):
    (hit,) = register.search("文化路")
    assert hit.matched == "文化路"
    assert "曾用名“文化路”" in hit.reason.zh


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "不存在的路名字", "'; DROP TABLE names;--", "路" * 500, "\x00"])
def test_odd_text_finds_nothing_and_breaks_nothing(register: Register, typed: str):
    assert register.search(typed) == ()


def test_a_homophone_never_stands_above_a_literal_hit(register: Register):
    for name in NAMES:
        ranks = [hit.rank for hit in register.search(name)]
        assert ranks == sorted(ranks)
        assert ranks[0] is Rank.SAME


LATIN = [("Xiǎo Shān Lù", "xiaoshanlu"), ("lü", "lv"), ("小山", None), ("", None), ("xi'an", "xian"), ("123", None)]


@pytest.mark.parametrize(("typed", "plain"), LATIN)
def test_pinyin_is_read_without_tones_and_marks(typed: str, plain: str | None):
    assert latin(typed) == plain


@given(st.text(max_size=30))
def test_anything_can_be_typed(text: str):
    looks_for(text)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8))
def test_every_name_is_found_by_each_of_its_suffixes(name: str):
    kept = set(parts_of(name))
    for look in looks_for(name):
        if look.rank is Rank.SAME:
            assert (look.kind, look.parts[0]) in kept

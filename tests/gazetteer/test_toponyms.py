"""Names as 专名 and 通名, their romanisation by the rules of 1984, and what makes two of them one."""

import pytest

from gazetteer.romanisation import READINGS, fits, romanise
from gazetteer.toponyms import comparison_key, look_alike, names_road, read_toponym


@pytest.mark.parametrize(
    ("name", "specific", "generic"),
    [
        ("龙驹街", "龙驹", "街"),
        ("白马山西路", "白马山", "路"),
        ("港源七路", "港源", "路"),
        ("天府大道", "天府", "大道"),
        ("琴棋南路一横", "琴棋南路", "横"),
        ("金刚胡同", "金刚", "胡同"),
        ("环翠", "环翠", None),
    ],
)
def test_a_name_is_a_specific_and_a_generic(name, specific, generic):
    toponym = read_toponym(name)
    assert (toponym.specific, toponym.generic) == (specific, generic)


@pytest.mark.parametrize(
    ("name", "romanised"),
    [
        ("龙驹街", "Longju Jie"),
        ("白马山西路", "Baimashan Xilu"),
        ("港源七路", "Gangyuan 7 Lu"),
        ("经五路", "Jing 5 Lu"),
        ("经十东路", "Jing 10 Donglu"),
        ("西安路", "Xi'an Lu"),
        ("女儿街", "Nü'er Jie"),
        ("洵洛路31巷", "Xunluo Lu 31 Xiang"),
        ("东州路西一街", "Dongzhou Lu Xi 1 Jie"),
        ("后海南沿", "Houhai Nanyan"),
        ("东四十二条", "Dongsi 12 Tiao"),
        ("建设大街", "Jianshe Dajie"),
        # what a general dictionary reads wrong
        ("长清大道", "Changqing Dadao"),
        ("长岭山路", "Changlingshan Lu"),
        ("华不注山路", "Huafuzhushan Lu"),
        ("单父路", "Shanfu Lu"),
        ("朝阳路", "Chaoyang Lu"),
        ("什邡街", "Shifang Jie"),
        ("会稽路", "Kuaiji Lu"),
        ("曾家巷", "Zengjia Xiang"),
        ("解家胡同", "Xiejia Hutong"),
        ("仇家巷", "Qiujia Xiang"),
        ("六安路", "Lu'an Lu"),
        ("泺源大街", "Luoyuan Dajie"),
    ],
)
def test_a_name_is_romanised_by_the_rules(name, romanised):
    assert romanise(name) == romanised


def test_every_exception_has_a_syllable_for_each_character():
    for words, reading in READINGS.items():
        assert len(reading.split()) == len(words), words


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("港源七路", "港源7路", True),
        ("“港源 七路”", "港源七路", True),
        ("Ａ１路", "a1路", True),
        ("十二条", "12条", True),
        ("309国道", "国道Ｇ309", True),
        ("省道327线", "S327", True),
        ("309国道", "309省道", False),
        ("旧105国道", "老G105", True),
        ("旧105国道", "105国道", False),
        ("老105路", "旧105路", False),
        ("港源七路", "港源八路", False),
        ("祗园路", "祇园路", False),
    ],
)
def test_figures_and_numerals_compare_alike_and_look_alikes_do_not(a, b, same):
    assert (comparison_key(a) == comparison_key(b)) is same


def test_look_alikes_are_suggested_and_never_one():
    assert look_alike("祗园路", "祇园路")
    assert not look_alike("祗园路", "祗园路")
    assert not look_alike("祗园路", "梅园路")


@pytest.mark.parametrize(
    ("romanised", "name", "right"),
    [
        ("Xi Hou Jie 2 Xiang", "西厚街二巷", True),
        ("Hànhélùdàcāng Xiàng", "瀚河路大沧巷", True),
        ("ERHAOQULU", "二号渠路", True),
        ("DàlàngqiáoLù", "大浪桥路", True),
        ("Gāoshū Lù", "高路", False),  # a character lost from the name
    ],
)
def test_a_romanisation_has_a_syllable_for_each_character(romanised, name, right):
    assert fits(romanised, name) is right


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("龙窝沟西路", True), ("死水胡同", True), ("望花楼山", False), ("县东巷、县学街交叉口", False),
        ("京州铁路", False), ("断头路", False), ("死胡同", False), ("路", False),
    ],
)  # fmt: skip
def test_what_words_name_a_road(words: str, is_one: bool):
    assert names_road(words) is is_one

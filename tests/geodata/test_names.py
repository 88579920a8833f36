"""Comparison keys of road names."""

import pytest

from gazetteer.toponyms import comparison_key, road_number
from geodata.names import extended_key, is_number, is_stretch, name_key, rail_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人民 路", "人民路"),
        ("建设路（规划）", "建设路"),
        ("经5路", "经五路"),
        ("309国道", "G309"),
        ("国道G539", "G539"),
        ("省道327线", "S327"),
        ("g35", "G35"),
        ("人民路", "人民路 Renmin Road"),
        ("日京高速公路（环线）", "日京高速"),
        ("内环高架路", "内环高架"),
    ],
)
def test_two_writings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_a_remark_in_brackets_is_no_part_of_a_name_on_the_map_and_is_in_a_notice() -> None:
    assert name_key("山东大学（兴隆校区）") == comparison_key("山东大学")
    assert comparison_key("山东大学（兴隆校区）") != comparison_key("山东大学（千佛山校区）")


def test_different_roads_have_different_keys() -> None:
    keys = {name_key(name) for name in ("经一路", "经二路", "经十一路", "解放路", "解放东路", "规划一路", "规划路 A")}
    assert len(keys) == 7


def test_a_number_is_told_from_a_name() -> None:
    assert (road_number("353国道"), road_number("经一路")) == ("G353", None)
    assert is_number("G309")
    assert not is_number("人民路")


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("东风路北延线", "东风路"),
        ("东风路向北延伸段", "东风路"),
        ("东风路北延", "东风路"),
        ("延安路", None),
        ("东风路", None),
    ],
)
def test_the_road_that_an_extension_goes_on_from_is_in_its_name(name: str, key: str | None) -> None:
    assert extended_key(name) == key


def test_a_railway_is_one_whatever_it_is_called() -> None:
    assert rail_key("京沪线") == rail_key("京沪铁路") != rail_key("京沪高铁") == rail_key("京沪高速铁路")
    assert rail_key("京沪") is None


def test_a_stretch_is_one_of_its_road_alone() -> None:
    assert is_stretch("人民路东段", "人民路")
    assert is_stretch("人民路", "人民路一段")
    assert not is_stretch("人民路东段", "人民路西段")
    assert not is_stretch("人民路", "人民路")

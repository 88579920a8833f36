"""Lengths and widths in every form a notice writes them."""

import pytest

from gazetteer.measures import read_measure


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("1300", "米", 1300, 1300),
        ("1,300", "米", 1300, 1300),
        ("8.7", "千米", 8700, 8700),
        ("10.15", "公里", 10150, 10150),
        ("1.2", "km", 1200, 1200),
        ("9~12.5", "米", 9, 12.5),
        ("17—20", "米", 17, 20),
        ("32至50", "米", 32, 50),
        ("24+9+16", None, 49, 49),
        ("一千三百", "米", 1300, 1300),
        ("八百六十", "米", 860, 860),
        ("三点五", "公里", 3500, 3500),
    ],
)
def test_a_measure_reads_as_metres(text, unit, low, high):
    measure = read_measure(text, unit)
    assert (measure.min, measure.max, measure.text) == (low, high, text)


def test_one_figure_of_a_range_is_its_middle():
    assert read_measure("9~12", "米").value == 10.5


@pytest.mark.parametrize(
    ("text", "unit", "told"),
    [("1300", "米", "1300"), ("1.8", "公里", "1800"), ("24+9+16", None, "24+9+16"), ("9~12.5", "米", "9~12.5"),
     ("一千三百", "米", "1300"), ("三至五", "公里", "3000–5000")],
)  # fmt: skip
def test_what_is_shown_of_a_measure_is_metres(text: str, unit: str | None, told: str):
    """1.8公里 was shown as 1.8 米."""
    assert read_measure(text, unit).told == told


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="宽"):
        read_measure("宽", "米")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("1.8", "公里"), ("1812", "米"), True),
        (("800", "米"), ("900", "米"), False),
        (("20-30", "米"), ("24", "米"), True),
        (("20-30", "米"), ("40", "米"), False),
        (("800", "米", True), ("850", "米"), True),
        (("800", "米", True), ("1200", "米"), False),
    ],
)
def test_two_measures_may_be_of_one_thing_as_finely_as_they_are_stated(one, other, same):
    assert read_measure(*one).may_be(read_measure(*other)) is same
    assert read_measure(*other).may_be(read_measure(*one)) is same

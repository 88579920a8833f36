"""Documents in traditional characters read as those in simplified ones do, and their names compare with these."""

import json
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from gazetteer.documents import Document
from gazetteer.entries import Action, read_document, readings_json
from gazetteer.matching import match
from gazetteer.readings import Entry, Reading
from gazetteer.romanisation import romanise
from gazetteer.scripts import one_script, readable
from gazetteer.toponyms import comparison_key, read_toponym
from tests.gazetteer.test_reading_corpus import FIXTURES, assert_spans_hold


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("長860米，寬12米，位於東湖區", "长860米，宽12米，位于东湖区"),
        ("延長後，徵求意見，乾縣", "延长后，征求意见，干县"),
        ("鄭莊路爲內環線", "郑庄路为内环线"),
        ("衞國路、飛雲裏巷、啟賢路的縣區", "卫国路、飞云里巷、启贤路的县区"),
        # what simplified script has in names stays, one old form beside it or none
        ("於潜路：东起乾县路，西至覃家街，长860米", "於潜路：东起乾县路，西至覃家街，长860米"),
        ("於潜路：東起乾县路，西至後街，长860米，寬12米", "於潜路：东起乾县路，西至後街，长860米，宽12米"),
        ("东昇街、濛江路、逕背路：南起萬户巷，北至內河", "东昇街、濛江路、逕背路：南起万户巷，北至内河"),
        ("東\ud800區\0長寬\U00020000", "东\ud800区\0长宽\U00020000"),
    ],
)
def test_a_text_is_read_in_simplified_characters(text, read):
    assert readable(text) == read


def test_a_simplified_text_comes_back_itself():
    text = "於潜路：东起乾县路，西至覃家街，长860米，著名景点，堃垚瞭望塔"
    assert readable(text) is text


@given(st.text(alphabet=st.sampled_from("長寬區東於後戶県髙昇乾路长区\ud800\0 \n𠀀é"), max_size=40))
def test_every_character_stands_where_it_stood(text):
    assert len(readable(text)) == len(text)
    assert len(one_script(text)) == len(text)


def read(text: str) -> tuple[Reading, ...]:
    return read_document(Document("script", text))


TRADITIONAL = "長" * 50_000  # so that all that stands behind is of a text in traditional script


def said(readings: tuple[Reading, ...]) -> str:
    """All that is read, in simplified characters, without the ids, which are of the text itself.

    Taiwan's 著 is 着 as well as 著: no character tells which.
    """
    plain = json.dumps(readings_json(readings), ensure_ascii=False, indent=0)
    plain = readable(TRADITIONAL + plain)[len(TRADITIONAL) :].replace("著", "着")
    return re.sub('"n[a-z0-9]{10}(?:-\\d+)?"|"[0-9a-f]{64}"', '""', plain)


@cache
def converter(standard: str) -> OpenCC:
    return OpenCC(standard)


def in_traditional(text: str, standard: str) -> str:
    others = {char: converter(standard).convert(char) for char in set(text)}
    return "".join(others[char] if len(others[char]) == 1 else char for char in text)


@pytest.mark.parametrize("number", range(4))
def test_the_corpus_in_traditional_characters_reads_to_the_same_entries(number):
    """As Taiwan, Hong Kong and a plain converter write them; every value in the document's own characters."""
    for at, path in enumerate(FIXTURES[number::4]):
        text = path.read_text("utf-8")
        if readable(text) is not text:
            continue
        other = in_traditional(text, ("s2t", "s2tw", "s2hk")[at % 3])
        readings = read(other)
        assert said(readings) == said(read(text)), path.stem
        assert_own_characters(other, readings)


def assert_own_characters(text: str, readings: tuple[Reading, ...]) -> None:
    """No value holds a Chinese character that the document does not."""
    for reading in readings:
        for entry in reading.entries:
            for words in own_words(entry):
                assert set(re.findall("[\u3400-\u9fff]", words)) <= set(text), words


def own_words(entry: Entry) -> list[str]:
    extents = [extent for extent in (entry.extent, entry.previous, entry.added) if extent]
    ends = [words for extent in extents for end in extent.termini for words in (end.text, end.refers_to)]
    values = (entry.name, entry.former_name, entry.district, entry.zone, entry.beside, entry.reason, entry.quote)
    measures = [one.text for one in (entry.length, entry.width) if one]
    return [words for words in (*values, *ends, *entry.subdistricts, *entry.aliases, *measures) if words]


NOTICE = """青洲市民政局關於命名雲溪區部分道路的通知
青民發〔2020〕3號
1.五鳳山路：南起桃園河二路，北至東側規劃路，長兩千六百米，寬十二米，位於通濟街道。
2.將雲溪區工業園一號路命名為“後樂街”，東起五鳳山路，西至一號橋。
青洲市民政局
2020年5月4日
"""


def test_values_stay_in_the_script_of_their_document():
    (reading,) = read(NOTICE)
    notice = reading.notice
    assert (notice.title, notice.authority) == ("青洲市民政局關於命名雲溪區部分道路的通知", "青洲市民政局")
    assert (notice.document_number, notice.area) == ("青民发〔2020〕3号", "青洲市")  # by which others find it
    first, second = reading.entries
    assert (first.name, first.subdistricts) == ("五鳳山路", ("通濟街道",))
    assert (first.extent.start.text, first.extent.start.side) == ("桃園河二路", "南")
    assert (first.extent.end.text, first.extent.end.planned) == ("東側規劃路", False)
    assert (first.length.text, first.length.min, first.width.text) == ("兩千六百", 2600, "十二")
    assert (second.name, second.aliases, second.extent.start.side) == ("後樂街", ("工業園一號路",), "东")
    assert_spans_hold(NOTICE)


def test_the_same_notice_in_two_scripts_is_two_documents_that_say_the_same():
    (one,), (other,) = read(NOTICE), read(readable(NOTICE))
    assert one.notice.notice_id != other.notice.notice_id
    assert [comparison_key(entry.name) for entry in one.entries] == [
        comparison_key(entry.name) for entry in other.entries
    ]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("五鳳山路", "五凤山路", True),
        ("靑島路", "青岛路", True),
        ("乾縣路", "乾县路", True),
        ("後宰門街", "后宰门街", True),
        ("港源七號路", "港源7号路", True),
        ("國道G309", "309国道", True),
        ("乾县路", "干县路", False),
        ("於潜路", "于潜路", False),
        ("东昇街", "东升街", False),
        ("濛江路", "蒙江路", False),
    ],
)
def test_names_are_compared_in_one_script(a, b, same):
    assert (comparison_key(a) == comparison_key(b)) is same


def test_a_traditional_name_has_its_parts_and_its_romanisation():
    toponym = read_toponym("龍駒環線")
    assert (toponym.specific, toponym.generic) == ("龍駒", "環線")
    assert romanise("長清大道") == romanise("长清大道") == "Changqing Dadao"


def test_a_later_notice_in_the_other_script_speaks_of_the_same_road():
    (first,) = read(NOTICE)
    (later,) = read(
        "青洲市民政局关于云溪区道路更名的通知\n青民发〔2021〕8号\n"
        "1.五凤山路更名为“凤鸣路”。\n青洲市民政局\n2021年5月4日\n"
    )
    (renaming,) = later.entries
    assert renaming.action is Action.RENAMING
    assert match([first, later])[renaming.entry_id].founder == first.entries[0].entry_id

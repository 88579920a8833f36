"""Divisions that head roads without a line of their own, or by a name that is none anywhere else."""

import re

from gazetteer.headings import Context, Heading, read_heading
from gazetteer.outlines import Outline
from gazetteer.paragraphs import Paragraph
from gazetteer.stated_counts import find_counts

# 三、李七庄街 below 二、精武镇: a subdistrict, as some cities call them
_STREET_OFFICE = re.compile("[\u3400-\u9fff]{2,6}街[。：]?")
# 四、科技城 below 三、高新区: a zone of the city
_ZONE_OFFICE = re.compile("[\u3400-\u9fff]{1,7}[城港][。：]?")
# 老城区（3条）, below 其中老城区3条、甲河区2条: a district by its list, in other notices a part of the city
_LISTED_OFFICE = re.compile("(?P<name>老?城区)(?:（[^（）]{0,20}条）)?[。：]?")
_FAR = 3000  # characters before a heading: what counts the roads of all districts stands there
_SOME = "(?:共|有|计)?[一二两三四五六七八九十\\d]{1,3}条"
_DISTRICT_COUNTED = rf"[\u3400-\u9fff]{{1,7}}?(?<!城)(?<!开发)(?<!新)(?<!片)(?<!园)[区县]{_SOME}"
_LISTED = re.compile(
    rf"(?<=[，、：；。中和及])(?P<first>老?城区){_SOME}[、，和及]{{1,2}}{_DISTRICT_COUNTED}"
    rf"|{_DISTRICT_COUNTED}[、，和及]{{1,2}}(?P<last>老?城区){_SOME}"
)
# 一、甲河区。将… | 【甲河区】①…: the heading before the roads on one line, or in brackets of its own
_HEADED = re.compile(
    r"[【〔\[](?P<name>[^【】〔〕\[\]，。；：]{2,30})[】〕\]][。：]?|(?P<sentence>[^，。；：“”（）]{2,20}(?:（[^（）]{1,12}）)?)。(?=.)"
)


def office_heading(paragraph: Paragraph, outline: Outline) -> Heading | None:
    """科技城 beside districts, 李七庄街 beside towns: what only its neighbours show to be a division."""
    words = paragraph.text[paragraph.start :]
    if len(words) > 9:
        return None
    name = paragraph.source.words(paragraph.start, len(paragraph.text.rstrip("。：")))
    if _ZONE_OFFICE.fullmatch(words) and outline.is_beside_district(paragraph.mark):
        return Heading(Context(district=name))
    if len(words) <= 8 and _STREET_OFFICE.fullmatch(words) and outline.is_beside_division(paragraph.mark):
        return Heading(Context(subdistricts=(name,)))
    return None


def listed_heading(paragraph: Paragraph, text: str) -> Heading | None:
    """老城区（3条）, where the notice in `text` counted its roads beside those of a district before."""
    found = _LISTED_OFFICE.fullmatch(paragraph.text, paragraph.start)
    if found is None:
        return None
    at = paragraph.span.start
    listed = _LISTED.finditer(text, max(0, at - _FAR), at)
    if all(found["name"] not in (one["first"], one["last"]) for one in listed):
        return None
    return Heading(Context(district=paragraph.source.words(*found.span("name"))), find_counts(found[0]))


def run_in_heading(paragraph: Paragraph, outline: Outline) -> tuple[Heading, Paragraph, Paragraph | None] | None:
    """The division that a paragraph begins with, which heads what stands behind it: a paragraph of its own each."""
    text, source = paragraph.text, paragraph.source
    found = _HEADED.match(text, paragraph.start)
    if found is None:
        return None
    at, stop = found.span("name" if found["name"] else "sentence")
    heading = read_heading(text[at:stop], lambda a, b: source.words(at + a, at + b))
    zone = heading is None and found["sentence"] and _ZONE_OFFICE.fullmatch(found["sentence"])
    if zone and outline.is_beside_district(paragraph.mark):
        heading = Heading(Context(district=source.words(at, stop)))
    if heading is None or not (heading.context.district or heading.context.subdistricts):
        return None
    if found.end() == len(text):
        return heading, Paragraph(source.span(0, len(text)), source, paragraph.mark, ()), None
    return heading, *paragraph.parted(found.end())

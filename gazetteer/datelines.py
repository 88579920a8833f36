"""The date and the number of a document, in every form a notice writes them."""

import re

from gazetteer.times import Day, read_chinese_day, read_day

HAN = r"[\u3400-\u9fff〇○]"
_YEAR = r"(?:[0-9〇○零OoО一二三四五六七八九]{4})"
# 2021年5月26日 | 二○○八年十一月二十八日
CHINESE_DAY = rf"{_YEAR}年(?:[0-9一二三四五六七八九十]{{1,3}}月(?:[0-9一二三四五六七八九十]{{1,3}}[日号])?)?"
# 2023.02.13 | 2024/05/17 | 2021-06-05
_PLAIN_DAY = r"(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}"
DAY = rf"(?:{CHINESE_DAY}|{_PLAIN_DAY})"
# 济政办字〔2021〕25号 | 周政字【2016】44号 | 〔2024〕3号
_LABEL = "发?文(?:字|件)?(?:编)?号|公文字号|字号|编号"
_YEAR_AND_NUMBER = r"[〔【\[（「](?:19|20)\d{2}[〕】\]）」]第?\d{1,5}"
DOCUMENT_NUMBER = rf"(?:(?:(?!{_LABEL}){HAN}){{1,16}})?{_YEAR_AND_NUMBER}号"
# 济政办字〔2021〕25, the 号 lost: an office's word must stand before it
OPEN_NUMBER_LINE = re.compile(rf"（?(?P<number>(?:(?!{_LABEL}){HAN}){{2,16}}{_YEAR_AND_NUMBER})）?")
NUMBER_LINE = re.compile(
    rf"(?:（|\()?(?P<number>{DOCUMENT_NUMBER}|{HAN}{{0,14}}(?:公告|通告|公示)?[〔（「]?(?:19|20)?\d{{0,4}}年?[〕）」]?第\d{{1,4}}号)(?:）|\))?(?:\.(?:docx?|pdf|wps|ofd|txt))?"
)


def to_day(words: str) -> Day | None:
    """The day of any written form: 2021年5月26日, 二○二一年五月, 2021-06-05, 2023.2.13; None if there is none."""
    if re.fullmatch(_PLAIN_DAY, words):
        year, month, day = re.split(r"[-./]", words)
        try:
            return read_day(f"{year}-{int(month):02d}-{int(day):02d}")
        except Exception:
            return None
    return read_chinese_day(words.replace("О", "O"))

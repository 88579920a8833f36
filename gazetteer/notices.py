"""`Notice`: the document that names roads, what it may do and the day it is in force from."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from gazetteer.scripts import one_script
from gazetteer.text import Span
from gazetteer.times import UNKNOWN_DAY, Day, read_day

# 济政办字〔2021〕25号
_NUMBER_YEAR = re.compile(r"[〔【\[(（「]((?:19|20)\d{2})[〕】\])）」]")


_BRACKETS = str.maketrans("【[(（「﹝［<〈《】])）」﹞］>〉》", "〔" * 10 + "〕" * 10)


def number_key(document_number: str) -> str:
    """What numbers of documents are compared by: 某政发[2010]第05号 and 某政发〔2010〕5号 are of one act."""
    number = one_script(unicodedata.normalize("NFKC", "".join(document_number.split()))).translate(_BRACKETS)
    return re.sub(r"(?<=〕)第?0*(?=\d)", "", number).removesuffix("号")


def is_of_one_act(key: str) -> bool:
    """Whether a number (see `number_key`) is no other act's of its city: it tells office and year (not 第3号)."""
    return re.fullmatch(r"\D+〔\d{4}〕\d+", key) is not None


class NoticeKind(StrEnum):
    """What a notice may do: only a decision makes naming events."""

    DECISION = "decision"
    PROPOSAL = "proposal"
    REQUEST = "request"


class DayBasis(StrEnum):
    """Which day of a notice its acts are in force from."""

    EFFECTIVE = "effective"
    APPROVED = "approved"
    ISSUED = "issued"
    PRINTED = "printed"
    PUBLISHED = "published"
    NUMBERED = "numbered"  # only the year in the document number is known
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as read. `span` is where it stands in the document; `digest` is of its own text.

    `notice_id` follows from the text without blanks, so that the same act always has the same id;
    `document_number` is an alias and often missing. `area` is the city or town whose roads it names. These two, by
    which notices are found and grouped, are in simplified characters, whatever script the notice is in.
    """

    notice_id: str
    title: str | None
    authority: str | None
    kind: NoticeKind
    span: Span
    digest: str
    document_number: str | None = None
    area: str | None = None
    issued_on: Day | None = None
    printed_on: Day | None = None
    published_on: Day | None = None
    effective_on: Day | None = None
    approved_on: Day | None = None
    stated_counts: tuple[tuple[str, int], ...] = ()  # (action, how many) as the notice says itself
    restated: bool = False  # 按事实重述: words of ours, never shown as a quotation
    fictional: bool = False  # 虚构
    source: str | None = None  # where the text was taken from, as it says itself

    @property
    def called(self) -> str:
        """What it is cited by: its number, else its title, else its id."""
        return self.document_number or self.title or self.notice_id

    def public_from(self) -> Day | None:
        """The day anyone could read it: of its publication, else of its signing or printing; None where unknown."""
        return self.published_on or self.issued_on or self.printed_on

    def in_force_from(self) -> tuple[Day, DayBasis]:
        """The day its acts are in force from, and which of its dates that is."""
        dated = (
            (self.effective_on, DayBasis.EFFECTIVE),
            (self.approved_on, DayBasis.APPROVED),
            (self.issued_on, DayBasis.ISSUED),
            (self.printed_on, DayBasis.PRINTED),
            (self.published_on, DayBasis.PUBLISHED),
        )
        for day, basis in dated:
            if day is not None:
                return day, basis
        if self.document_number and (year := _NUMBER_YEAR.search(self.document_number)):
            return read_day(year[1]), DayBasis.NUMBERED
        return UNKNOWN_DAY, DayBasis.UNKNOWN

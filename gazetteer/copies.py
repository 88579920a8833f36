"""What another copy of an act says otherwise than the one that counts.

Pure, and a function of the register's state alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gazetteer.findings import Finding, Severity
from gazetteer.notices import DayBasis, Notice
from gazetteer.readings import Entry, Reading
from gazetteer.text import Sentence
from gazetteer.twins import differing, left_out, paired


def of_witness(kept: Reading, witness: Reading, road_of: Mapping[str, str]) -> tuple[Finding, ...]:
    """Where another copy of a known act says something else; `road_of` tells the roads of the kept copy's entries."""
    return (
        *_of_another_day(kept.notice, witness.notice),
        *(
            _witness_finding(kept, witness, unlike, one, other, road_of)
            for one, other in paired(kept.entries, witness.entries)
            for unlike in (_unlike(one, other), _lacking(one, other))
            if unlike is not None
        ),
    )


def _of_another_day(kept: Notice, witness: Notice) -> Iterator[Finding]:
    """The acts count from the day that the kept copy tells, and the other tells another, on as good a ground."""
    (day, basis), (other, ground) = kept.in_force_from(), witness.in_force_from()
    bases = list(DayBasis)  # the best first
    if bases.index(ground) > bases.index(basis) or (day.earliest <= other.latest and other.earliest <= day.latest):
        return
    said = [(_BASIS[how], str(when)) for how, when in ((basis, day), (ground, other))]
    (a, b) = (Sentence(f"{words.zh} {when}", f"{words.en} on {when}") for words, when in said)
    yield Finding(
        "witness_differs",
        Severity.WARNING,
        Sentence(
            f"{_act(kept, witness)} 的两份文本日期不同：计入的{a.zh}，另一份{b.zh}。",
            f"Two copies of {_act(kept, witness)} differ on the day: the one that counts was {a.en}, the other {b.en}.",
        ),
        Sentence(_COUNTS.zh.format(kept.notice_id), _COUNTS.en.format(kept.notice_id)),
        notice_ids=(kept.notice_id, witness.notice_id),
        area=kept.area,
        clash="Another copy of this act differs on its day.",
    )


_COUNTS = Sentence("计入的是 {} 这份文本。请对照原件。", "The copy {} counts. Compare with the original.")
_CORRECT = Sentence(
    "另一份为准时，收入更正该文件的公告即改正。",
    "Where the other is right, a notice that corrects this document puts it right.",
)
_ADD = Sentence(
    "确有这一条时，把它连同标题、落款和日期另存为一份不写文号的文本，收入即计入。",
    "Where it is the act's, save it with title, office and date, without the number, and take that in: then it counts.",
)


def _act(kept: Notice, witness: Notice) -> str:
    """What an act of two copies is cited by: a mirror may leave out the number."""
    return kept.document_number or witness.document_number or kept.called


def _advice(kept: Notice, then: Sentence) -> Sentence:
    zh, en = (words.format(kept.notice_id) for words in (_COUNTS.zh, _COUNTS.en))
    return Sentence(f"{zh}{then.zh}", f"{en} {then.en}")


@dataclass(frozen=True, slots=True)
class _Unlike:
    """On what two copies differ, and what they say."""

    fields: str
    said: Sentence
    then: Sentence  # what to do where the other is right


def _unlike(one: Entry | None, other: Entry | None) -> _Unlike | None:
    """How the copy that counts (`one`) and the other differ on a clause; None where they do not."""
    if one is None:
        return _Unlike("it is added", Sentence("另一份多出这一条", "the other adds this clause"), _ADD)
    if other is None:
        return _Unlike("it is missing", Sentence("另一份缺这一条", "the other lacks this clause"), _CORRECT)
    fields = tuple(differing(one, other))
    if not fields:
        return None
    both = [(field, _said(one, field), _said(other, field)) for field in fields]
    return _Unlike(
        ", ".join(fields),
        Sentence(
            "；".join(f"{_FIELD_ZH[field]}计入的作“{a.zh}”，另一份作“{b.zh}”" for field, a, b in both),
            "; ".join(f"{field} “{a.en}” in the one that counts, “{b.en}” in the other" for field, a, b in both),
        ),
        _CORRECT,
    )


def _lacking(one: Entry | None, other: Entry | None) -> _Unlike | None:
    """What the copy that counts (`one`, of an excerpt) does not say and the other does; None where there is nothing."""
    fields = tuple(left_out(one, other)) if one is not None and other is not None else ()
    if not fields or other is None:
        return None
    said = [(field, _said(other, field)) for field in fields]
    return _Unlike(
        f"{', '.join(fields)} left out",
        Sentence(
            "；".join(f"{_FIELD_ZH[field]}计入的没有写，另一份作“{words.zh}”" for field, words in said),
            "; ".join(f"{field} “{words.en}” in the other, not told in the one that counts" for field, words in said),
        ),
        _ADD,
    )


def _said(entry: Entry, field: str) -> Sentence:
    """What an entry says of one of the fields that may differ."""
    if field in ("district", "former_name"):
        words = getattr(entry, field)
        return Sentence(words, words)
    if field in ("start", "end"):
        words = getattr(entry.extent, field).text
        return Sentence(words, words)
    metres = getattr(entry, field).metres
    return Sentence(f"{metres} 米", f"{metres} m")


def _witness_finding(
    kept: Reading,
    witness: Reading,
    unlike: _Unlike,
    one: Entry | None,
    other: Entry | None,
    road_of: Mapping[str, str],
) -> Finding:
    entries = [entry for entry in (one, other) if entry is not None]
    name, act = entries[0].name, _act(kept.notice, witness.notice)
    return Finding(
        "witness_differs",
        Severity.WARNING,
        Sentence(
            f"{act} 的两份文本中，{name} 不同：{unlike.said.zh}。",
            f"Two copies of {act} differ on {name}: {unlike.said.en}.",
        ),
        _advice(kept.notice, unlike.then),
        road_ids=(road_of[one.entry_id],) if one is not None and one.entry_id in road_of else (),
        entry_ids=tuple(entry.entry_id for entry in entries),
        notice_ids=(kept.notice.notice_id, witness.notice.notice_id),
        area=kept.notice.area,
        clash=f"Another copy of this act differs on {name}: {unlike.fields}.",
    )


_FIELD_ZH = {
    "former_name": "原名",
    "start": "起点",
    "end": "止点",
    "length": "长度",
    "width": "宽度",
    "district": "区县",
}
_BASIS = {
    DayBasis.EFFECTIVE: Sentence("施行于", "in force"),
    DayBasis.APPROVED: Sentence("批准于", "approved"),
    DayBasis.ISSUED: Sentence("成文于", "issued"),
    DayBasis.PRINTED: Sentence("印发于", "printed"),
    DayBasis.PUBLISHED: Sentence("发布于", "published"),
    DayBasis.NUMBERED: Sentence("文号年份为", "numbered"),
    DayBasis.UNKNOWN: Sentence("日期不详", "of an unknown day"),
}

"""`Finding`: something that does not fit, and what a notice says that its own entries or another copy do not bear out.

Pure, and a function of the register's state alone: the same whatever order the notices came in.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from gazetteer.entries import Entry, Reading
from gazetteer.text import Sentence
from gazetteer.toponyms import comparison_key


class Severity(StrEnum):
    """How much a finding matters: something must be wrong, may be wrong, or is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not fit, the entries that say so, and what to do about it."""

    kind: str
    severity: Severity
    message: Sentence
    advice: Sentence
    road_ids: tuple[str, ...] = ()
    entry_ids: tuple[str, ...] = ()
    notice_ids: tuple[str, ...] = ()

    @property
    def finding_id(self) -> str:
        """Follows from what clashes with what, so that a dismissal survives a rebuild."""
        subjects = [self.kind, *sorted(self.entry_ids), *sorted(self.notice_ids), self.message.en]
        return "f" + sha256("\n".join(subjects).encode()).hexdigest()[:10]


def of_notice(reading: Reading) -> tuple[Finding, ...]:
    """What a notice says of itself that its own entries do not bear out."""
    read = Counter(entry.action.value for entry in reading.entries)
    return tuple(
        Finding(
            "count_differs",
            Severity.WARNING,
            Sentence(
                f"公告称{_ACTION_ZH.get(action, action)} {count} 条，读出 {read[action]} 条。",
                f"The notice says {count} of {action}; {read[action]} were read.",
            ),
            Sentence("请核对有无漏读或原文有误。", "Check whether one was not read, or the notice miscounts."),
            notice_ids=(reading.notice.notice_id,),
        )
        for action, count in reading.notice.stated_counts
        if read[action] != count
    )


def of_witness(kept: Reading, witness: Reading) -> tuple[Finding, ...]:
    """Where another copy of a known act says something else."""
    others = {(entry.action, comparison_key(entry.name)): entry for entry in witness.entries}
    found = []
    for entry in kept.entries:
        other = others.pop((entry.action, comparison_key(entry.name)), None)
        unlike = () if other is None else tuple(differing(entry, other))
        if other is None or unlike:
            zh = "缺" if other is None else "、".join(_FIELD_ZH[field] for field in unlike)
            en = "it is missing" if other is None else ", ".join(unlike)
            found.append(_witness_finding(kept, witness, entry.name, zh, en))
    found += [_witness_finding(kept, witness, entry.name, "多出", "it is added") for entry in others.values()]
    return tuple(found)


def _witness_finding(kept: Reading, witness: Reading, name: str, zh: str, en: str) -> Finding:
    return Finding(
        "witness_differs",
        Severity.WARNING,
        Sentence(f"同一公告的另一份文本中，{name} 不同：{zh}。", f"Another copy of this act differs on {name}: {en}."),
        Sentence("请对照原件。", "Compare with the original."),
        notice_ids=(kept.notice.notice_id, witness.notice.notice_id),
    )


_ACTION_ZH = {"naming": "命名", "renaming": "更名", "extent_change": "调整起止点", "abolition": "销名"}
_FIELD_ZH = {"start": "起点", "end": "止点", "length": "长度", "width": "宽度", "district": "区县"}


def differing(one: Entry, other: Entry) -> Iterator[str]:
    """The fields on which two entries about one road say something else; what only one says does not count."""
    for field in ("length", "width"):
        a, b = getattr(one, field), getattr(other, field)
        if a and b and (a.min, a.max) != (b.min, b.max):
            yield field
    for field in ("start", "end"):
        a, b = getattr(one.extent, field), getattr(other.extent, field)
        if a and b and a.text and b.text and comparison_key(a.text) != comparison_key(b.text):
            yield field
    if one.district and other.district and one.district != other.district:
        yield "district"

"""`Finding`: something that does not fit, and what a notice says that its own entries do not bear out.

Pure, and a function of the register's state alone: the same whatever order the notices came in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256

from gazetteer.actions import Action
from gazetteer.notices import NoticeKind
from gazetteer.readings import Reading, missing_fields, notice_of
from gazetteer.text import Sentence


class Severity(StrEnum):
    """How much a finding matters: something must be wrong, may be wrong, or is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SHORT = 11  # characters of a finding's id as it was written until tables of schema 4


@dataclass(frozen=True)
class Finding:
    """Something that does not fit, the entries that say so, and what to do about it."""

    kind: str
    severity: Severity
    message: Sentence
    advice: Sentence
    road_ids: tuple[str, ...] = ()
    entry_ids: tuple[str, ...] = ()
    notice_ids: tuple[str, ...] = ()
    area: str | None = None  # the city or town it was found in
    clash: str | None = None  # what clashes on what, where message and entries tell more: the id follows from it
    worded: str | None = None  # the English it had when persons first let it rest, where that is put better by now

    @cached_property
    def finding_id(self) -> str:
        """Follows from what clashes with what, so that a dismissal survives a rebuild.

        60 bits, which a million findings share with little risk; earlier programs wrote the first `SHORT` characters,
        and dismissals of theirs still hold.
        """
        if self.clash is not None:
            subjects = [self.kind, *sorted(self.notice_ids), self.clash]
        else:
            subjects = [self.kind, *sorted(self.entry_ids), *sorted(self.notice_ids), self.worded or self.message.en]
        return "f" + sha256("\n".join(subjects).encode()).hexdigest()[:15]


def notices_of(finding: Finding) -> tuple[str, ...]:
    """The ids of the notices that a finding speaks of, also by the clauses that clash."""
    return tuple(dict.fromkeys((*finding.notice_ids, *map(notice_of, finding.entry_ids))))


def each_once(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, of all the roads it was found of: an act may make several, and its words clash but once."""
    by_id: dict[str, Finding] = {}
    for one in found:
        known = by_id.setdefault(one.finding_id, one)
        if known.road_ids != one.road_ids:
            road_ids = tuple(sorted({*known.road_ids, *one.road_ids}))
            by_id[one.finding_id] = replace(known, road_ids=road_ids)
    return tuple(by_id.values())


def of_notice(reading: Reading) -> tuple[Finding, ...]:
    """What a notice says of itself that its own entries do not bear out, and what it should tell and does not."""
    return tuple(
        replace(one, area=reading.notice.area) for one in (*_counts_differ(reading), *_fields_missing(reading))
    )


def _counts_differ(reading: Reading) -> Iterator[Finding]:
    read = Counter(entry.action.value for entry in reading.entries)
    for action, count in reading.notice.stated_counts:
        if read[action] != count:
            yield Finding(
                "count_differs",
                Severity.WARNING,
                Sentence(
                    f"公告称{_ACTION_ZH.get(action, action)} {count} 条，读出 {read[action]} 条。",
                    f"The notice says {count} of {action}; {read[action]} were read.",
                ),
                Sentence("请核对有无漏读或原文有误。", "Check whether one was not read, or the notice miscounts."),
                notice_ids=(reading.notice.notice_id,),
            )


FILING_FROM = date(2023, 6, 1)  # 《地名备案公告管理办法（试行）》 asks for `readings.FILED` from then on
_FILED_ZH = {
    "standard_name": "标准地名",
    "romanised": "罗马字母拼写",
    "division": "所在行政区划",
    "position": "位置（起止点）",
    "authority": "批准机关",
    "approved_on": "批准日期",
}
_OF_NOTICE = ("authority", "approved_on")


def _fields_missing(reading: Reading) -> Iterator[Finding]:
    """What the filing rules ask an announcement to tell of each road, and this one does not; not of words of ours."""
    notice = reading.notice
    if notice.kind is not NoticeKind.DECISION or notice.restated:
        return
    if notice.in_force_from()[0].earliest < FILING_FROM:
        return
    named = [one for one in reading.entries if one.action in (Action.NAMING, Action.RENAMING)]
    lacking = [(entry, missing_fields(entry, notice)) for entry in named]
    counts = Counter(field for _, missing in lacking for field in missing)
    if not counts:
        return
    said = {key: "" if key in _OF_NOTICE else f"（{counts[key]} 条）" for key in _FILED_ZH if counts[key]}
    yield Finding(
        "fields_missing",
        Severity.NOTE,
        Sentence(
            f"公告缺少备案公告应有的内容：{'、'.join(_FILED_ZH[key] + many for key, many in said.items())}。",
            "What a filing announcement must tell is missing: "
            + ", ".join(key if key in _OF_NOTICE else f"{key} ({counts[key]})" for key in said)
            + ".",
        ),
        Sentence(
            "依据《地名备案公告管理办法（试行）》（2023 年 6 月），请补齐。",
            "Asked for by the trial rules on filing announcements of June 2023; complete it.",
        ),
        entry_ids=tuple(entry.entry_id for entry, missing in lacking if missing),
        notice_ids=(notice.notice_id,),
    )


def of_open_ends(notice_id: str, area: str | None, ends: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """The roads that clauses of a notice end on and the register does not hold: (entry id, words) of each."""
    if not ends:
        return ()
    words = list(dict.fromkeys(text for _, text in ends))
    few = words[:_FEW]
    zh = "、".join(few) + ("等" if len(words) > _FEW else "")
    en = ", ".join(few) + (" and others" if len(words) > _FEW else "")
    told = (
        f"{len(words)} road{' named as an end is' if len(words) == 1 else 's named as ends are'} not in this register"
    )
    return (
        Finding(
            "ends_unknown",
            Severity.NOTE,
            Sentence(f"起止点所指的 {len(words)} 条道路不在本地名录中：{zh}。", f"{told}: {en}."),
            Sentence(
                "请核对写法，或收入命名它们的公告。", "Check how they are written, or load the notices that named them."
            ),
            entry_ids=tuple(dict.fromkeys(entry_id for entry_id, _ in ends)),
            notice_ids=(notice_id,),
            area=area,
            worded=f"{told}: {zh}.",
        ),
    )


_FEW = 5


_ACTION_ZH = {"naming": "命名", "renaming": "更名", "extent_change": "调整起止点", "abolition": "销名"}

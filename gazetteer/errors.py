"""The few errors a caller may catch; each writes its own sentence, in Chinese and in English.

A wrong *call* is an error. What a *notice* says that cannot be read is never one: that is a
`gazetteer.text.Problem` in the result.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path


class GazetteerError(Exception):
    """Something asked of the program cannot be done; `zh` and `en` say what, where and what to do."""

    exit_code = 2

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.zh} | {self.en}"


class DocumentError(GazetteerError):
    """A file that cannot be taken as a document; nothing was read from it."""

    def __init__(self, path: Path | str, zh: str, en: str) -> None:
        super().__init__(f"{path}：{zh}", f"{path}: {en}")
        self.path = Path(path)


class NoNoticeError(DocumentError):
    """A readable document in which no road-naming notice stands."""

    exit_code = 1

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            path,
            "没有找到道路命名、更名、调整或销名的公告。请确认文件内容。",
            "no notice that names, renames, moves or abolishes a road was found. Check the file.",
        )


class AreaError(DocumentError):
    """A notice that names another city than the one it is to be counted for."""

    def __init__(self, path: Path | str, told: str, given: str) -> None:
        super().__init__(
            path,
            f"公告写明是{told}的，与所给的 {given} 不符，什么也没有收入。请不给城市，或改给 {told}。",
            f"the notice says that it is of {told}, not of {given} as given; nothing was taken in. "
            f"Give no city for it, or {told}.",
        )


class ShortAreaError(GazetteerError):
    """A city given without its rank (济宁); `known` are those of that name that the register has with it (济宁市)."""

    def __init__(self, given: str, known: Sequence[str]) -> None:
        zh, en = (f"，而有{'、'.join(known)}", f" but {', '.join(known)}") if known else ("", "")
        full, or_zh, or_en = known[0] if known else f"{given}市", "（或县、区、镇等）", " (or 县, 区, 镇 and so on)"
        super().__init__(
            f"地名录中没有“{given}”{zh}；什么也没有收入。请写全称：--area {full}{'' if known else or_zh}。",
            f"the register has no {given!r}{en}; nothing was taken in. "
            f"Give the full name: --area {full}{'' if known else or_en}.",
        )


class DayError(GazetteerError):
    """A date that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"读不懂日期“{text}”。请写成 2021-05-26、2021-05 或 2021。",
            f"cannot read the date {text!r}. Write 2021-05-26, 2021-05 or 2021.",
        )
        self.text = text


class WholeDayError(GazetteerError):
    """A month or a year where a whole day is wanted; `first` is its first day."""

    def __init__(self, text: str, first: date) -> None:
        super().__init__(
            f"“{text}”不是某一天。请写到日，如 {first}。",
            f"{text} is not one day. Write a whole day, such as {first}.",
        )
        self.text = text


class InstantError(GazetteerError):
    """An instant that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"读不懂时刻“{text}”。请写成 2021-05-26、2021-05-26T08:00（中国时间）或 2021-05-26T00:00:00Z。",
            f"cannot read the instant {text!r}. Write 2021-05-26, 2021-05-26T08:00 (China time) or "
            "2021-05-26T00:00:00Z.",
        )
        self.text = text


class NoRoadOfItsOwnError(GazetteerError):
    """A correction decided to be a road of its own: it speaks of one that another clause told of."""

    def __init__(self, entry_id: str) -> None:
        super().__init__(
            f"{entry_id} 是更正，不是一条路。请写明它所更正的是哪条路（道路代码或路名）；撤回核定写 undo。",
            f"{entry_id} is a correction and no road of its own. Name the road that it puts right (its id or name); "
            "to take a decision back write undo.",
        )
        self.entry_id = entry_id


class NotAnActError(GazetteerError):
    """An entry of a proposal or of another copy decided on: it does nothing to any road."""

    def __init__(self, entry_id: str) -> None:
        super().__init__(
            f"{entry_id} 不是生效公告的条目（拟名、请示，或同一公告的另一份文本），不对道路起作用，无需判定。",
            f"{entry_id} is no entry of an act (but of a proposal, a request or another copy of an act): it does "
            "nothing to any road, so there is nothing to decide.",
        )
        self.entry_id = entry_id


class NotDecidedError(GazetteerError):
    """A decision to be taken back of an entry or a finding on which nobody decided."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            f"{subject} 没有人工核定，无可撤回。",
            f"nobody decided on {subject}: there is nothing to take back.",
        )
        self.subject = subject


class NotFoundError(GazetteerError):
    """Something the register does not hold."""

    exit_code = 1


class RoadNotFoundError(NotFoundError):
    """A road the register does not hold, or not at the time asked for (then a sentence of that is given)."""

    def __init__(self, road: str, zh: str | None = None, en: str | None = None) -> None:
        super().__init__(
            zh or f"地名录中没有道路“{road}”。可用 gazetteer search 查找相近的名称。",
            en or f"the register holds no road {road!r}. Try gazetteer search for near names.",
        )
        self.road = road


class RoadNotKnownError(RoadNotFoundError):
    """A road that was not yet known, or public, at the time asked for."""

    def __init__(self, road: str) -> None:
        super().__init__(
            road,
            f"按所问的时点，还没有收录或公布道路“{road}”。去掉 known_at、published_by 即可看到。",
            f"the road {road} was not yet known, or public, at the time asked for. "
            "It is seen without known_at, published_by.",
        )


class RoadNotInForceError(RoadNotFoundError):
    """A road whose name has ended, or does not hold yet, on the day asked for; `zh` and `en` say which."""

    def __init__(self, road: str, zh: str, en: str, document: str) -> None:
        super().__init__(
            road,
            f"“{road}”{zh}（{document}）。沿革见 gazetteer history {road}。",
            f"{road}: {en} (by {document}). See gazetteer history {road}.",
        )


class AreaNotFoundError(GazetteerError):
    """A city or town the register holds nothing of; `known` are those it has, the nearest name first."""

    def __init__(self, area: str, known: Sequence[str]) -> None:
        few, more = known[:_FEW_AREAS], len(known) > _FEW_AREAS
        super().__init__(
            f"地名录中没有地区“{area}”。有：{'、'.join(few) or '（空）'}{'等' if more else ''}。",
            f"the register has no area {area!r}. It has: {', '.join(few) or 'none'}{', …' if more else ''}.",
        )
        self.area = area


_FEW_AREAS = 10


class RoadAmbiguousError(NotFoundError):
    """A name that several roads bear; their ids say which, each with words that tell it from the others."""

    def __init__(self, name: str, roads: Mapping[str, tuple[str, str]]) -> None:
        few, more = sorted(roads)[:_FEW_ROADS], len(roads) > _FEW_ROADS
        zh = "、".join(f"{one}（{roads[one][0]}）" for one in few)
        en = ", ".join(f"{one} ({roads[one][1]})" for one in few)
        super().__init__(
            f"有 {len(roads)} 条道路叫“{name}”：{zh}{'等' if more else ''}。请用道路代码指定一条。",
            f"{len(roads)} roads are called {name!r}: {en}{', …' if more else ''}. Name one by its id.",
        )
        self.road_ids = tuple(sorted(roads))


_FEW_ROADS = 10


class NoticeNotFoundError(NotFoundError):
    """A notice the register does not hold."""

    def __init__(self, notice: str) -> None:
        super().__init__(
            f"地名录中没有公告“{notice}”。",
            f"the register holds no notice {notice!r}.",
        )
        self.notice = notice


class EntryNotFoundError(NoticeNotFoundError):
    """An entry the register does not hold."""

    def __init__(self, entry: str) -> None:
        super(NoticeNotFoundError, self).__init__(
            f"地名录中没有条目“{entry}”。条目编号见 gazetteer review、gazetteer history。",
            f"the register holds no entry {entry!r}. For ids of entries see gazetteer review, gazetteer history.",
        )
        self.entry = entry


class FindingNotFoundError(NotFoundError):
    """A finding the register does not hold (any more)."""

    def __init__(self, finding: str) -> None:
        super().__init__(
            f"没有核验结果“{finding}”。可用 gazetteer review 查看。",
            f"there is no finding {finding!r}. See gazetteer review.",
        )
        self.finding = finding


class RegisterError(GazetteerError):
    """The database cannot serve as a register; it was left as it is."""


class TookTooLongError(RegisterError):
    """A question that was stopped since its time was up."""

    def __init__(self) -> None:
        super().__init__(
            "查询超过了时限，已停止。请缩小范围再试。",
            "the question took longer than it may and was stopped. Ask for less at a time.",
        )


class ReadOnlyError(RegisterError):
    """A register that may only be read here."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url}：数据库只读，请检查权限。什么也没有写入。",
            f"{url}: the database is read-only; check its permissions. Nothing was written.",
        )


class NewerRegisterError(RegisterError):
    """A register written by a newer program than this one."""

    def __init__(self, url: str, found: int, known: int) -> None:
        super().__init__(
            f"{url}：地名录版本 {found} 比本程序（{known}）新。请升级 road-gazetteer。",
            f"{url}: the register is of schema {found}, newer than this program ({known}). Upgrade road-gazetteer.",
        )


class NewerEventError(RegisterError):
    """An event written by a newer program than this one."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"日志中有版本 {found} 的记录，比本程序（{known}）新。请升级 road-gazetteer。",
            f"the log holds an event of schema {found}, newer than this program ({known}). Upgrade road-gazetteer.",
        )


class ExtractError(GazetteerError):
    """A file that cannot be read as an OpenStreetMap extract."""

    def __init__(self, path: Path | str, zh: str, en: str) -> None:
        super().__init__(f"{path}：{zh}", f"{path}: {en}")
        self.path = Path(path)

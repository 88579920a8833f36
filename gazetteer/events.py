"""The two unions of events and their envelope: types only.

Naming events say what an authority did to a road; register events say what we learned or decided.
Every naming event has `valid_from` (in force); `recorded_at` (known) stands on the envelope.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import get_args

from gazetteer.extents import Extent
from gazetteer.measures import StatedMeasure
from gazetteer.notices import DayBasis, Notice
from gazetteer.readings import Entry
from gazetteer.text import Problem
from gazetteer.times import Day


@dataclass(frozen=True, slots=True)
class Source:
    """Where a naming event comes from, and from when it is in force."""

    notice_id: str
    entry_id: str
    ordinal: int  # of the entry within its notice; those of one ordinal stand in the order of their ids
    valid_from: Day
    basis: DayBasis
    published_on: Day | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a road lies by administration."""

    area: str | None = None
    district: str | None = None
    subdistricts: tuple[str, ...] = ()
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What every naming event says: which road, by which clause, under which name (after the act), and where.

    `formerly` are names the road is told to have borne before, none of which the act takes away; `aliases` are those of
    plans and works, and those people use; `previous_length` and `previous_width` are what the notice says they were.
    """

    road_id: str
    source: Source
    name: str
    place: Place
    formerly: tuple[str, ...] = field(default=(), kw_only=True)
    aliases: tuple[str, ...] = field(default=(), kw_only=True)
    previous_length: StatedMeasure | None = field(default=None, kw_only=True)
    previous_width: StatedMeasure | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Named(Act):
    """命名: a road receives its name."""

    extent: Extent
    length: StatedMeasure | None = None
    width: StatedMeasure | None = None
    romanised: str | None = None
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Renamed(Act):
    """更名: a road passes from `former_name` to `name`."""

    former_name: str | None
    extent: Extent
    length: StatedMeasure | None = None
    width: StatedMeasure | None = None
    romanised: str | None = None


@dataclass(frozen=True, slots=True)
class ExtentChanged(Act):
    """起止点调整: the ends move; `previous` is what the notice says they were (an observation)."""

    extent: Extent
    previous: Extent | None = None
    added: Extent | None = None
    length: StatedMeasure | None = None
    width: StatedMeasure | None = None


@dataclass(frozen=True, slots=True)
class MeasuresChanged(Act):
    """长宽变更: length or width are stated anew, the ends stay."""

    length: StatedMeasure | None = None
    width: StatedMeasure | None = None


@dataclass(frozen=True, slots=True)
class Abolished(Act):
    """销名: the name is no longer in use."""

    extent: Extent = Extent()


@dataclass(frozen=True, slots=True)
class Restored(Act):
    """恢复: a historical name is in force again."""

    extent: Extent
    length: StatedMeasure | None = None
    width: StatedMeasure | None = None
    romanised: str | None = None


@dataclass(frozen=True, slots=True)
class Split(Act):
    """分段: part of the road goes on as `successors`; `part` is what left it, in words.

    With `ends` the road itself is no more; without, the remainder keeps its name and is kept in words.
    """

    successors: tuple[str, ...]
    part: Extent = Extent()
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Merged(Act):
    """合并: the road goes on as part of `successor`."""

    successor: str
    extent: Extent = Extent()


NamingEvent = Named | Renamed | ExtentChanged | MeasuresChanged | Abolished | Restored | Split | Merged
ACTS = tuple(kind.__name__ for kind in get_args(NamingEvent))


@dataclass(frozen=True, slots=True)
class NoticeReceived:
    """收文: a notice and how it was read; its text is kept beside the log under `notice.digest`.

    Spans count in the notice's own text. `witness_of` is the notice of which this is another copy.
    """

    notice: Notice
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    witness_of: str | None = None


@dataclass(frozen=True, slots=True)
class EntryMatched:
    """对应: an entry speaks of this road; None: it is held for a person, `reason` says why.

    `by` is the person who decided it; no later matching changes that.
    """

    entry_id: str
    road_id: str | None
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """更正: what an authority corrected, by a later notice (`source`), in an earlier entry: as that should read.

    It holds from the day of that earlier entry, and is known from when it was recorded.
    """

    road_id: str
    entry_id: str
    source: Source
    name: str | None = None
    extent: Extent = Extent()
    length: StatedMeasure | None = None
    width: StatedMeasure | None = None
    romanised: str | None = None


@dataclass(frozen=True, slots=True)
class Retracted:
    """撤回（本库）: we take back our own earlier event at `position`; no road where that was of none."""

    position: int
    road_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordsUnited:
    """并档: two records prove to be one road; `absorbed` redirects to `kept` for ever."""

    kept: str
    absorbed: str
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class RecordDivided:
    """分档: entries kept under `road_id` prove to speak of another road, `new_road_id`."""

    road_id: str
    new_road_id: str
    entry_ids: tuple[str, ...]
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class LocationDecided:
    """定位: a person says where a road with this extent runs, as plain data (no candidate, no way id)."""

    road_id: str
    extent: Extent
    anchors: tuple[tuple[float, float], ...]  # lon, lat along the road, in its direction
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class FindingDismissed:
    """忽略提示: a person has seen a finding and lets it rest."""

    finding_id: str
    by: str
    why: str


RegisterEvent = (
    NoticeReceived
    | EntryMatched
    | Corrected
    | Retracted
    | RecordsUnited
    | RecordDivided
    | LocationDecided
    | FindingDismissed
)
Event = NamingEvent | RegisterEvent
NAMING_EVENTS: tuple[type, ...] = get_args(NamingEvent)


@dataclass(frozen=True, slots=True)
class Recorded:
    """The envelope: an event at its place in the log, and when we learned it (UTC)."""

    position: int
    recorded_at: datetime
    event: Event

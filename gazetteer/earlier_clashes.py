"""What a notice says that a road was before it, where the register says otherwise.

Pure, and a function of the register's state alone: the same whatever order the notices came in.
"""

from collections.abc import Iterable, Iterator

from gazetteer.events import ExtentChanged, NamingEvent
from gazetteer.extents import Terminus
from gazetteer.findings import Finding, Severity
from gazetteer.folding import Learned, evolve, valid_order
from gazetteer.measures import StatedMeasure
from gazetteer.name_clashes import Bearing
from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.text import Sentence
from gazetteer.toponyms import comparison_key

_ADVICE = Sentence("请查有无漏收的公告，或原文笔误。", "Look for a notice not loaded, or an error in this one.")


def previous_differs(record: RoadRecord, learned: Iterable[Learned], bearing: Bearing) -> Iterator[Finding]:
    """A notice states ends or measures of before it; the register says otherwise. The act wins."""
    before = RoadRecord(record.road_id, ())
    acts = list(learned)
    if not any(_tells_of_before(item.event) for item in acts):
        return
    for item in sorted(acts, key=lambda item: valid_order(item.event)):
        if before.versions:
            yield from _other_ends(item.event, before.versions[-1], bearing)
            yield from _other_measures(item.event, before.versions[-1])
        before = evolve(before, item)


def _tells_of_before(event: NamingEvent) -> bool:
    said = (event.previous_length, event.previous_width, event.previous if isinstance(event, ExtentChanged) else None)
    return any(one is not None for one in said)


_END_ZH = {"start": "起点", "end": "止点"}


def _other_ends(event: NamingEvent, last: RoadVersion, bearing: Bearing) -> Iterator[Finding]:
    """One road under two of its names is no difference."""
    previous = event.previous if isinstance(event, ExtentChanged) else None
    for end in _END_ZH if previous is not None else ():
        said, known = getattr(previous, end), getattr(last.extent, end)
        if _names_other(said, known, bearing):
            yield Finding(
                "previous_differs",
                Severity.ERROR,
                Sentence(
                    f"公告称 {event.name} 原{_END_ZH[end]}为“{said.text}”，而此前的公告为“{known.text}”。",
                    f"The notice says that {event.name} had its {end} at {said.text}; "
                    f"the act before it says {known.text}.",
                ),
                _ADVICE,
                (event.road_id,),
                (event.source.entry_id, last.entry_id),
            )


def _names_other(said: Terminus | None, known: Terminus | None, bearing: Bearing) -> bool:
    if said is None or known is None or not said.text or not known.text:
        return False
    if comparison_key(said.text) == comparison_key(known.text):
        return False
    meant = {road.road_id for road in bearing(said.text)}
    return not any(road.road_id in meant for road in bearing(known.text))


_MEASURE_ZH = {"length": "长度", "width": "宽度"}


def _other_measures(event: NamingEvent, last: RoadVersion) -> Iterator[Finding]:
    """What lies within how finely either is stated is no difference."""
    for field, said in (("length", event.previous_length), ("width", event.previous_width)):
        known: StatedMeasure | None = getattr(last, field)
        if said is None or known is None or said.may_be(known):
            continue
        yield Finding(
            "previous_differs",
            Severity.WARNING,
            Sentence(
                f"公告称 {event.name} 原{_MEASURE_ZH[field]}为 {said.metres} 米，而此前的公告为 {known.metres} 米。",
                f"The notice says that the {field} of {event.name} was {said.metres} m; "
                f"the act before it says {known.metres} m.",
            ),
            _ADVICE,
            (event.road_id,),
            (event.source.entry_id, last.sources[field].entry_id),
        )

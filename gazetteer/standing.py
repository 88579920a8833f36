"""Whether a state of a road holds on a day; and where it does not, since or until when, and by which act."""

from datetime import date

from gazetteer.records import RoadRecord, RoadVersion
from gazetteer.text import Sentence
from gazetteer.times import Answer

_ENDED = {"Abolished": ("销名", "abolished"), "Split": ("分段", "divided"), "Merged": ("合并", "merged")}


def absence_on(version: RoadVersion, day: date) -> Sentence | None:
    """Why a state does not hold on a day; None where it does, or perhaps does."""
    if version.valid.holds_on(day) is not Answer.NO:
        return None
    start, end = version.valid.start, version.valid.end
    if end is None or day < start.earliest:
        return Sentence(f"自 {start} 起才生效", f"in force only from {start}")
    zh, en = _ENDED.get(version.ending.act if version.ending else "", ("失效", "no longer in force"))
    return Sentence(f"已于 {end} {zh}", f"{en} on {end}")


def told_apart(version: RoadVersion, day: date) -> tuple[str, str]:
    """What tells a road, in its last state, from others of its name: where it lies, and that it is no more on a day."""
    place = " ".join(filter(None, (version.place.area, version.place.district)))
    said = absence_on(version, day)
    return (
        "，".join(filter(None, (place, said.zh if said else ""))) or "地区未载",
        ", ".join(filter(None, (place, said.en if said else ""))) or "nobody says where",
    )


def absence_of(record: RoadRecord, day: date) -> tuple[Sentence, str]:
    """Why a road has no state on a day, and the id of the notice that says so.

    It is told by the last state that began before that day, else by the first.
    """
    begun = [one for one in record.versions if one.valid.start.earliest <= day]
    told = begun[-1] if begun else record.versions[0]
    said = absence_on(told, day)
    assert said is not None, "the road has a state on that day"
    return said, told.ending.notice_id if told.ending and begun else told.notice_id

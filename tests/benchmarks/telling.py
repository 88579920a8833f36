"""A picked stretch told as a clause: its ends in words, its noisy measures, its truth beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from tests.benchmarks.cases import (
    COMPASS,
    LOOSE_END_M,
    Case,
    Rest,
    TrueEnd,
    cut_line,
    name_sides,
    state_length,
    state_width,
)
from tests.benchmarks.ground import Floats, Ground
from tests.benchmarks.lots import Lots, Pick
from tests.benchmarks.stretches import Meeting

NEAR_PLACE_M = 60.0
FAR_PAST_M = 200.0  # an offset past a street is no larger
EXACT_KINDS = frozenset({"landmark", "gate"})  # too many of them stand everywhere to be an end


@dataclass(frozen=True, eq=False)
class Teller:
    """Tells the picks of one world; `picks` are all of them by name, since ends may lie on others."""

    ground: Ground
    lots: Lots
    picks: Mapping[str, Pick]

    def tell(self, pick: Pick, notice: str, ordinal: int) -> Case:
        """The clause `ordinal` of a notice about a picked stretch, with its truth."""
        stretch, random = pick.stretch, self.lots.random
        referred = {self.picks[name].stretch.street: name for name in pick.refers_to}
        start = self._end(pick, 0, stretch.start, referred)
        end = self._end(pick, -1, stretch.end, referred)
        truth = stretch.lines
        if pick.kind == "offset":
            truth, end = self._end_by_offset(pick, end)
        elif pick.kind == "midpoint":
            truth, end = self._cut_at_middle(pick, start, end)
        flat = [self.ground.metres(line) for line in truth]
        share = mean_length(flat) / mean_length([self.ground.metres(line) for line in stretch.lines])
        return Case(
            case_id=f"{notice}-{ordinal}",
            kind=pick.kind,
            road=stretch.street,
            notice=notice,
            name=pick.name,
            start=start,
            end=end,
            truth=truth,
            true_length_m=stretch.length_m * share,
            deleted=pick.deleted,
            sides=name_sides((flat[0][-1] - flat[0][0]).tolist(), random),
            stated_length_m=state_length(stretch.length_m * share, random),
            stated_width_m=state_width(self.ground.links[stretch.courses[0][0][0]].highway, pick.name, random),
            rests_on=self._rest(pick),
        )

    def _rest(self, pick: Pick) -> Rest:
        gone = [self.picks[name].deleted for name in pick.refers_to]
        return "deleted" if any(gone) else "notice" if gone else "map"

    def _end(self, pick: Pick, at: int, meeting: Meeting, referred: Mapping[str, str]) -> TrueEnd:
        random = self.lots.random
        spots = np.array([self._spot(node) for node in sorted(meeting.nodes)])
        if meeting.street is not None and not self.lots.is_loose(meeting):
            return TrueEnd(referred.get(meeting.street, meeting.street), spots)
        place = self._place_near(pick.stretch.lines[0][at])
        if place is not None and random.random() < 0.7:
            return TrueEnd(place, spots, within_m=LOOSE_END_M)
        if meeting.street is not None and random.random() < 0.4:
            return TrueEnd(meeting.street, spots, within_m=LOOSE_END_M)  # the street is there, its name is not
        return TrueEnd(self._planned(), spots, planned=True, within_m=LOOSE_END_M)

    def _planned(self) -> str:
        choose = self.lots.random.choice
        return f"规划{choose(('南北', '东西', ''))}{choose('一二三四五六七八九十')}{choose(('号路', '路'))}"

    def _spot(self, node: int) -> Floats:
        link = self.ground.links[self.ground.at_node[node][0]]
        return np.asarray(link.points[0 if link.nodes[0] == node else -1])

    def _place_near(self, point: Floats) -> str | None:
        """A place with a name of its own that a notice could say the road ends at."""
        places = self.ground.extract.places
        near = shapely.Point(point).buffer(NEAR_PLACE_M / 111_000)
        for row in sorted(places.sindex.query(near, predicate="intersects")):
            names, kind = places.names.iloc[row], places.kind.iloc[row]
            if names and kind not in EXACT_KINDS and list(places.names).count(names) == 1:
                return str(names[0])
        return None

    def _end_by_offset(self, pick: Pick, end: TrueEnd) -> tuple[tuple[Floats, ...], TrueEnd]:
        """The stretch ended some tens of metres before its end, or beyond it where it runs on: 建设路以南120米."""
        lines, stretch = (pick.run or pick.stretch).lines, pick.stretch
        wholes, runs = ([mean_length([self.ground.metres(line)]) for line in each] for each in (stretch.lines, lines))
        part = self.lots.random.uniform(0.15, 0.5)
        past_m = min(run - whole for run, whole in zip(runs, wholes, strict=True))
        off_m = 10.0 * (int(2 * part * min(past_m, FAR_PAST_M) / 10) if pick.run else round(part * min(wholes) / 10))
        truth = tuple(
            cut_line(line, self.ground.metres(line), 0.0, whole + (off_m if pick.run else -off_m))
            for line, whole in zip(lines, wholes, strict=True)
        )
        cut, full = self.ground.metres(truth[0][-1:])[0], self.ground.metres(stretch.lines[0][-1:])[0]
        bearing = np.degrees(np.arctan2(*(cut - full))) % 360
        side = COMPASS[2 * round(bearing / 90) % 8]
        return truth, TrueEnd(f"{end.text}以{side}{off_m:.0f}米", np.array([line[-1] for line in truth]))

    def _cut_at_middle(self, pick: Pick, start: TrueEnd, end: TrueEnd) -> tuple[tuple[Floats, ...], TrueEnd]:
        """The first half of the stretch."""
        flat = [(line, self.ground.metres(line)) for line in pick.stretch.lines]
        truth = tuple(cut_line(line, metres, 0.0, mean_length([metres]) / 2) for line, metres in flat)
        return truth, TrueEnd(f"{start.text}与{end.text}中点", np.array([line[-1] for line in truth]))


def mean_length(lines: Sequence[Floats]) -> float:
    """The mean length of lines in a plane."""
    return float(np.mean([np.hypot(*np.diff(line, axis=0).T).sum() for line in lines]))

"""Whether the first line of a version may be shown as certain: enough agreement, then a probability fitted for risk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from geodata.candidates import Candidate
from geodata.endings import NAMESAKE_M, away_m
from geodata.figures import LINE_FIGURES, crowd_of, line_figures, off_course_deg
from geodata.hypotheses import Found
from geodata.outcomes import Alignment, Basis
from geodata.wanted import Wanted

# By name and both ends; by name, one end being the name's own or near what it is said to be near; without a name; so
# too, but others fit as well, or no length is stated, or one that is off and fits no other line either; by ends on
# lines that are likely, not certain.
Agreement = Literal["named", "open", "inferred", "crowded", "unmeasured", "strained", "linked"]
NEAR = -0.7  # log weight of a vague end that lies where the words say
OUTSIDE = 0.5  # of a line: with more beyond the bounds of its district, told and known, it is another road
LOOSE_M = 100.0  # an end that may lie so far from what it names asks for a length that agrees
OFF_END_M = 45.0  # a street so near is met, though no point is shared
FITS, BEARABLE = 2.5, 5.0  # surprise of a length that agrees (within some 8 %), and of one that does not speak against


@dataclass(frozen=True, slots=True)
class Answer:
    """Candidates that are one line for all purposes, the likeliest standing for them, and their joint probability.

    `elsewhere` is how much of it belongs to those that end at another carriageway of a wide end street.
    """

    candidate: Candidate
    alignment: Alignment
    probability: float
    elsewhere: float = 0.0


@dataclass(frozen=True, eq=False)
class Case:
    """One version with all that was weighed for it; `answers` the likeliest first, `absent` the chance of absence."""

    wanted: Wanted
    found: Found
    answers: tuple[Answer, ...]
    absent: float
    exact: bool  # nothing likely was left out when it was weighed with its neighbours
    linked: int = 0  # ends of the first answer that lie on the first answers of the versions they refer to


def is_confident(case: Case, thresholds: Mapping[str, float], met: int) -> bool:
    """Whether the first answer may be shown as certain: it agrees, and is as likely as its kind of agreement asks.

    `met`: how many of its ends lie on a road that is itself certain.
    """
    how = agreement(case, met)
    first = case.answers[0]
    return how is not None and first.probability - first.elsewhere >= thresholds[how]


def agreement(case: Case, met: int) -> Agreement | None:
    """How the first answer agrees with what is said, if it does well enough to be certain.

    It must be found by a complete search, with unambiguous ends and three independent agreements out of name, length,
    direction and ends; without name and length, or with one that does not speak against it, its direction and each of
    its two end streets are the three.
    """
    said = figures_of(case)
    how = _agreement(case, said, met)
    if how is None and case.linked > met and _agreement(case, said, case.linked) is not None:
        return "linked"
    return how


def _agreement(case: Case, said: Mapping[str, float], met: int) -> Agreement | None:
    first = case.answers[0].candidate
    named = said["named"] > 0.5
    stated = case.wanted.stated_m is not None
    fits = stated and said["length"] < FITS
    along = off_course_deg(case.wanted, first) is not None and said["course"] < 0.5
    ends = said["ends_exact"] + met
    if not case.exact or said["outside"] > OUTSIDE:
        return None
    if named and sum((fits, along)) >= 1:
        if ends >= 2.0:
            return "named"
        return "open" if ends + 1.0 >= 2.0 and said["named"] > 0.95 and _ends_well(case, said, fits, along) else None
    if named or ends < 2.0 or not case.found.complete or not (first.start.at_crossing and first.end.at_crossing):
        return None
    # Of 58 nameless roads that came back to their street two of the likeliest lines were wrong (`--rings`, one town).
    if case.wanted.returns or not along:
        return None
    if fits:
        return "crowded" if said["blind_crowd"] > 0.0 or said["length"] > 1.5 else "inferred"
    if not stated:
        return "unmeasured"
    return "strained" if said["length"] < BEARABLE and said["blind_crowd"] == 0.0 else None


def _ends_well(case: Case, said: Mapping[str, float], fits: bool, along: bool) -> bool:
    """Whether the end of a named line that is at no place told exactly is no guess.

    The road itself ends there at about the stated length, or near the place it is said to end at; and the map has not
    the street it is said to end on elsewhere near.
    """
    first = case.answers[0].candidate
    vague = [end.kernel for end in case.wanted.ends if end.kernel is not None and not end.located]
    for end, at in zip(case.wanted.ends, (0, -1), strict=True):
        if first.stop(at).kind == "short" or OFF_END_M < away_m(end, first, at) <= NAMESAKE_M:
            return False
    loose = any(kernel.spread_m > LOOSE_M for kernel in vague)
    bearable = case.wanted.stated_m is not None and along and said["length"] < BEARABLE and not loose
    own_end = said["open_dead_end"] == 1.0 or (bool(vague) and said["vague_fit"] > NEAR)
    return own_end and (fits or bearable)


def basis_of(case: Case) -> Basis:
    """What the first answer rests on: the name on the map, or the rest of what is said."""
    return "named" if figures_of(case)["named"] > 0.5 else "inferred"


def figures_of(case: Case) -> Mapping[str, float]:
    """The figures of the first answer, by name."""
    fitting = crowd_of(case.wanted, case.found.lines)
    return dict(zip(LINE_FIGURES, line_figures(case.wanted, case.answers[0].candidate, fitting), strict=True))

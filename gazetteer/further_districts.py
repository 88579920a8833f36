"""The districts that are told of a road beside the one it is read with: a road has room for one only."""

from itertools import pairwise

from gazetteer.divisions import Divisions, read_divisions

Place = tuple[int, int]
_TO_ANOTHER = frozenset("、和与及至到跨/，")


def further_districts(text: str, divisions: Divisions, end: int) -> tuple[tuple[Place, ...], tuple[Place, ...], int]:
    """The districts of `text[:end]` that follow upon `divisions`, the towns told with them, and how far they reach.

    位于甲区、乙区 | 甲区丙街道至乙区丁镇 | 甲区丙街道、乙区丁镇: 乙区, and of the second 丁镇.
    """
    told = text[slice(*divisions.district)] if divisions.district else None
    gaps = ((a[1] + 1, b[0]) for a, b in pairwise(divisions.subdistricts))
    found = [at for at in gaps if told and text[at[1] - 1 : at[1]] in tuple("区县市") and text[slice(*at)] != told]
    towns: list[Place] = []
    position = divisions.end
    while told and position < end - 2 and text[position] in _TO_ANOTHER:
        more = read_divisions(text, position + 1, end)
        if more.district is None or more.district[0] != position + 1:
            break
        if text[slice(*more.district)] != told:
            found.append(more.district)
        towns += more.subdistricts
        position = more.end
    return tuple(found), tuple(towns), position

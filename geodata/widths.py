"""How far a stated width, or the one a kind of name promises, is from what a class of road is built to."""

import numpy as np

from geodata.wanted import Wanted

# The width in metres that a class of road is built to, and that a kind of name promises.
_CLASS_WIDTH_M = {7: 50.0, 6: 48.0, 5: 40.0, 4: 30.0, 3: 23.0, 2: 16.0, 1: 12.0, 0: 11.0}
_KIND_WIDTH_M = {"大道": 45.0, "大街": 30.0, "胡同": 6.0, "巷": 7.0, "弄": 6.0, "里": 6.0, "街": 20.0, "路": 24.0}
# The width in metres that notices state of a class of road: what lies between says nothing. Of one road a notice may
# state the carriageway or twice as much, its red lines; and the class is what a mapper made of it.
_STATED_WIDTH_M = {
    7: (20.0, 80.0),
    6: (18.0, 80.0),
    5: (15.0, 70.0),
    4: (12.0, 55.0),
    3: (8.0, 42.0),
    2: (4.0, 30.0),
    1: (3.0, 18.0),
    0: (3.0, 16.0),
}
MOST_MISS = 1.5  # no width, however odd, says more: it is never worth a name, a length or an end


def width_miss(wanted: Wanted, rank: int) -> float:
    """How far the stated width lies outside what is stated of the class: 0 within, 0.7 at half or twice as much.

    Heavy-tailed and bounded by `MOST_MISS`.
    """
    width = wanted.version.width
    if width is None or width.value <= 0:
        return 0.0
    low_m, high_m = _STATED_WIDTH_M[rank]
    miss = max(np.log(low_m / width.value), np.log(width.value / high_m), 0.0) / np.log(2.0)
    return float(min(np.log1p(miss * miss), MOST_MISS))


def kind_miss(wanted: Wanted, rank: int) -> float:
    """How far what a kind of name promises is from what the class is built to: a 巷 is no trunk road."""
    kind = next((kind for kind in _KIND_WIDTH_M if wanted.key.endswith(kind)), None)
    if kind is None:
        return 0.0
    miss = np.log(_KIND_WIDTH_M[kind] / _CLASS_WIDTH_M[rank]) / 0.6
    return float(min(max(miss * miss - 1.0, 0.0), 4.0))

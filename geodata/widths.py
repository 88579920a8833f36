"""How far a stated width, or the one a kind of name promises, is from what a class of road is built to."""

import numpy as np

from geodata.wanted import Wanted

# The width in metres that a class of road is built to, and that a kind of name promises.
_CLASS_WIDTH_M = {7: 50.0, 6: 48.0, 5: 40.0, 4: 30.0, 3: 23.0, 2: 16.0, 1: 12.0, 0: 11.0}
_KIND_WIDTH_M = {"大道": 45.0, "大街": 30.0, "胡同": 6.0, "巷": 7.0, "弄": 6.0, "里": 6.0, "街": 20.0, "路": 24.0}


def width_miss(wanted: Wanted, rank: int) -> float:
    """How far the stated width is from what the class is built to: the squared log ratio, less a usual spread."""
    width = wanted.version.width
    if width is None or width.value <= 0:
        return 0.0
    miss = np.log(width.value / _CLASS_WIDTH_M[rank]) / 0.3
    return float(min(miss * miss, 9.0))


def kind_miss(wanted: Wanted, rank: int) -> float:
    """How far what a kind of name promises is from what the class is built to: a 巷 is no trunk road."""
    kind = next((kind for kind in _KIND_WIDTH_M if wanted.key.endswith(kind)), None)
    if kind is None:
        return 0.0
    miss = np.log(_KIND_WIDTH_M[kind] / _CLASS_WIDTH_M[rank]) / 0.6
    return float(min(max(miss * miss - 1.0, 0.0), 4.0))

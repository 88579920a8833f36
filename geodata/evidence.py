"""What speaks for a candidate: a small conditional model over its figures.

The model gives every candidate, and the road's absence from the extract, a utility: the sum of its figures times
their weights in `data/weights.json`. Probabilities are the softmax of the utilities. The file is written by
`tests/benchmarks/fit_weights.py`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

import numpy as np

from geodata.crs import Floats
from geodata.figures import ABSENCE_FIGURES, LINE_FIGURES

PULLS = (
    "meets",  # a line ends on the line chosen for the road it is said to end on
    "misses",  # … it does not
    "shares",  # two roads drawn to one nameless road, where they are said to end on one planned road
    "overlaps",  # two roads that would lie on the same ground
)


@dataclass(frozen=True, slots=True)
class Weights:
    """The model as fitted: a weight for each figure, and the thresholds that outcomes are cut by."""

    line: Floats
    absence: Floats
    pulls: Mapping[str, float]  # between the choices of two versions, by the names in `PULLS`
    thresholds: Mapping[str, float]

    def pulled(self, pulls: Mapping[str, float]) -> "Weights":
        """The same with other pulls."""
        return replace(self, pulls={**self.pulls, **pulls})


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights in `data/weights.json`."""
    said = json.loads(files("geodata").joinpath("data/weights.json").read_text("utf-8"))
    return Weights(
        line=np.array([said["line"].get(name, 0.0) for name in LINE_FIGURES]),
        absence=np.array([said["absence"].get(name, 0.0) for name in ABSENCE_FIGURES]),
        pulls={name: said["pulls"][name] for name in PULLS},
        thresholds=said["thresholds"],
    )


def utilities(lines: Floats, absence: Floats, fitted: Weights) -> Floats:
    """The utility of each line, in order, and last that of absence."""
    return np.append(lines @ fitted.line, absence @ fitted.absence)


def softmax(values: Floats) -> Floats:
    """Probabilities that sum to 1."""
    grown = np.exp(values - values.max())
    return np.asarray(grown / grown.sum())

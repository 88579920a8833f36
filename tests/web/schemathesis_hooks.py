"""What schemathesis must know that a schema cannot say: how times are written, and that a box lies on the earth."""

from datetime import date
from typing import Any

import schemathesis
from hypothesis import strategies as st

_days = st.dates(min_value=date(1900, 1, 1)).map(date.isoformat)
_moments = st.one_of(_days, st.tuples(_days, st.sampled_from(["T00:00:00Z", "T23:59:59+08:00"])).map("".join))
_spans = st.tuples(_days, _days).map(sorted).map("/".join)
_open = st.one_of(_days.map(lambda day: f"{day}/.."), _days.map(lambda day: f"../{day}"))
schemathesis.openapi.format("ogc-datetime", st.one_of(_moments, _spans, _open))
schemathesis.openapi.format("day-or-instant", _moments)


@schemathesis.hook
def map_query(_context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """Four or six numbers are brought onto the earth; whatever else is sent as a box stays as it is."""
    box = (query or {}).get("bbox")
    if query and isinstance(box, list) and len(box) in (4, 6) and all(type(one) in (int, float) for one in box):
        half = len(box) // 2
        west, east = (one % 360 - 180 for one in (box[0], box[half]))
        south, north = sorted(one % 90 for one in (box[1], box[half + 1]))
        query["bbox"] = [west, south, *box[2:half], east, north, *box[half + 2 :]]
    return query

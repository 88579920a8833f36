"""Before and after of an adjustment: the old and the new ends as two sketches of the same form, not to scale."""

from markupsafe import Markup

from gazetteer.extents import Extent, Terminus
from web.groups import Point, direction


def draw_extents(before: Extent, after: Extent) -> tuple[Markup, Markup]:
    """The old and the new ends as two sketches of the same form, not to scale; the ends that moved stand out."""
    heading = direction(after) or direction(before) or (1.0, 0.0)
    return _sketch(before, after, heading, "old"), _sketch(after, before, heading, "new")


def _sketch(extent: Extent, other: Extent, heading: Point, which: str) -> Markup:
    upright = abs(heading[1]) > abs(heading[0])
    backwards = (heading[1] if upright else heading[0]) < 0
    ends = [(extent.start, other.start), (extent.end, other.end)]
    if backwards:
        ends.reverse()
    points = ((28, 26), (28, 134)) if upright else ((28, 46), (292, 46))
    height = 160 if upright else 92
    parts = [
        Markup('<line class="road {}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
            which, points[0][0], points[0][1], points[1][0], points[1][1]
        )
    ]
    for number, ((end, was), (x, y)) in enumerate(zip(ends, points, strict=True)):
        moved = " moved" if _words(end) != _words(was) else ""
        planned = " planned" if end is not None and end.planned else ""
        parts.append(Markup('<circle class="node{}{}" cx="{}" cy="{}" r="7"/>').format(moved, planned, x, y))
        text_x, text_y, anchor = (50, y + 5, "start") if upright else (x - 14, 22, "start")
        if not upright and number:
            text_x, text_y, anchor = x + 14, 80, "end"
        parts.append(
            Markup(
                '<text class="end{}" x="{}" y="{}" text-anchor="{}"><tspan class="side">{}</tspan> {}</text>'
            ).format(moved, text_x, text_y, anchor, (end.side if end else None) or "", _words(end) or "—")
        )
    return Markup('<svg class="sketch" viewBox="0 0 320 {}" role="img" aria-label="{}">{}</svg>').format(
        height, " – ".join(_words(end) or "—" for end, _ in ends), Markup("").join(parts)
    )


def _words(end: Terminus | None) -> str | None:
    return end.text if end is not None else None

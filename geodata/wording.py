"""What speaks for and against a line, in sentences for people."""

from collections.abc import Mapping

import numpy as np

from gazetteer.text import Sentence
from geodata.candidates import Candidate
from geodata.endings import is_exact
from geodata.endpoints import Endpoint
from geodata.figures import LINE_FIGURES, line_figures, off_course_deg
from geodata.wanted import Wanted


def sentences(wanted: Wanted, candidate: Candidate) -> tuple[Sentence, ...]:
    """What speaks for and against a line, for people."""
    said = dict(zip(LINE_FIGURES, line_figures(wanted, candidate), strict=True))
    name = wanted.version.name
    found = [_name_sentence(name, said), _length_sentence(wanted, candidate)]
    found += [
        _end_sentence(endpoint, candidate, at, zh, en)
        for endpoint, at, zh, en in ((wanted.start, 0, "起点", "start"), (wanted.end, -1, "止点", "end"))
    ]
    if candidate.is_ring:
        found.append(Sentence("首尾相接成环。", "it closes on itself."))
    elif (off := off_course_deg(wanted, candidate)) is not None:
        if off > 90.0:
            found.append(Sentence("走向与公告所述方位相反。", "it runs against the sides the notice states."))
        else:
            found.append(
                Sentence(f"走向与所述方位相差 {off:.0f}°。", f"its direction is {off:.0f}° off the stated sides.")
            )
    if said["other_name"] > 0.3:
        found.append(Sentence("图上这一段另有名称。", "the map gives this stretch another name."))
    return tuple(found)


def _name_sentence(name: str, said: Mapping[str, float]) -> Sentence:
    if said["named"] > 0.98:
        return Sentence(f"图上全程名为“{name}”。", f"the map names all of it {name}.")
    if said["named"] > 0.0:
        share = f"{said['named']:.0%}"
        return Sentence(f"图上 {share} 的长度名为“{name}”。", f"the map names {share} of it {name}.")
    if said["name_elsewhere"]:
        return Sentence(f"图上这条线不叫“{name}”，别处有此名。", f"the map has {name} elsewhere, not on this line.")
    return Sentence(
        f"图上没有标注“{name}”，按起止点、长度和走向推定。", f"{name} is not on the map; inferred from the rest."
    )


def _length_sentence(wanted: Wanted, candidate: Candidate) -> Sentence:
    stated_m, measured_m = wanted.stated_m, candidate.length_m
    if stated_m is None:
        return Sentence(
            f"公告未写长度，图上约 {measured_m:.0f} 米。", f"no length stated; about {measured_m:.0f} m here."
        )
    off = measured_m / stated_m - 1.0
    return Sentence(
        f"公告长 {stated_m:.0f} 米，图上约 {measured_m:.0f} 米（{off:+.1%}）。",
        f"stated {stated_m:.0f} m, about {measured_m:.0f} m here ({off:+.1%}).",
    )


def _end_sentence(endpoint: Endpoint, candidate: Candidate, at: int, zh: str, en: str) -> Sentence:
    if is_exact(endpoint, candidate, at):
        if not candidate.stop(at).at_crossing:
            return Sentence(f"{zh}在“{endpoint.text}”，自路口量得。", f"its {en} is at {endpoint.text}, measured.")
        return Sentence(f"{zh}在“{endpoint.text}”路口。", f"its {en} is at the crossing with {endpoint.text}.")
    if candidate.stop(at).kind == "short":
        return Sentence(
            f"图上的路到不了{zh}“{endpoint.text}”，画到路的尽处。",
            f"on the map the road does not go as far as {endpoint.text}, its {en}; drawn to where it ends.",
        )
    if endpoint.kernel is not None:
        fit = float(np.exp(endpoint.kernel.log_weight(candidate.ends[at])))
        return Sentence(
            f"{zh}与“{endpoint.text}”的吻合度 {fit:.0%}。", f"its {en} fits “{endpoint.text}” to {fit:.0%}."
        )
    if endpoint.kind == "reference":
        return Sentence(
            f"{zh}所指“{endpoint.text}”图上无名，按其推定位置一并判断。",
            f"{endpoint.text}, its {en}, has no name on the map; both were weighed together.",
        )
    if endpoint.kind == "unsaid":
        return Sentence(f"公告未写{zh}。", f"the notice does not state its {en}.")
    return Sentence(
        f"图上找不到{zh}“{endpoint.text}”，按长度估计。",
        f"{endpoint.text}, its {en}, is not on the map; placed by length.",
    )

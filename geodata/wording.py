"""What speaks for and against a line, in sentences for people."""

from collections.abc import Mapping, Sequence

import numpy as np

from gazetteer.text import Sentence
from geodata.candidates import Candidate
from geodata.endings import NAMESAKE_M, away_m, is_exact, open_kind
from geodata.endpoints import Endpoint
from geodata.figures import LINE_FIGURES, line_figures, off_course_deg
from geodata.graph import Graph
from geodata.names import map_keys, name_key
from geodata.wanted import Wanted

LIKELY = 0.5  # a chance that is more than not


def sentences(wanted: Wanted, candidate: Candidate) -> tuple[Sentence, ...]:
    """What speaks for and against a line, for people."""
    said = dict(zip(LINE_FIGURES, line_figures(wanted, candidate), strict=True))
    found = [_name_sentence(wanted, candidate, said), _length_sentence(wanted, candidate)]
    found += [
        _end_sentence(wanted, endpoint, candidate, at, zh, en)
        for endpoint, at, zh, en in ((wanted.start, 0, "起点", "start"), (wanted.end, -1, "止点", "end"))
    ]
    if candidate.is_ring:
        found.append(Sentence("首尾相接成环。", "it closes on itself."))
    elif (off := off_course_deg(wanted, candidate)) is not None:
        if off > 135.0:
            found.append(Sentence("走向与公告所述方位相反。", "it runs against the sides the notice states."))
        else:
            found.append(
                Sentence(f"走向与所述方位相差 {off:.0f}°。", f"its direction is {off:.0f}° off the stated sides.")
            )
    if (outside := said["outside"]) > 0.1:
        found.append(
            Sentence(
                f"有 {outside:.0%} 的长度在公告所述的区划之外。",
                f"{outside:.0%} of it lies outside the stated district or subdistricts.",
            )
        )
    return (*found, *_another_name(wanted, candidate, said))


def not_taken(wanted: Wanted, candidate: Candidate) -> tuple[Sentence, ...]:
    """What speaks for and against the nearest line of a road that is not there; first that it is called otherwise."""
    said = sentences(wanted, candidate)
    against = _another_name(wanted, candidate, dict(zip(LINE_FIGURES, line_figures(wanted, candidate), strict=True)))
    rest = [one for one in said if one not in against]
    return (Sentence("最接近而未取的一条：", "the nearest line, which was not taken:"), *against, *rest)


def _another_name(wanted: Wanted, candidate: Candidate, said: Mapping[str, float]) -> tuple[Sentence, ...]:
    """That the map calls a line, or much of it, otherwise."""
    other = said["other_name"]
    if other <= 0.3:
        return ()
    called = _called(wanted, candidate)
    zh, en = (f"另名“{called}”", f"calls {{}} {called}") if called else ("另有名称", "gives {} another name")
    if other > 0.98:
        return (Sentence(f"图上这一段{zh}。", f"the map {en.format('this stretch')}."),)
    return (Sentence(f"图上 {other:.0%} 的长度{zh}。", f"the map {en.format(f'{other:.0%} of it')}."),)


def _called(wanted: Wanted, candidate: Candidate) -> str | None:
    """The name that is not the road's and that the map has on most of a line."""
    graph, network, metres = candidate.graph, candidate.graph.network, dict[str, float]()
    for segment in candidate.walk.segments:
        for link in network.arrays["segment"][segment, 2:].tolist():
            for name in network.name_lists[int(network.arrays["names"][link])][:1] if link >= 0 else ():
                if wanted.keys.isdisjoint(map_keys(name)):
                    metres[name] = metres.get(name, 0.0) + float(graph.length_m[segment])
    return max(metres, key=lambda each: (metres[each], each)) if metres else None


def absence(wanted: Wanted, graph: Graph, absent: float) -> Sentence:
    """That a road is most likely not there; where its name is, that it is another line's."""
    segments = [one for key in sorted(wanted.keys) for one in graph.by_key.get(key, ())]
    chance = ">99%" if absent > 0.99 else f"{absent:.0%}"
    likely = (
        Sentence("很可能不在", "is most likely not in") if absent >= LIKELY else Sentence("也可能不在", "may not be in")
    )
    if not segments:
        return Sentence(
            f"没有一条线与公告足够相符，{likely.zh}此图中（{chance}）。",
            f"no line fits well enough; it {likely.en} this extract ({chance}).",
        )
    zh, en, _ = _borne(wanted, graph, segments)
    return Sentence(
        f"图上的{zh}与公告所述走法不同，没有一条此名的线相符；公告所述的路{likely.zh}此图中（{chance}）。",
        f"no line of this name fits: the map's {en} runs otherwise; the road as stated {likely.en} this extract "
        f"({chance}).",
    )


def _borne(wanted: Wanted, graph: Graph, segments: Sequence[int]) -> tuple[str, str, bool]:
    """Those of a road's names that the map has on segments, in Chinese and English; and whether its present one is."""
    network, version = graph.network, wanted.version
    names: dict[str, bool] = {}  # as the map writes them, the present one as it is → whether it is that
    for segment in segments:
        for link in network.arrays["segment"][segment, 2:].tolist():
            written = network.name_lists[int(network.arrays["names"][link])] if link >= 0 else ()
            for name in written:
                if not wanted.keys.isdisjoint(keys := map_keys(name)):
                    names[version.name if name_key(name) == wanted.key else name] = wanted.key in keys
    said = sorted(names, key=lambda name: (not names[name], name))
    return "".join(f"“{name}”" for name in said), " and ".join(said), any(names.values())


def _name_sentence(wanted: Wanted, candidate: Candidate, said: Mapping[str, float]) -> Sentence:
    name, graph = wanted.version.name, candidate.graph
    if said["named"] > 0.0:
        zh, en, own = _borne(wanted, graph, candidate.walk.segments)
        also_zh, also_en = ("", "") if own else ("，是它的另一个名称", ", another of its names")
        if not own and graph.whole_of(wanted.key) is not None:
            also_zh, also_en = "，它是其中一段", ", of which it is a stretch"
        if said["named"] > 0.98:
            return Sentence(f"图上全程名为{zh}{also_zh}。", f"the map names all of it {en}{also_en}.")
        share = f"{said['named']:.0%}"
        return Sentence(f"图上 {share} 的长度名为{zh}{also_zh}。", f"the map names {share} of it {en}{also_en}.")
    if said["name_elsewhere"]:
        zh, en, _ = _borne(wanted, graph, [one for key in sorted(wanted.keys) for one in graph.by_key.get(key, ())])
        return Sentence(f"图上这条线不叫{zh}，别处有此名。", f"the map has {en} elsewhere, not on this line.")
    return Sentence(
        f"图上没有标注“{name}”，按起止点、长度和走向推定。", f"{name} is not on the map; inferred from the rest."
    )


def _length_sentence(wanted: Wanted, candidate: Candidate) -> Sentence:
    stated_m, measured_m = wanted.stated_m, candidate.length_m
    if stated_m is None:
        return Sentence(
            f"公告未写长度，图上约 {measured_m:.0f} 米。", f"no length stated; about {measured_m:.0f} m here."
        )
    off = round(measured_m / stated_m - 1.0, 3) + 0.0  # never -0.0 %
    return Sentence(
        f"公告长 {stated_m:.0f} 米，图上约 {measured_m:.0f} 米（{off:+.1%}）。",
        f"stated {stated_m:.0f} m, about {measured_m:.0f} m here ({off:+.1%}).",
    )


def _end_sentence(wanted: Wanted, endpoint: Endpoint, candidate: Candidate, at: int, zh: str, en: str) -> Sentence:
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
    if endpoint.kind == "dead_end" and candidate.walk.junctions[at] in endpoint.junctions:
        return Sentence(f"{zh}“{endpoint.text}”在路的尽头。", f"its {en}, {endpoint.text}, is a dead end.")
    where, off_m = _placed(wanted, endpoint, candidate, at), away_m(endpoint, candidate, at)
    if off_m > NAMESAKE_M:
        return Sentence(
            f"图上这一带没有{zh}“{endpoint.text}”（{off_m / 1000:.0f} 公里外才有），{where.zh}。",
            f"{endpoint.text}, its {en}, is not on the map near here (one is {off_m / 1000:.0f} km away); {where.en}.",
        )
    if endpoint.located:
        metres = 10 * round(off_m / 10)
        return Sentence(
            f"图上这条线不到{zh}“{endpoint.text}”（相距约 {metres} 米），{where.zh}。",
            f"on the map this line does not reach {endpoint.text}, its {en} (about {metres} m away); {where.en}.",
        )
    return Sentence(
        f"图上找不到{zh}“{endpoint.text}”，{where.zh}。", f"{endpoint.text}, its {en}, is not on the map; {where.en}."
    )


def _placed(wanted: Wanted, endpoint: Endpoint, candidate: Candidate, at: int) -> Sentence:
    """By what a line ends where it does, its end not being where it is told."""
    if candidate.stop(at).short_m:
        return Sentence("按长度估计", "placed by length")
    if open_kind(wanted, candidate, at, endpoint) == 0:
        return Sentence("画到路的尽处", "drawn to where the road ends")
    return Sentence("画到一处路口", "drawn to a junction")

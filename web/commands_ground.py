"""`gazetteer osm import`, `resolve` and `export`."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.answers import Answers
from gazetteer.errors import GazetteerError
from gazetteer.text import Sentence
from geodata.resolutions import Resolutions, Run
from geodata.snapshots import Snapshot, Snapshots
from geodata.tasks import as_json
from web.commands_roads import read_register, time_point
from web.printing import STATUSES, print_json, progress

if TYPE_CHECKING:
    from geodata.parts import Many
    from geodata.vectors import Datum


class AreaError(GazetteerError):
    """It is not said, or cannot be told, which city is meant."""


MOVES = {
    "moved": "移动 moved",
    "vanished": "不再有路 vanished",
    "outside": "不在此路网范围 outside this extract",
    "named": "有了名称 named",
    "unnamed": "不再用此名 name gone",
}
MOST_SAID = 20
LARGE_BYTES = 60_000_000  # a city's .osm.pbf has some 10 MB; reading a province takes gigabytes
AREAS_AT_ONCE = 8  # of those a cluster is given


def osm_import(options: argparse.Namespace) -> int:
    """Keeps the network of an extract beside the register."""
    from gazetteer.registry import Register  # makes the register where there is none

    with Register.open(options.database) as register:
        brought = bring(register, options.file, options.area, options.datum)
    snapshot = brought.snapshot
    if options.json:
        said = {"digest": snapshot.digest, "area": snapshot.area, "attribution": snapshot.attribution}
        counts = {"ways": brought.ways, "places": brought.places, "divisions": brought.divisions}
        problems = [{"zh": one.zh, "en": one.en} for one in brought.problems]
        print_json(said | {"source": snapshot.source} | counts | {"problems": problems})
        return 0
    print(f"{snapshot.area}：{snapshot.source}  {snapshot.digest[:16]}")
    print(f"{brought.ways} 条道路 ways，{brought.places} 个地点 places，{brought.divisions} 个政区 divisions")
    for one in brought.problems:
        print(f"注意 note: {one}")
    print(snapshot.attribution)
    return 0


@dataclass(frozen=True, slots=True)
class Brought:
    """An extract that was loaded: the snapshot kept, what was in it, and what was incomplete or converted."""

    snapshot: Snapshot
    ways: int
    places: int
    divisions: int
    problems: tuple[Sentence, ...]


def bring(register: Answers, path: Path, area: str | None, datum: "Datum" = "wgs84") -> Brought:
    """Reads an extract and keeps its network for an area of the register. Raises `ExtractError`, `AreaError`."""
    from geodata.network import build_network
    from geodata.osm import read_extract

    name = area_named(register, area)
    if path.is_file() and path.stat().st_size > LARGE_BYTES:
        advice = "文件很大，请先裁剪：gazetteer osm cut | a large file; cut the city out first: gazetteer osm cut"
        print(f"注意 note: {path.name}：{advice}", file=sys.stderr)
    with progress("载入路网 import"):
        extract = read_extract(path, datum)
        network, snapshots = build_network(extract), Snapshots(register)
        leaves = snapshots.leaves(name, network)
        snapshot = snapshots.keep(name, network)
    problems = (*extract.problems, *filter(None, (leaves, roadless(register, name))))
    return Brought(snapshot, len(extract.roads), len(extract.places), len(extract.divisions), problems)


def roadless(register: Answers, area: str) -> Sentence | None:
    """What to say where no road of the register lies in an area: none is looked for there."""
    known = [one.name for one in register.areas()]
    if area in known:
        return None
    names = _listed(known)
    return Sentence(
        f"地名录中没有“{area}”的道路，这里没有可落图的路。地名录中有：{names}。",
        f"no road of the register lies in {area}: there is none to look for. The register holds: {names}.",
    )


def _listed(areas: Sequence[str]) -> str:
    return "、".join(areas) or "（空 none）"


def area_named(register: Answers, area: str | None) -> str:
    """The area that is meant: the one named, or the only real one there is."""
    known = register.areas()
    if area is not None:
        return area
    real = [one.name for one in known if not one.fictional]
    if len(real) == 1:
        return real[0]
    names = _listed([one.name for one in known])
    raise AreaError(
        f"请用 --area 说明是哪个城市。地名录中有：{names}。",
        f"say which city with --area. The register holds: {names}.",
    )


def resolve(options: argparse.Namespace) -> int:
    """Looks for the roads of every area that has a network; says how many came out how."""
    with read_register(options.database) as register:
        area = register.asked_area(options.area)
        if options.osm is not None:
            for one in bring(register, options.osm, area).problems:
                print(f"注意 note: {one}", file=sys.stderr)
        areas = [area] if area else [one.name for one in register.areas()]
        notice_id = register.notice(options.notice).notice.notice_id if options.notice else None
        found = _look(register, areas, notice_id, options)
        none = roadless(register, options.area) if options.area else None
    if none is not None:
        raise AreaError(none.zh, none.en)
    if not found:
        raise AreaError(
            "尚未载入路网。请先用 gazetteer osm import 文件 --area 城市。",
            "no road network is loaded. First: gazetteer osm import FILE --area CITY.",
        )
    if options.json:
        print_json({area: _plain(run) for area, run in found.items()})
        return 0
    for area, run in found.items():
        for line in _lines(area, run):
            print(line)
    return 0


def _look(
    register: Answers, areas: Sequence[str], notice_id: str | None, options: argparse.Namespace
) -> dict[str, Run]:
    """What looking came to in each area that has a network, in their order; on a cluster several at the same time."""
    snapshots, resolutions = Snapshots(register), Resolutions(register)
    known = [area for area in areas if snapshots.latest(area) is not None]
    at_once = AREAS_AT_ONCE if options.scheduler else 1
    with (
        _spread(options.scheduler, options.workers) as many,
        ThreadPoolExecutor(at_once) as pool,
        progress("落图 resolve") as bar,
    ):

        def look(area: str) -> Run:
            network = snapshots.network(area)
            assert network is not None
            return resolutions.run(area, network, notice_id=notice_id, anew=options.all, many=many)

        runs = []
        for run in pool.map(look, known):
            runs.append(run)
            bar(len(runs), len(known))
    return dict(zip(known, runs, strict=True))


def _spread(scheduler: str | None, workers: int | None) -> "AbstractContextManager[Many | None]":
    """What solves several parts at the same time, where that was said."""
    if scheduler is None and workers is None:
        return nullcontext()
    from geodata.spreading import on_cluster, on_processes  # loads all that looks for roads

    return on_cluster(scheduler) if scheduler is not None else on_processes(workers or 1)


def _plain(run: Run) -> dict[str, object]:
    """What a run came to, for a machine."""
    moves = [
        {"kind": one.kind, "road_id": one.road_id, "name": one.name, "message": one.message.zh}
        | {"message_en": one.message.en}
        for one in run.moves
    ]
    kinds = {"opened": run.opened, "closed": run.closed, "lost": run.lost}
    tasks = {kind: list(map(as_json, some)) for kind, some in kinds.items()}
    return {**run.counts, "moves": moves, "tasks": tasks, "findings": run.findings}


def _lines(area: str, run: Run) -> Iterator[str]:
    """What a run came to, for people."""
    if not run.counts:
        yield f"{area}：都已找过；要重找请加 --all。| all were looked for before; --all looks again."
    for status, words in STATUSES.items():
        if run.counts[status]:
            yield f"{area}：{words} {run.counts[status]}"
    kinds = Counter[str](move.kind for move in run.moves)
    for kind, words in MOVES.items():
        if kinds[kind]:
            yield f"{area}：{words} {kinds[kind]}"
    yield from (f"  {move.road_id}  {move.message}" for move in run.moves[:MOST_SAID])
    if len(run.moves) > MOST_SAID:
        yield f"  …（共 {len(run.moves)} 处，--json 给出全部 in all; --json prints them）"
    if run.opened or run.closed:
        yield f"{area}：待办 work list  +{len(run.opened)} 新增 opened  −{len(run.closed)} 完成 closed"
    if run.lost:
        names = "、".join(dict.fromkeys(task.name for task in run.lost[:MOST_SAID]))
        yield (
            f"{area}：{names}：曾已完成，此图中又不见，不再列入待办（worklist --all）"
            " | done before, undone on this extract; not asked for again"
        )
    if run.findings:
        yield f"{area}：与图上不符 contradicted by the ground {run.findings}（gazetteer review）"


def export(options: argparse.Namespace) -> int:
    """Writes the roads in force to a file, by its ending."""
    from geodata.exports import export as write_export

    with read_register(options.database) as register:
        count = write_export(register, options.file, time_point(options), register.asked_area(options.area))
    print(f"{options.file}：{count} 条路 roads")
    return 0

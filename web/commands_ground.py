"""`gazetteer osm import`, `resolve` and `export`."""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gazetteer.errors import GazetteerError
from gazetteer.registry import Register
from geodata.resolutions import Resolutions, Run
from geodata.snapshots import Snapshot, Snapshots
from geodata.tasks import as_json
from web.commands_roads import time_point
from web.printing import print_json, progress


class AreaError(GazetteerError):
    """It is not said, or cannot be told, which city is meant."""


STATUSES = {
    "resolved": "已落图 resolved",
    "ambiguous": "多解 ambiguous",
    "not_mapped": "图上未见 not mapped",
    "unresolved": "未落图 unresolved",
}
MOVES = {
    "moved": "移动 moved",
    "vanished": "不再有路 vanished",
    "named": "有了名称 named",
    "unnamed": "不再用此名 name gone",
}
MOST_SAID = 20


def osm_import(options: argparse.Namespace) -> int:
    """Keeps the network of an extract beside the register."""
    with Register.open(options.database) as register:
        snapshot = bring(register, options.file, options.area)
    if options.json:
        print_json({"digest": snapshot.digest, "area": snapshot.area, "attribution": snapshot.attribution})
    else:
        print(f"{snapshot.area}：{options.file.name}  {snapshot.digest[:16]}\n{snapshot.attribution}")
    return 0


def bring(register: Register, path: Path, area: str | None) -> Snapshot:
    """Reads an extract and keeps its network for an area of the register. Raises `ExtractError`, `AreaError`."""
    from geodata.network import build_network
    from geodata.osm import read_extract

    name = area_named(register, area)
    with progress("载入路网 import"):
        return Snapshots(register).keep(name, build_network(read_extract(path)))


def area_named(register: Register, area: str | None) -> str:
    """The area that is meant: the one named, or the only real one there is."""
    known = register.areas()
    if area is not None:
        return area
    real = [one.name for one in known if not one.fictional]
    if len(real) == 1:
        return real[0]
    names = "、".join(one.name for one in known) or "（空 none）"
    raise AreaError(
        f"请用 --area 说明是哪个城市。地名录中有：{names}。",
        f"say which city with --area. The register holds: {names}.",
    )


def resolve(options: argparse.Namespace) -> int:
    """Looks for the roads of every area that has a network; says how many came out how."""
    with Register.open(options.database, create=False) as register:
        if options.osm is not None:
            bring(register, options.osm, options.area)
        areas = [options.area] if options.area else [one.name for one in register.areas()]
        snapshots = Snapshots(register)
        found: dict[str, Run] = {}
        notice_id = register.notice(options.notice).notice.notice_id if options.notice else None
        for area in areas:
            network = snapshots.network(area)
            if network is None:
                continue
            with progress(f"{area} 落图 resolve"):
                found[area] = Resolutions(register).run(area, network, notice_id=notice_id, anew=options.all)
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


def _plain(run: Run) -> dict[str, object]:
    """What a run came to, for a machine."""
    moves = [
        {"kind": one.kind, "road_id": one.road_id, "name": one.name, "message": one.message.zh}
        | {"message_en": one.message.en}
        for one in run.moves
    ]
    tasks = {"opened": list(map(as_json, run.opened)), "closed": list(map(as_json, run.closed))}
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
    if run.findings:
        yield f"{area}：与图上不符 contradicted by the ground {run.findings}（gazetteer review）"


def export(options: argparse.Namespace) -> int:
    """Writes the roads in force to a file, by its ending."""
    from geodata.exports import export as write_export

    with Register.open(options.database, create=False) as register:
        count = write_export(register, options.file, time_point(options), options.area)
    print(f"{options.file}：{count} 条路 roads")
    return 0

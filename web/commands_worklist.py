"""`gazetteer worklist`."""

import argparse
from pathlib import Path

import orjson

from gazetteer.errors import GazetteerError
from gazetteer.refusals import why_not
from gazetteer.registry import Register
from gazetteer.times import SHANGHAI
from geodata.snapshots import Snapshots
from web.printing import print_json
from web.worklists import WorkItem, feature, josm_file, read_worklist

KINDS = {
    "missing": "图上未见 missing",
    "name": "名称不符 name differs",
    "ends": "起止不符 ends differ",
    "cancelled": "已销名仍在 cancelled but mapped",
}


class WorklistFileError(GazetteerError):
    """A file the work list cannot be written to."""


def worklist(options: argparse.Namespace) -> int:
    """Prints what is official but missing or different in OSM, or writes it to a file."""
    is_open = None if options.all else True
    with Register.open(options.database, create=False) as register:
        snapshots = Snapshots(register)
        found = read_worklist(register, snapshots, register.asked_area(options.area), options.kind, is_open=is_open)
        owners = {one: snapshots.latest(one) for one in {item.task.area for item in found.items}}
    features = [feature(item) for item in found.items]
    owed = sorted({owner.attribution for owner in owners.values() if owner is not None})
    collection: dict[str, object] = {
        "type": "FeatureCollection",
        "features": features,
        "attribution": "; ".join(owed) or None,
    }
    if options.out is not None:
        _write(options.out, collection, found.items)
        print(f"{options.out}：{len(found.items)} 项 tasks")
    elif options.json:
        print_json(collection)
    else:
        for item in found.items:
            print(_line(item))
        for one in found.unjudged:
            print(
                f"{one.area}：{one.unchecked} 条未核对 not checked，{one.undecided} 条落图未定 undecided"
                "（gazetteer resolve；gazetteer review）"
            )
    return 0


def _line(item: WorkItem) -> str:
    task = item.task
    gone = task.kind == "cancelled"
    dated = f"{'至 until' if gone else '自 since'} {task.since}" + (
        f"，已完成 done {task.closed_at.astimezone(SHANGHAI).date()}" if task.closed_at else ""
    )
    dated += "，此后图上又不见 lost since" if task.lost_in else ""
    return f"{task.task_id}  {KINDS[task.kind]}  {task.name}  {task.road_id}  {dated}\n    {task.message}"


def _write(path: Path, collection: dict[str, object], items: tuple[WorkItem, ...]) -> None:
    if path.suffix not in (".geojson", ".osm"):
        raise WorklistFileError(
            f"{path}：不支持这种文件。可写 .geojson .osm。", f"{path}: no such format. Write .geojson or .osm."
        )
    data = josm_file(items) if path.suffix == ".osm" else orjson.dumps(collection, option=orjson.OPT_INDENT_2)
    try:
        path.write_bytes(data)
    except OSError as error:
        zh, en = why_not(error)
        raise WorklistFileError(f"{path}：无法写入（{zh}）。", f"{path}: cannot be written ({en}).") from error

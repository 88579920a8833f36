"""What may be typed after `gazetteer`: its commands, their options, and which function each of them runs."""

import argparse
from pathlib import Path

from web.grammar import Commands, Parser, Version, later, port, positive, said

EXAMPLES = """\
例 / examples:
  gazetteer demo                                   看自带的地名录 / see the bundled register on a map
  gazetteer read notice.txt                        只读公告 / read a notice, store nothing
  gazetteer ingest notice.txt --dry-run            试收公告 / see what a notice would change
  gazetteer search 小山路
  gazetteer show 小山路 --valid-on 2020-01-01       某日有效的记录 / the record in force on a day
  gazetteer history 小山路                          沿革 / every version, by which clause
  gazetteer osm import jinan.osm.pbf --area 济南市 && gazetteer resolve
"""


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line; `run` of what it makes of one is its `Command`."""
    whole = Parser(
        prog="gazetteer",
        description="道路地名录：读公告、记沿革、上地图 | A versioned gazetteer of road names",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action=Version, nargs=0, help="版本 / the program's version")
    commands = Commands(whole)
    for add in (_notices, _resolving, _roads, _decisions, _networks, _upkeep, _serving):
        add(commands)
    return whole


def _notices(commands: Commands) -> None:
    """Notices read, taken in and read again."""
    add, common, as_json = commands.add, commands.common, commands.as_json
    read = add(
        "read",
        "notices:read",
        "只读公告，不入库",
        "read notices, store nothing",
        as_json,
        example="gazetteer read notice.txt --json",
    )
    read.add_argument("files", nargs="+", metavar="FILE", type=Path)

    ingest = add(
        "ingest",
        "notices:ingest",
        "收文入库",
        "take notices into the register",
        common,
        as_json,
        example="gazetteer ingest notice.txt --dry-run",
    )
    ingest.add_argument("files", nargs="+", metavar="FILE", type=Path)
    ingest.add_argument(
        "--area",
        help="公告没写明城市（或只写明区）时，是哪个城市 / which city, where a notice names none, or only a district",
    )
    ingest.add_argument("--dry-run", action="store_true", help="只试不存 / try it, keep nothing")

    add("reread", "notices:reread", "用现在的读法重读各公告", "read every kept notice again", common, as_json)


def _resolving(commands: Commands) -> None:
    """Roads found on the network."""
    add, common, as_json = commands.add, commands.common, commands.as_json
    resolve = add(
        "resolve",
        "ground:resolve",
        "在路网上找路",
        "find the roads on the network",
        common,
        as_json,
        example="gazetteer resolve --osm town.osm.pbf",
    )
    resolve.add_argument("--osm", metavar="FILE", type=Path, help="先载入这个路网 / load this extract first")
    resolve.add_argument("--area", help="哪个城市 / which city")
    resolve.add_argument("--notice", metavar="ID", help="只找这份公告的路 / only this notice's roads")
    how = resolve.add_mutually_exclusive_group()
    how.add_argument("--workers", metavar="N", type=positive, help="几个进程 / how many processes (as many as cores)")
    how.add_argument("--scheduler", metavar="URL", help="Dask 调度器 / a Dask scheduler: tcp://127.0.0.1:8786")
    resolve.add_argument("--all", action="store_true", help="全部重找 / look again for those found before")


def _roads(commands: Commands) -> None:
    """Roads looked up one by one, and lists of them."""
    add, common, as_json, point = commands.add, commands.common, commands.as_json, commands.point
    show = add(
        "show",
        "roads:show",
        "一条路的记录",
        "the record of a road",
        common,
        as_json,
        point,
        example="gazetteer show 小山路 --valid-on 2020-01-01",
    )
    show.add_argument("road", metavar="NAME-or-ID")
    history = add(
        "history",
        "roads:history",
        "一条路的沿革",
        "the history of a road",
        common,
        as_json,
        commands.known,
        example="gazetteer history 小山路",
    )
    history.add_argument("road", metavar="NAME-or-ID")
    what = ("search", "roads:search", "按名称查路", "find roads by name")
    search = add(*what, common, as_json, example="gazetteer search xiaoshan")
    search.add_argument("text", metavar="TEXT")
    search.add_argument("--area", help="哪个城市 / which city")
    search.add_argument("--limit", type=positive, default=20)

    match = add(
        "match",
        "lists:match",
        "对照一列路名",
        "match a column of road names",
        common,
        example="gazetteer match addresses.csv --column 路名 --out matched.csv",
    )
    match.add_argument("file", metavar="FILE.csv", type=Path)
    match.add_argument("--column", help="路名一列的标题 / header of the names (name, 路名, 道路名称 or the first)")
    match.add_argument("--district-column", help="区县一列的标题 / header of the districts (district, 区县)")
    match.add_argument("--area", help="哪个城市 / which city")
    match.add_argument("--out", metavar="FILE.csv", type=Path, help="写到哪里 / where to write (standard output)")


def _decisions(commands: Commands) -> None:
    """What waits for a person, and what a person decides."""
    add, common, as_json = commands.add, commands.common, commands.as_json
    review = add("review", "decisions:review", "待人工核定的事项", "what waits for a person", common, as_json)
    review.add_argument("--area", help="哪个城市 / which city")
    review.add_argument("--limit", type=positive, default=200, help="至多几项 / at most so many (200)")
    review.add_argument("--dismissed", action="store_true", help="列出忽略了的 / list what was dismissed instead")
    review.add_argument("--since", metavar="ID", help="从此项之后 / what comes after this entry, finding or road")
    decide = add(
        "decide",
        "decisions:decide",
        "核定一事",
        "settle one thing",
        example="gazetteer decide finding f0123456789 --by 王 --why 已核",
    )
    settled = decide.add_subparsers(metavar="entry|location|finding", required=True)
    signed = argparse.ArgumentParser(add_help=False)
    signed.add_argument("--by", required=True, type=said, metavar="WHO", help="谁 / who decides")
    signed.add_argument("--why", required=True, type=said, metavar="TEXT", help="依据 / why")
    entry = settled.add_parser(
        "entry", parents=[common, signed], help="条目说的是哪条路 / which road an entry speaks of"
    )
    entry.add_argument("entry_id", metavar="ENTRY")
    entry.add_argument(
        "road",
        metavar="NAME-or-ID|new|undo",
        help="哪条路；new：另一条新路；undo：撤回核定 / which road; new: one of its own; undo: take the decision back",
    )
    entry.set_defaults(run=later("decisions:decide_entry"))
    location = settled.add_parser("location", parents=[common, signed], help="一条路在哪里 / where a road runs")
    location.add_argument("road", metavar="NAME-or-ID")
    location.add_argument(
        "--along",
        required=True,
        metavar="'LON,LAT LON,LAT …'",
        help="沿路各点，由起点到止点；写作 --along='…' / points along it from start to end; write --along='…'",
    )
    location.set_defaults(run=later("decisions:decide_location"))
    finding = settled.add_parser("finding", parents=[common, signed], help="忽略一条核验结果 / let a finding rest")
    finding.add_argument("finding_id", metavar="FINDING")
    finding.add_argument("undo", nargs="?", choices=("undo",), metavar="undo", help="撤回忽略 / show it again")
    finding.set_defaults(run=later("decisions:dismiss"))


def _networks(commands: Commands) -> None:
    """Road networks brought in, and what is written out."""
    add, common, as_json, point = commands.add, commands.common, commands.as_json, commands.point
    osm = add("osm", "ground:osm", "路网", "road networks", example="gazetteer osm import jinan.osm.pbf --area 济南市")
    parts = osm.add_subparsers(metavar="import|cut|download", required=True)
    bring = parts.add_parser(
        "import", parents=[common, as_json], help="载入路网 / load an extract (.osm .osm.gz .osm.pbf, vector files)"
    )
    bring.add_argument("file", metavar="FILE", type=Path)
    bring.add_argument("--area", help="哪个城市 / which city it is of")
    bring.add_argument(
        "--datum",
        choices=("wgs84", "gcj02"),
        default="wgs84",
        help="矢量文件的坐标 / what a vector file's coordinates are in; gcj02 is brought to WGS84 exactly",
    )
    bring.set_defaults(run=later("ground:osm_import"))
    part = parts.add_parser("cut", help="裁剪路网 / cut a city out of a province's .osm.pbf")
    part.add_argument("file", metavar="FILE", type=Path)
    within = part.add_mutually_exclusive_group(required=True)
    within.add_argument("--area", metavar="NAME", help="文件中的行政区 / an administrative area of the file: 济南市")
    within.add_argument("--bbox", metavar="W,S,E,N", help="经纬度范围 / bounds in degrees: 116.9,36.6,117.1,36.7")
    part.add_argument("--out", metavar="FILE", type=Path, required=True, help=".osm.pbf .osm.gz .osm.bz2 .osm")
    part.set_defaults(run=later("download:osm_cut"))
    fetch = parts.add_parser("download", parents=[as_json], help="下载路网 / download an extract from Overpass")
    where = fetch.add_mutually_exclusive_group(required=True)
    where.add_argument("--area", metavar="NAME", help="行政区全称 / an administrative area by its full name: 济南市")
    where.add_argument("--bbox", metavar="W,S,E,N", help="经纬度范围 / bounds in degrees: 116.9,36.6,117.1,36.7")
    fetch.add_argument("--out", metavar="FILE", type=Path, required=True, help=".osm.pbf .osm.gz .osm.bz2 .osm")
    fetch.add_argument("--overpass", metavar="URL", help="镜像 / a mirror (GAZETTEER_OVERPASS_URL; overpass-api.de)")
    fetch.set_defaults(run=later("download:osm_download"))

    export = add(
        "export",
        "ground:export",
        "导出",
        "write the roads to a file",
        common,
        point,
        example="gazetteer export roads.geojson",
    )
    export.add_argument("file", metavar="FILE", type=Path, help=".geojson .gpkg .parquet .csv")
    export.add_argument("--area", help="哪个城市 / which city")

    work = add(
        "worklist",
        "worklist:worklist",
        "图上缺少或不符的道路",
        "what is official but missing or different in OSM",
        common,
        as_json,
        example="gazetteer worklist --out tasks.osm",
    )
    work.add_argument("--area", help="哪个城市 / which city")
    work.add_argument("--kind", choices=("missing", "name", "ends", "cancelled"), help="哪一类 / of which kind")
    work.add_argument("--all", action="store_true", help="连同已完成的 / with those that are done")
    work.add_argument("--out", metavar="FILE", type=Path, help=".geojson，或供 JOSM 打开的 .osm / .osm opens in JOSM")


def _upkeep(commands: Commands) -> None:
    """The log and its projections looked after."""
    add, common, as_json = commands.add, commands.common, commands.as_json
    add("rebuild", "upkeep:rebuild", "由日志重建各表", "make every projection again from the log", common, as_json)
    verify = add(
        "verify", "upkeep:verify", "核验日志与各表", "check the log's chain and what it comes to", common, as_json
    )
    verify.add_argument("--head", metavar="COUNT:DIGEST", help="日志至少须含此条 / the log must contain this head")

    backup = add("backup", "upkeep:backup", "备份日志与原文", "write log and texts to one file", common)
    backup.add_argument("file", metavar="FILE", type=Path)
    load = add("load-backup", "upkeep:load_backup", "从备份恢复", "take a backup into an empty register", common)
    load.add_argument("file", metavar="FILE", type=Path)


def _serving(commands: Commands) -> None:
    """Pages served."""
    add, common = commands.add, commands.common
    serve = add(
        "serve",
        "serving:serve",
        "提供网页",
        "serve the map and the API",
        common,
        example="gazetteer serve --port 8080 --workers 2",
    )
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=port, default=8000)
    serve.add_argument("--workers", type=positive, default=1)

    demo = add(
        "demo", "demo:demo", "自带数据的演示", "the bundled register, on a map", example="gazetteer demo --check"
    )
    ground = demo.add_mutually_exclusive_group()
    ground.add_argument("--osm", metavar="FILE", type=Path, help="济南市的路网 / an extract that covers Jinan")
    ground.add_argument("--live", action="store_true", help="下载济南市的路网 / download an extract of Jinan")
    demo.add_argument("--check", action="store_true", help="取一遍各页后退出 / fetch every page, then leave")
    demo.add_argument("--folder", metavar="DIR", type=Path, help="放在哪里 / where to keep it (a new temporary folder)")
    demo.add_argument("--port", type=port, default=8000)

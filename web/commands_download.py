"""`gazetteer osm download` and `osm cut`, and the extract `gazetteer demo --live` stands on."""

import argparse
import os
from dataclasses import asdict
from pathlib import Path

from geodata.overpass import Answers, Downloaded, check_out, download
from geodata.overpass_answers import ATTRIBUTION
from geodata.overpass_client import PUBLIC_SERVER, Overpass
from geodata.overpass_tiles import Bounds, read_bounds
from web.printing import print_json, progress


def osm_download(options: argparse.Namespace) -> int:
    """Fetches the extract of an area from an Overpass server."""
    where = read_bounds(options.bbox) if options.bbox else options.area
    done = fetch(where, options.out, options.overpass)
    if options.json:
        print_json({**asdict(done), "out": str(done.out), "attribution": ATTRIBUTION})
        return 0
    at = f"  {done.snapshot_at}" if done.snapshot_at else ""
    print(f"{done.out}：{done.ways} 条线 ways，{done.nodes} 个点 nodes，{done.relations} 个关系 relations{at}")
    print(f"{ATTRIBUTION}\n下一步 next: gazetteer osm import {done.out} --area {options.area or '城市 CITY'}")
    return 0


def osm_cut(options: argparse.Namespace) -> int:
    """Cuts a city out of a province's file."""
    from geodata.cuts import cut

    with progress("裁剪 cut"):
        where = read_bounds(options.bbox) if options.bbox else None
        box = (where.west, where.south, where.east, where.north) if where else options.area
        done = cut(options.file, box, options.out)
    print(f"{options.out}：{done.ways} 条线 ways，{done.nodes} 个点 nodes，{done.relations} 个关系 relations")
    print(f"下一步 next: gazetteer osm import {options.out} --area {options.area or '城市 CITY'}")
    return 0


def fetch(where: str | Bounds, out: Path, url: str | None = None) -> Downloaded:
    """Fetches an extract into `out`, going on where an earlier run stopped.

    Answers are kept in the folder GAZETTEER_CACHE names, and stay there; else beside `out` until it is complete.
    """
    kept = os.environ.get("GAZETTEER_CACHE")
    answers = Answers(Path(kept) / "overpass" if kept else out.with_name(out.name + ".tiles"))
    server = Overpass(url or os.environ.get("GAZETTEER_OVERPASS_URL") or PUBLIC_SERVER)
    check_out(out)
    with progress("下载 download") as bar:
        done = download(where, out, server, answers, bar)
    if not kept:
        answers.drop()
    return done


def live_extract(folder: Path, area: str) -> Path:
    """The extract of an area in a folder: the one that was fetched there before, else fetched now."""
    path = folder / f"{area}.osm.gz"
    if not path.is_file():
        fetch(area, path)
    return path

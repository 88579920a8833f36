"""`gazetteer match`: a column of road names in, the roads they name out."""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

from gazetteer.errors import DocumentError
from gazetteer.queries import Hit
from gazetteer.registry import Register
from gazetteer.search import Rank

NAME_HEADERS = ("name", "路名", "道路名称", "道路", "地名")
DISTRICT_HEADERS = ("district", "区县", "区")
SCORES = {Rank.SAME: 1.0, Rank.PREFIX: 0.8, Rank.WITHIN: 0.6, Rank.PINYIN: 0.5, Rank.INITIALS: 0.3, Rank.NEAR: 0.4}
ADDED = ("road_id", "matched_name", "current_name", "score", "reason", "others")


def match(options: argparse.Namespace) -> int:
    """Writes the table with what each name matched; 1 where a name matched nothing, or several equally."""
    header, rows = _read(options.file)
    at = _column(options.file, header, options.column, NAME_HEADERS, required=True)
    district_at = _column(options.file, header, options.district_column, DISTRICT_HEADERS, required=False)
    doubtful = 0
    out = options.out.open("w", encoding="utf-8-sig", newline="") if options.out else sys.stdout
    with Register.open(options.database, create=False) as register:
        writer = csv.writer(out)
        writer.writerow([*header, *ADDED])
        for row in rows:
            row = [*row, *[""] * (len(header) - len(row))]
            district = row[district_at].strip() or None if district_at is not None else None
            hits = register.search(row[at or 0], 5, options.area, district) if row[at or 0].strip() else ()
            columns, sure = _matched(hits)
            doubtful += not sure
            writer.writerow([*row, *columns])
    if options.out:
        out.close()
    print(f"{len(rows)} 行 rows，{doubtful} 行未定 undecided", file=sys.stderr)
    return 1 if doubtful else 0


def _matched(hits: Sequence[Hit]) -> tuple[list[object], bool]:
    """The added columns, and whether one road stands alone."""
    if not hits:
        return ["", "", "", 0, "没有找到 | nothing found", ""], False
    best = hits[0]
    equal = [hit for hit in hits if hit.rank == best.rank and SCORES[best.rank] == SCORES[hit.rank]]
    others = " ".join(hit.version.road_id for hit in hits[1:])
    sure = len(equal) == 1
    columns = [best.version.road_id if sure else "", best.matched, best.version.name, SCORES[best.rank], best.reason]
    return [*columns, others if sure else " ".join(hit.version.road_id for hit in hits)], sure


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise DocumentError(path, "没有这个文件，请检查路径。", "no such file; check the path.") from None
    except OSError as error:
        raise DocumentError(path, f"无法读取（{error.strerror}）。", f"cannot be read ({error.strerror}).") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            lines = list(csv.reader(data.decode(encoding).splitlines()))
            break
        except (UnicodeDecodeError, csv.Error):
            continue
    else:
        raise DocumentError(path, "不是 UTF-8 或 GB18030 的 CSV。", "not a CSV file in UTF-8 or GB18030.")
    if not lines:
        raise DocumentError(path, "是空的。", "is empty.")
    return lines[0], [line for line in lines[1:] if line]


def _column(
    path: Path, header: Sequence[str], wanted: str | None, usual: Sequence[str], *, required: bool
) -> int | None:
    names = [title.strip() for title in header]
    if wanted is not None:
        if wanted not in names:
            titles = "、".join(names)
            raise DocumentError(path, f"没有“{wanted}”一列；有：{titles}。", f"no column {wanted!r}; it has: {titles}.")
        return names.index(wanted)
    found = next((names.index(title) for title in usual if title in names), None)
    return 0 if found is None and required else found

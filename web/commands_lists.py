"""`gazetteer match`: a column of road names in, the roads they name out."""

import argparse
import csv
import sys
from pathlib import Path
from typing import TextIO

from gazetteer.errors import DocumentError
from gazetteer.refusals import why_not
from gazetteer.registry import Register
from web.matches import ADDED, match_rows, read_names


def _opened(path: Path) -> TextIO:
    """A file to be written. Raises `DocumentError`."""
    try:
        return path.open("w", encoding="utf-8-sig", newline="")
    except OSError as error:
        zh, en = why_not(error)
        raise DocumentError(path, f"无法写入（{zh}）。", f"cannot be written ({en}).") from None


def match(options: argparse.Namespace) -> int:
    """Writes the table with what each name matched; 1 where a name matched nothing, or several equally."""
    try:
        data = options.file.read_bytes()
    except FileNotFoundError:
        raise DocumentError(options.file, "没有这个文件，请检查路径。", "no such file; check the path.") from None
    except OSError as error:
        zh, en = why_not(error)
        raise DocumentError(options.file, f"无法读取（{zh}）。", f"cannot be read ({en}).") from None
    table = read_names(data, str(options.file), options.column, options.district_column)
    doubtful = 0
    with Register.open(options.database, create=False) as register, register.store.one_state():
        area = register.asked_area(options.area)  # refused before anything is written
        out = _opened(options.out) if options.out else sys.stdout
        writer = csv.writer(out)
        writer.writerow([*table.header, *ADDED])
        for cells, sure in match_rows(register, table, area):
            doubtful += not sure
            writer.writerow(cells)
    if options.out:
        out.close()
    print(f"{len(table.rows)} 行 rows，{doubtful} 行未定 undecided", file=sys.stderr)
    return 1 if doubtful else 0

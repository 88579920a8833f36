"""A register as one file: the log and the texts it covers, in lines of JSON, gzipped; and back, into any database.

Everything else follows from the log. What a person decided is in it; where roads were found is made again. What the
ground told over the years is not: the tasks of the work list with their days, and where each road's line last ran,
are carried beside the log, which alone is verified.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, select

from gazetteer.errors import GazetteerError
from gazetteer.ground_schema import anchors, tasks
from gazetteer.log import Head, faults, head
from gazetteer.rebuilding import rebuild
from gazetteer.refusals import why_not
from gazetteer.registry import Register
from gazetteer.schema import SCHEMA, log, texts
from gazetteer.text import Sentence

FORMAT = "road-gazetteer backup 2"
_READ = ("road-gazetteer backup 1", FORMAT)  # the first held the log and the texts alone
_CARRIED = (tasks, anchors)
_TABLES = {table.name: table for table in (texts, log, *_CARRIED)}
BATCH = 1000


class BackupError(GazetteerError):
    """A backup that cannot be written or taken in; the register is as it was."""


def backup(register: Register, path: Path) -> Head:
    """Writes the log and the texts to `path`, whole or not at all; the head it holds."""
    draft = path.with_name(path.name + ".part")
    try:
        with register.store.reading() as connection, gzip.open(draft, "wb", compresslevel=6) as file:
            now = head(connection)
            for line in _lines(connection, now):
                file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
        draft.replace(path)
    except OSError as error:
        zh, en = why_not(error)
        raise BackupError(f"{path}：无法写入（{zh}）。", f"{path}: cannot be written ({en}).") from error
    finally:
        draft.unlink(missing_ok=True)
    return now


def _lines(connection: Connection, now: Head) -> Iterator[dict[str, Any]]:
    yield {"format": FORMAT, "count": now.count, "digest": now.digest}
    for row in connection.execute(select(texts).order_by(texts.c.digest)):
        yield {"text": row.text, "digest": row.digest}
    for row in connection.execute(select(log).order_by(log.c.position)):
        yield {str(key): value for key, value in row._mapping.items()}
    for table in _CARRIED:
        for row in connection.execute(select(table).order_by(*table.primary_key)):
            yield {"table": table.name, "row": {str(key): value for key, value in row._mapping.items()}}


def load_backup(register: Register, path: Path) -> Head:
    """Takes a backup into an empty register, checks its chain and replays it. Raises `BackupError`."""
    with register.store.writing() as connection:
        if head(connection).count:
            raise BackupError(
                f"{register.store.url} 不是空的。请另选一个数据库。",
                f"{register.store.url} is not empty. Name another database.",
            )
        wanted = _take(connection, path)
        found = list(faults(connection, (wanted.count, wanted.digest)))
        if found or head(connection) != wanted:
            what = found[0].what if found else Sentence("缺了末尾", "it is cut short")
            raise BackupError(
                f"{path}：备份不完整或被改动（{what.zh}）。", f"{path}: the backup does not hold together ({what.en})."
            )
        rebuild(connection)
    return wanted


def check_begins(path: Path) -> None:
    """Raises `BackupError` where a file does not begin as a backup does, before any register is made for it."""
    try:
        with gzip.open(path, "rb") as file:
            if orjson.loads(file.readline()).get("format") in _READ:
                return
    except FileNotFoundError:
        raise BackupError(f"{path}：没有这个文件。", f"{path}: no such file.") from None
    except (OSError, EOFError, ValueError, AttributeError):
        pass
    raise _no_backup(path)


def _no_backup(path: Path) -> BackupError:
    return BackupError(f"{path}：不是地名录备份，或已损坏。", f"{path}: not a register's backup, or damaged.")


def _take(connection: Connection, path: Path) -> Head:
    """Inserts the lines of a backup; the head it says it holds."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
    try:
        with gzip.open(path, "rb") as file:
            first = orjson.loads(file.readline())
            if first.get("format") not in _READ:
                raise ValueError("not a backup")
            for raw in file:
                line = orjson.loads(raw)
                if line.get("schema", 0) > SCHEMA:
                    raise BackupError(
                        f"{path}：由更新的程序所写。请升级 road-gazetteer。",
                        f"{path}: written by a newer program. Upgrade road-gazetteer.",
                    )
                name = line.get("table") or ("texts" if "text" in line else "log")
                rows[name].append(line["row"] if "table" in line else line)
                if len(rows[name]) >= BATCH:
                    connection.execute(_TABLES[name].insert(), rows[name])
                    rows[name] = []
    except FileNotFoundError:
        raise BackupError(f"{path}：没有这个文件。", f"{path}: no such file.") from None
    except (OSError, EOFError, ValueError, AttributeError, KeyError) as error:
        raise _no_backup(path) from error
    for name, left in rows.items():
        if left:
            connection.execute(_TABLES[name].insert(), left)
    return Head(first["count"], first["digest"])

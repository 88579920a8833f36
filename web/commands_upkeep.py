"""`gazetteer rebuild`, `verify`, `backup` and `load-backup`."""

import argparse

from gazetteer import backups
from gazetteer.errors import GazetteerError
from gazetteer.registry import Register
from web.printing import print_json, progress


class HeadError(GazetteerError):
    """A head that is not written as COUNT:DIGEST."""


def rebuild(options: argparse.Namespace) -> int:
    """Makes every projection again from the log and prints the digest of each."""
    with Register.open(options.database, create=False) as register, progress("重建 rebuild") as bar:
        total = register.head().count
        digests = register.rebuild(lambda done: bar(done, total))
    if options.json:
        print_json(dict(digests))
    else:
        for table, digest in digests.items():
            print(f"{table:20} {digest[:16]}")
    return 0


def verify(options: argparse.Namespace) -> int:
    """Checks the chain, the texts and the projections; 1 where something does not hold."""
    wanted = _head(options.head) if options.head else None
    with Register.open(options.database, create=False) as register:
        head = register.head()
        faults = list(register.verify(wanted))
    if options.json:
        plain = [{"position": one.position, "what": one.what.en, "what_zh": one.what.zh} for one in faults]
        print_json({"head": {"count": head.count, "digest": head.digest}, "faults": plain})
    else:
        for one in faults:
            print(f"{one.position or '-'}: {one.what}")
        words = "完好 all is well" if not faults else f"{len(faults)} 处不符 faults"
        print(f"{words}；日志 log: {head.count}:{head.digest}")
    return 1 if faults else 0


def backup(options: argparse.Namespace) -> int:
    """Writes the log and the texts to one file and prints the head it holds."""
    with Register.open(options.database, create=False) as register:
        head = backups.backup(register, options.file)
    print(f"{options.file}；日志 log: {head.count}:{head.digest}")
    return 0


def load_backup(options: argparse.Namespace) -> int:
    """Takes a backup into an empty register."""
    backups.check_begins(options.file)
    with Register.open(options.database) as register, progress("恢复 load"):
        head = backups.load_backup(register, options.file)
    print(f"{register.store.url}；日志 log: {head.count}:{head.digest}")
    return 0


def _head(text: str) -> tuple[int, str]:
    count, _, digest = text.partition(":")
    if not count.isdigit() or not digest:
        raise HeadError(f"读不懂“{text}”。请写成 条数:摘要。", f"cannot read {text!r}. Write COUNT:DIGEST.")
    return int(count), digest

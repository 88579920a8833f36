"""How a command of the command line is declared: its options, those that several share, and its function, loaded only
when it is run."""

import argparse
import os
import re
from collections.abc import Callable
from typing import NoReturn

from gazetteer.circles import uncollected

Command = Callable[[argparse.Namespace], int]


# what argparse says of a wrong call, in Chinese
_WRONG = (
    # the following arguments are required: FILE
    (r"the following arguments are required: (.+)", "缺少 {0}"),
    # unrecognized arguments: --lang en
    (r"unrecognized arguments: (.+)", "不认识 {0}"),
    # argument COMMAND: invalid choice: 'fly' (choose from 'read', 'ingest')
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", "{0} 没有 {1}，可用的有：{2}"),
    # argument --by: expected one argument
    (r"argument (.+?): expected one argument", "{0} 后面要写一个值"),
    # argument --limit: invalid positive value: 'x'
    (r"argument (.+?): invalid \w+ value: (.+)", "{0} 的值 {1} 读不懂"),
    # argument --bbox: not allowed with argument --area
    (r"argument (.+?): not allowed with argument (.+)", "{0} 不能与 {1} 同用"),
    # one of the arguments --area --bbox is required
    (r"one of the arguments (.+) is required", "须写其中之一：{0}"),
    # ambiguous option: --da could match --database, --datum
    (r"ambiguous option: (.+?) could match (.+)", "{0} 不明确，可以是 {1}"),
    # argument --json: ignored explicit argument 'x'
    (r"argument (.+?): ignored explicit argument (.+)", "{0} 后面不写值（写了 {1}）"),
)


class Parser(argparse.ArgumentParser):
    """Says in Chinese too what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        for pattern, zh in _WRONG:
            if found := re.fullmatch(pattern, message, re.DOTALL):
                message = f"{zh.format(*found.groups())}。用法见 {self.prog} --help | {message}"
                break
        super().error(message)


class Commands:
    """The commands added one by one, and the options that several of them share."""

    def __init__(self, whole: argparse.ArgumentParser) -> None:
        self._added = whole.add_subparsers(title="命令 / commands", metavar="COMMAND", required=True)
        self.common = argparse.ArgumentParser(add_help=False)
        self.common.add_argument(
            "--database",
            metavar="URL",
            default=os.environ.get("GAZETTEER_DATABASE_URL") or "gazetteer.db",
            help="路径或数据库 URL / path or database URL (GAZETTEER_DATABASE_URL; gazetteer.db)",
        )
        self.as_json = argparse.ArgumentParser(add_help=False)
        self.as_json.add_argument("--json", action="store_true", help="输出 JSON / print JSON")
        self.known = argparse.ArgumentParser(add_help=False)
        known_at = "何时所知，不写时区为中国时间 / as known then, China time without a zone: 2024-01-31T16:00"
        self.known.add_argument("--known-at", metavar="INSTANT", help=known_at)
        self.point = argparse.ArgumentParser(add_help=False, parents=[self.known])
        self.point.add_argument("--valid-on", metavar="DATE", help="何日有效 / in force on this day: 2021-05-26")
        self.point.add_argument("--published-by", metavar="DATE", help="至何日已公布 / by acts published by then")

    def add(
        self, name: str, run: str, zh: str, en: str, *parents: argparse.ArgumentParser, example: str = ""
    ) -> argparse.ArgumentParser:
        """One more command; `run` is where its function stands (see `later`)."""
        epilog = f"例 / example: {example}" if example else None
        added = self._added.add_parser(
            name, help=f"{zh} / {en}", description=f"{zh} | {en}", epilog=epilog, parents=list(parents)
        )
        added.set_defaults(run=later(run))
        return added


def said(text: str) -> str:
    """Words of a person, not none."""
    if not text.strip():
        raise argparse.ArgumentTypeError("不能是空的 / must not be empty")
    return text.strip()


def later(name: str) -> Command:
    """The function `module:name` of web.commands_*, imported only when its command is run: help stays quick."""
    module, _, function = name.partition(":")

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        with uncollected():  # what is imported stays: looking for garbage in it is a tenth of a start
            command: Command = getattr(import_module(f"web.commands_{module}"), function)
        return command(options)

    return run


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: 须为正整数 / must be 1 or more")
    return number


def port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError(f"{text}: 端口为 1 到 65535 / a port is 1 to 65535")
    return number


class Version(argparse.Action):
    """Prints the version, which takes a while to find, only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(_version())
        parser.exit()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"road-gazetteer {version('road-gazetteer')}"
    except PackageNotFoundError:
        return "road-gazetteer (not installed)"

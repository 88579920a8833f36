"""`docs/commands.md`, made from the command line itself: `make docs` writes it, a test holds it to the code."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from web.usage import parser

PATH = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """\
# 命令 · Commands

Made by `make docs` from the program; `gazetteer COMMAND --help` says more. `--json` prints for machines. Exit codes: 0
done, 1 problems found or nothing there, 2 wrong use (and nothing was written). `--database` is a path or
`postgresql://user@host/name`; else `GAZETTEER_DATABASE_URL`, else `gazetteer.db`.

| 命令 command | 选项 options | 用处 use |
|---|---|---|
"""


def commands_page() -> str:
    """The whole page."""
    return HEAD + "".join(f"{row}\n" for row in _rows(parser(), "gazetteer", ""))


def _rows(parser: argparse.ArgumentParser, name: str, use: str) -> Iterator[str]:
    nested = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    for action in nested:
        uses = {one.dest: one.help or "" for one in action._choices_actions}
        for key, child in action.choices.items():
            yield from _rows(child, f"{name} {key}", uses.get(key, ""))
    if not nested:
        given = [str(one.metavar or one.dest) for one in parser._actions if not one.option_strings]
        options = [one.option_strings[-1] for one in parser._actions if one.option_strings and one.dest != "help"]
        typed = " ".join((name, *given)).replace("|", "\\|")
        yield f"| `{typed}` | {' '.join(f'`{one}`' for one in options)} | {use} |"


if __name__ == "__main__":
    PATH.write_text(commands_page(), "utf-8")

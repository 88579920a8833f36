"""A table with a column of road names, and what each name means in the register: rows in, rows out."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from gazetteer.addresses import find_by_address
from gazetteer.errors import GazetteerError
from gazetteer.likeness import is_of_a_series
from gazetteer.queries import Hit
from gazetteer.registry import Register
from gazetteer.search import Rank
from gazetteer.standing import absence_on
from gazetteer.text import Sentence
from gazetteer.times import today
from geodata.exports import harmless

NAME_HEADERS = ("name", "路名", "道路名称", "道路", "地名", "地址", "address")
DISTRICT_HEADERS = ("district", "区县", "区")
SCORES = {Rank.SAME: 1.0, Rank.PREFIX: 0.8, Rank.WITHIN: 0.6, Rank.PINYIN: 0.5, Rank.NEAR: 0.4, Rank.INITIALS: 0.3}
SCORE_OF_ADDRESS = 0.9  # its road is called so, and the rest is left out
MOST_HITS = 5
ADDED = ("road_id", "matched_name", "current_name", "score", "reason", "others", "not_in_force")

_IN_PART = (Rank.PREFIX, Rank.WITHIN, Rank.NEAR)  # ranks at which the names themselves differ
_NOTHING = Sentence("没有找到", "nothing found")


class TableError(GazetteerError):
    """A table that cannot be read, or that has no such column."""


@dataclass(frozen=True, slots=True)
class Names:
    """A table as read: which column holds the names, which (if any) the districts."""

    header: list[str]
    rows: list[list[str]]
    at: int
    district_at: int | None


def read_names(data: bytes, where: str, column: str | None = None, district_column: str | None = None) -> Names:
    """The table of a CSV file in UTF-8 or GB18030; `where` stands in what is said of it. Raises `TableError`."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            lines = [line for line in csv.reader(StringIO(data.decode(encoding), newline="")) if line]
            break
        except (UnicodeDecodeError, csv.Error):
            continue
    else:
        raise TableError(f"{where}：不是 UTF-8 或 GB18030 的 CSV。", f"{where}: not a CSV file in UTF-8 or GB18030.")
    if not lines or any("\0" in cell for cell in lines[0]):
        raise TableError(f"{where}：是空的，或不是 CSV。", f"{where}: is empty, or no CSV.")
    header = [title.strip() for title in lines[0]]
    at = _column(where, header, column, NAME_HEADERS)
    return Names(header, lines[1:], at or 0, _column(where, header, district_column, DISTRICT_HEADERS))


def match_rows(
    register: Register, table: Names, area: str | None = None, say: Callable[[Sentence], str] = str
) -> Iterator[tuple[list[object], bool]]:
    """Each row with what its name matched in further columns, and whether one road stands alone.

    `say` puts why it matched into words: of both languages, where nobody says which.
    """
    for row in table.rows:
        cells = [*row, *[""] * (len(table.header) - len(row))]
        name = cells[table.at].strip()
        district = cells[table.district_at].strip() or None if table.district_at is not None else None
        columns, sure = _looked_up(register, name, area, district) if name else _matched(name, ())
        yield [*cells, *(harmless(say(one) if isinstance(one, Sentence) else str(one)) for one in columns)], sure


def _looked_up(register: Register, name: str, area: str | None, district: str | None) -> tuple[list[object], bool]:
    """What a name, or the road of an address, matched: a name as it stands goes before what an address may mean."""
    hits = register.search(name, MOST_HITS, area, district)
    if hits and hits[0].rank is Rank.SAME:
        return _matched(name, hits)
    address = find_by_address(register, name, MOST_HITS, area, district)
    if address is None or (address.is_elsewhere and hits):
        return _matched(name, hits)
    if address.is_elsewhere:
        others = " ".join(hit.version.road_id for hit in address.hits)
        return ["", "", "", 0, address.hits[0].reason, others, ""], False
    columns, sure = _matched(name, address.hits)
    columns[ADDED.index("score")] = SCORE_OF_ADDRESS
    return columns, sure


def _matched(name: str, hits: Sequence[Hit]) -> tuple[list[object], bool]:
    """The added columns, and whether one road stands alone; of several, only what is true of them all is said."""
    if not hits:
        return ["", "", "", 0, _NOTHING, "", ""], False
    best = hits[0]
    tied = [hit for hit in hits if hit.rank == best.rank]
    another = len(tied) == 1 and best.rank in _IN_PART and is_of_a_series(name, best.matched)
    sure = len(tied) == 1 and not another
    others = " ".join(hit.version.road_id for hit in hits[sure:])
    if another:
        return ["", "", "", SCORES[best.rank], _another(best.matched), others, ""], False
    told = {(hit.matched, *_present(hit)) for hit in tied}
    matched, now, ended = (one.pop() if len(one) == 1 else "" for one in map(set, zip(*told, strict=True)))
    road_id = best.version.road_id if sure else ""
    return [road_id, matched, now, SCORES[best.rank], best.reason, others, ended], sure


def _present(hit: Hit) -> tuple[str, Sentence | str]:
    """The name a road has now, or why it has none."""
    ended = absence_on(hit.version, today())
    return ("", ended) if ended else (hit.version.name, "")


def _another(name: str) -> Sentence:
    return Sentence(
        f"只有“{name}”相近，方位、序数等字不同，应是另一条路",
        f"only {name} is near, and another side or number tells it apart",
    )


def _column(where: str, header: Sequence[str], wanted: str | None, usual: Sequence[str]) -> int | None:
    if wanted is not None:
        if wanted not in header:
            raise TableError(
                f"{where}：没有“{wanted}”一列；有：{'、'.join(header)}。",
                f"{where}: no column {wanted!r}; it has: {', '.join(header)}.",
            )
        return header.index(wanted)
    return next((header.index(title) for title in usual if title in header), None)

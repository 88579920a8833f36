"""A table in the body of a notice: its rows, whose roads are taken in, and what of it could not be read."""

from collections.abc import Callable

from gazetteer.accounts import Account
from gazetteer.actions import Action
from gazetteer.annexes import annex_and_caption
from gazetteer.doubts import NO_NAME, Doubt
from gazetteer.drafts import Draft
from gazetteer.items import Class
from gazetteer.lines import Line
from gazetteer.lines_apart import is_apart
from gazetteer.name_patterns import OTHER_FEATURE, ends_as_road
from gazetteer.paragraphs import Paragraph, read_paragraphs
from gazetteer.roads_by_heading import stands_as_road
from gazetteer.row_remarks import act_told
from gazetteer.rows import read_row
from gazetteer.tables import Row, Table
from gazetteer.text import Sentence

ROW_BROKEN = Sentence(
    "这一行的列数与表头对不上，未读入。", "this row does not fit the table's header; it was not read."
)
COLUMN_UNKNOWN = Sentence(
    "这一列的表头没有读懂，其中内容未读入。", "this column's header was not understood; what stands in it was not read."
)


def take_table(
    account: Account, table: Table, header: str, title: str, take_paragraph: Callable[[Paragraph], None]
) -> None:
    """One table, under its `header`, in a notice of this `title`; what stands between its rows is a paragraph."""
    account.roads.flush()
    others, of_roads = len(account.body.others), False
    renames = any(isinstance(row, Row) and act_told(row) is Action.RENAMING for row in table.parts)
    for row in table.parts:
        ordered = account.outline.context.action or (Action.RENAMING if account.renaming else None)
        if isinstance(row, Line):
            for paragraph in read_paragraphs(account.text, [row], is_apart):
                for part in annex_and_caption(paragraph):
                    take_paragraph(part)
            continue
        draft = read_row(account.text, row, renames, ordered)
        if draft is None:
            account.body.doubts.append(Doubt(row.span, NO_NAME))
            account.spend(Class.PROBLEM, row.span, len(row.cells))
        elif _is_other(draft) and not stands_as_road(draft, header, title):
            assert draft.name is not None
            account.body.others.append(draft.name)
            account.spend(Class.OTHER, row.span, sum(len(cell.text) for _, cell in row.cells))
        else:
            of_roads = True
            account.roads.take(draft, account.outline.context, listed=True)
            account.roads.last = None
            account.spend(Class.ENTRY, row.span, sum(len(cell.text) for _, cell in row.cells))
    if of_roads or len(account.body.others) == others:  # what a list of bridges tells of them is no road's
        account.body.doubts += [Doubt(span, COLUMN_UNKNOWN) for span in table.unknown if span.start < span.end]
    for span in table.broken:
        account.body.doubts.append(Doubt(span, ROW_BROKEN))
        account.spend(Class.PROBLEM, span, len("".join(span.of(account.text).split())))


def _is_other(draft: Draft) -> bool:
    name = draft.name.text if draft.name is not None else ""
    return not ends_as_road(name) and OTHER_FEATURE.search(name) is not None

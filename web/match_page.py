"""`/match`: a table with a column of road names comes in, the same table with the roads goes out; nothing is kept."""

import csv
import math
from contextlib import AbstractContextManager
from functools import partial
from io import StringIO

from flask import Blueprint, Response, g, render_template, request

from web import slots, words
from web.grounds import areas, asked_area
from web.house import house, settings
from web.matches import ADDED, Names, match_rows, read_names
from web.parameters import ParameterError, read_text

blueprint = Blueprint("match_page", __name__)
MOST_ROWS = 50_000
MOST_SHOWN = 200
ROWS_IN_TIME = 10_000  # matched in a few seconds on a city's register


@blueprint.get("/match")
def ask() -> str:
    """An empty form."""
    return render_template("match.html", table=None, text="", areas=_areas(), most=MOST_ROWS, mb=settings().upload_mb)


@blueprint.post("/match")
def answer() -> Response | str:
    """The table with what each name matched, as CSV; with `show` as a page of its first rows."""
    request.max_content_length = settings().upload_mb * 1_000_000
    request.max_form_memory_size = request.max_content_length
    slots.receive()
    table, text = _sent()
    if len(table.rows) > MOST_ROWS:
        raise ParameterError("file", f"最多 {MOST_ROWS} 行。", f"at most {MOST_ROWS} rows.")
    area = asked_area(request.values)
    if "show" in request.form:
        shown = Names(table.header, table.rows[:MOST_SHOWN], table.at, table.district_at)
        with _in_time(shown):
            rows = [*match_rows(house().register, shown, area, partial(words.say, language=g.language))]
        return render_template(
            "match.html",
            table=table,
            rows=rows,
            added=ADDED,
            text=text,
            areas=_areas(),
            area=area,
            most=MOST_ROWS,
            mb=settings().upload_mb,
        )
    if not slots.take():
        return slots.busy()
    try:
        return _as_file(table, area)
    finally:
        slots.give_back()


def _as_file(table: Names, area: str | None) -> Response:
    """All of its rows, and how many of them name no one road."""
    out, doubtful = StringIO(), 0
    writer = csv.writer(out)
    writer.writerow([*table.header, *ADDED])
    with _in_time(table):
        for cells, sure in match_rows(house().register, table, area):
            doubtful += not sure
            writer.writerow(cells)
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="matched.csv"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Undecided"] = str(doubtful)
    return response


def _in_time(table: Names) -> AbstractContextManager[None]:
    """One state to match all of a table from, which may take an answer's time for each `ROWS_IN_TIME` rows begun.

    To ask each name of a state of its own costs more than the name.
    """
    return house().one_state(settings().most_seconds * max(1, math.ceil(len(table.rows) / ROWS_IN_TIME)))


def _sent() -> tuple[Names, str]:
    """The table sent as a file, as the body itself (text/csv), or pasted: a name a line, or lines of CSV."""
    column, district = read_text(request.values, "column"), read_text(request.values, "district_column")
    if request.mimetype == "text/csv":
        return read_names(request.get_data(), "CSV", column, district), ""
    file = request.files.get("file")
    if file is not None and file.filename:
        return read_names(file.read(), file.filename, column, district), ""
    text = request.form.get("names", "").strip()
    if not text:
        raise ParameterError("file", "请选一个 CSV 文件，或贴上路名。", "choose a CSV file, or paste names.")
    if "," not in text.splitlines()[0]:
        return read_names(f"name\n{text}".encode(), "names"), text
    return read_names(text.encode(), "names", column, district), text


def _areas() -> list[str]:
    return [one.name for one in areas()]

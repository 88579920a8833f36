"""`/downloads`: the register as files, of any time point, streamed as they are made."""

from collections.abc import Iterator

from flask import Blueprint, Response, render_template, request

from gazetteer.errors import NotFoundError
from geodata.exports import WRITERS, Wanted, stream
from web import slots
from web.grounds import areas, asked_area
from web.house import house
from web.parameters import read_point, refuse_unknown

blueprint = Blueprint("downloads", __name__)
PARAMETERS = ("area", "valid_on", "known_at", "published_by", "lang")
FORMATS = {
    ".geojson": ("GeoJSON", "application/geo+json"),
    ".gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
    ".parquet": ("GeoParquet", "application/vnd.apache.parquet"),
    ".csv": ("CSV", "text/csv"),
}
assert FORMATS.keys() == WRITERS.keys()


class FormatNotFoundError(NotFoundError):
    """A format that is not written."""

    def __init__(self, ending: str) -> None:
        endings = " ".join(FORMATS)
        super().__init__(f"没有“{ending}”格式；有 {endings}。", f"no format {ending!r}; there are {endings}.")


@blueprint.get("/downloads")
def choose() -> str:
    """What there is to download, and of when."""
    refuse_unknown(request.args, PARAMETERS)
    point, area = read_point(request.args), asked_area(request.args)
    return render_template(
        "downloads.html", formats=FORMATS, areas=[one.name for one in areas()], area=area, point=point
    )


@blueprint.get("/downloads/roads.<ending>")
def roads(ending: str) -> Response:
    """The roads in force at a time point; a GeoPackage holds their states, changes and ends too."""
    refuse_unknown(request.args, PARAMETERS)
    kind = FORMATS.get(f".{ending}")
    if kind is None:
        raise FormatNotFoundError(f".{ending}")
    wanted = Wanted(house().register, read_point(request.args), asked_area(request.args))
    told = wanted.told
    if request.method == "HEAD":
        pieces: Iterator[bytes] = iter(())
    elif not slots.take():
        return slots.busy()
    else:
        pieces = _Released(stream(wanted, f".{ending}"))
    response = Response(pieces, mimetype=kind[1])
    name = "-".join(filter(None, ("roads", told["valid_on"])))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    if told["attribution"]:
        response.headers["X-Attribution"] = told["attribution"].encode("ascii", "xmlcharrefreplace").decode()
    return response


class _Released(Iterator[bytes]):
    """Pieces of a file; when they end, or nobody takes them any more, another file may be made."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, True

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if hasattr(self._pieces, "close"):
            self._pieces.close()
        if self._held:
            self._held = False
            slots.give_back()

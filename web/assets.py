"""Where a page's scripts and styles are: folium's links → local files, and our own with a version in their URL."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from branca.element import Element, Figure, Link

from gazetteer.errors import GazetteerError

STATIC = Path(__file__).parent / "static"


class AssetsMissingError(GazetteerError):
    """The vendored files are not there: the package was not built."""

    def __init__(self) -> None:
        super().__init__(
            "缺少网页所需的脚本和样式（web/static/vendor）。请运行 python3 -m pip install . 重新安装。",
            "the scripts and styles of the web pages are missing (web/static/vendor). Run python3 -m pip install .",
        )


class UnknownLinkError(LookupError):
    """folium wants a script or style of which vendor.json knows nothing: it must not come from outside."""

    def __init__(self, name: str | None, url: str) -> None:
        super().__init__(f"no local copy of {name!r} ({url}): add it to vendor.json, or null to leave it out")


@cache
def manifest(static: Path = STATIC) -> dict[str, Any]:
    """folium's link names and their local files, as the build hook wrote them. Raises `AssetsMissingError`."""
    try:
        read: dict[str, Any] = json.loads((static / "vendor" / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AssetsMissingError from None
    return read


@cache
def version(name: str) -> str:
    """A digest of one of our own files: a changed file has a new URL, so that browsers may keep the old for ever."""
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset_url(name: str) -> str:
    """The URL of a file under static/, e.g. `map.js`."""
    stamp = manifest()["version"] if name.startswith("vendor/") else version(name)
    return f"/static/{name}?v={stamp}"


def local_url(name: str | None, url: str) -> str | None:
    """The local URL for folium's link `name`; None where it is left out on purpose. Raises `UnknownLinkError`."""
    links = manifest()["links"]
    if name not in links:
        raise UnknownLinkError(name, url)
    return None if links[name] is None else asset_url(f"vendor/{links[name]}")


class LocalFigure(Figure):
    """A folium figure whose links all point here, so that no plugin can call outside by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.header = _LocalHeader()
        self.header._parent = self


class _LocalHeader(Element):
    """Takes the place of a figure's header; every script and style a plugin asks for passes through it."""

    def add_child(self, child: Element, name: str | None = None, index: int | None = None) -> Element:
        if isinstance(child, Link):
            url = local_url(name, child.url)
            if url is None:
                return self
            child.url = url
        return super().add_child(child, name=name, index=index)

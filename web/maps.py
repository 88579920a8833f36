"""The folium shell: an empty map made once a process; roads and background are fetched by the page's script."""

from dataclasses import dataclass
from functools import cache

import folium
from branca.element import CssLink, JavascriptLink

from web.assets import LocalFigure

MAP_NAME = "map_roads"  # folium names its script variable and its element so; map.js finds it by this


@dataclass(frozen=True, slots=True)
class Shell:
    """The pieces of a folium page, each to stand where our own page wants it."""

    styles: tuple[str, ...]  # URLs
    scripts: tuple[str, ...]  # URLs, in order, before `script`
    body: str  # the map's element
    script: str  # to stand in a script element with the page's nonce


@cache
def shell(outside_tiles: str | None = None, attribution: str = "") -> Shell:
    """An empty map. `outside_tiles` is the URL of a tile server; without it nothing is asked of the outside."""
    figure = LocalFigure()
    chart = folium.Map(
        location=(0.0, 0.0),
        zoom_start=3,
        tiles=None,
        zoom_control="bottomright",
        control_scale=True,
        maxZoom=19,  # folium keeps max_zoom for its tile layer
    )
    # folium numbers its names at random; a fixed one keeps the shell the same everywhere and findable.
    chart._name, chart._id = MAP_NAME.split("_")
    figure.add_child(chart)
    if outside_tiles is not None:
        folium.TileLayer(tiles=outside_tiles, attr=attribution, max_zoom=20, opacity=0.6).add_to(chart)
    figure.render()
    # Its own header forbids zooming with two fingers and sets sizes that our style sheet sets.
    links = [child for name, child in figure.header._children.items() if name != MAP_NAME]
    return Shell(
        styles=tuple(link.url for link in links if isinstance(link, CssLink)),
        scripts=tuple(link.url for link in links if isinstance(link, JavascriptLink)),
        body=figure.html.render(),
        script=figure.script.render(),
    )

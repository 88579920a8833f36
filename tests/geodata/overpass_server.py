"""A local server that speaks Overpass' protocol, and its troubles, over a small invented world."""

import gzip
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs
from xml.sax.saxutils import quoteattr

Tags = dict[str, str]
Box = tuple[float, float, float, float]  # south, west, north, east
Trouble = Callable[["Handler", str], None]

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>OSM3S Response</title></head><body>
<p>The data included in this document is from www.openstreetmap.org.</p>
<p><strong style="color:#FF0000">Error</strong>: {error} </p>
</body></html>
"""
DISPATCHER = "runtime error: open64: 0 Success /osm3s_osm_base Dispatcher_Client::request_read_and_idx::"


@dataclass
class World:
    """Numbered nodes (longitude, latitude), ways and relations, all with tags."""

    nodes: dict[int, tuple[float, float, Tags]] = field(default_factory=dict)
    ways: dict[int, tuple[list[int], Tags]] = field(default_factory=dict)
    relations: dict[int, tuple[list[int], Tags]] = field(default_factory=dict)

    def way(self, way_id: int, points: list[tuple[float, float]], **tags: str) -> None:
        ids = [self.node(lon, lat) for lon, lat in points]
        self.ways[way_id] = (ids, {key.replace("__", ":"): value for key, value in tags.items()})

    def node(self, lon: float, lat: float, **tags: str) -> int:
        """The node there: ways through one place share it."""
        for node_id, (x, y, known) in self.nodes.items():
            if (x, y) == (lon, lat):
                known.update(tags)
                return node_id
        self.nodes[len(self.nodes) + 1] = (lon, lat, tags)
        return len(self.nodes)

    def in_box(self, box: Box) -> Iterator[str]:
        """The XML of all that crosses a box: whole ways, relations with such members."""
        south, west, north, east = box

        def inside(node_id: int) -> bool:
            lon, lat, _ = self.nodes[node_id]
            return south <= lat <= north and west <= lon <= east

        ways = {way: ids for way, (ids, _) in self.ways.items() if any(map(inside, ids))}
        relations = {one for one, (members, _) in self.relations.items() if not ways.keys().isdisjoint(members)}
        wanted = {node for ids in ways.values() for node in ids} | {node for node in self.nodes if inside(node)}
        for node in sorted(wanted):
            lon, lat, tags = self.nodes[node]
            yield f'  <node id="{node}" lat="{lat}" lon="{lon}">{_tags(tags)}</node>'
        for way, ids in ways.items():
            members = "".join(f'<nd ref="{node}"/>' for node in ids)
            yield f'  <way id="{way}">{members}{_tags(self.ways[way][1])}</way>'
        for one in sorted(relations):
            members = "".join(f'<member type="way" ref="{way}" role="outer"/>' for way in self.relations[one][0])
            yield f'  <relation id="{one}">{members}{_tags(self.relations[one][1])}</relation>'

    def named(self, query: str) -> Iterator[str]:
        """The XML, with geometry, of the relations that bear a name the query asks for."""
        asked = set(re.findall(r'\["(name|name:zh|official_name)"="([^"]+)"\]', query))
        for one, (members, tags) in self.relations.items():
            if asked.isdisjoint(tags.items()):
                continue
            lines = [[self.nodes[node][:2] for node in self.ways[way][0]] for way in members]
            lons, lats = zip(*(point for line in lines for point in line), strict=True)
            yield f'  <relation id="{one}">'
            yield f'    <bounds minlat="{min(lats)}" minlon="{min(lons)}" maxlat="{max(lats)}" maxlon="{max(lons)}"/>'
            for way, line in zip(members, lines, strict=True):
                points = "".join(f'<nd lat="{lat}" lon="{lon}"/>' for lon, lat in line)
                yield f'    <member type="way" ref="{way}" role="outer">{points}</member>'
            yield f"    {_tags(tags)}</relation>"


def _tags(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: "OverpassServer"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = parse_qs(body, strict_parsing=True)["data"][0]
        with self.server.counted(self, query):
            if (error := parse_error(query)) is not None:
                return self.send(400, PAGE.format(error=error).encode())
            troubles = self.server.troubles
            trouble = troubles.pop(0) if troubles else None
            return trouble(self, query) if trouble else self.server.answer(self, query)

    def send(
        self, status: int, body: bytes, kind: str = "text/html", said_length: int | None = None, **more: str
    ) -> None:
        if kind == "application/osm3s+xml" and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            more["Content-Encoding"] = "gzip"
        self.send_response(status)
        for key, value in more.items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(said_length or len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.server.under_way.discard(self)  # before the client has it all: then it may already ask anew
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Says nothing."""


def parse_error(query: str) -> str | None:
    """What an Overpass server says of text that is no Overpass QL, as far as brackets and quotes show it."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', query)
    stack = []
    for character in bare:
        if character in "([":
            stack.append(character)
        elif character in ")]" and (not stack or stack.pop() + character not in {"()", "[]"}):
            return f"line 1: parse error: Unexpected '{character}'"
    if stack or bare.count('"') % 2 or not bare.rstrip().endswith(";"):
        return "line 1: parse error: ';' expected - end of input found."
    return None


class OverpassServer(ThreadingHTTPServer):
    """The server: what it was asked, in order, and the troubles it will make, one for each request to come."""

    daemon_threads = True

    def __init__(self, world: World) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.world = world
        self.troubles: list[Trouble | None] = []
        self.queries: list[str] = []
        self.agents: set[str] = set()
        self.under_way: set[Handler] = set()
        self.most_at_once = 0
        self.snapshot_at = "2026-11-20T08:00:00Z"
        self.widest_deg = 180.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/api/interpreter"

    @property
    def tiles(self) -> list[Box]:
        """The boxes asked for so far."""
        return [box for query in self.queries if (box := box_of(query)) is not None]

    @contextmanager
    def counted(self, handler: Handler, query: str) -> Iterator[None]:
        self.queries.append(query)
        self.agents.add(handler.headers["User-Agent"])
        self.under_way.add(handler)
        self.most_at_once = max(self.most_at_once, len(self.under_way))
        try:
            yield
        finally:
            self.under_way.discard(handler)

    def answer(self, handler: Handler, query: str) -> None:
        box = box_of(query)
        if box is not None and max(box[2] - box[0], box[3] - box[1]) > self.widest_deg:
            return remark('runtime error: Query timed out in "query" at line 3 after 181 seconds.')(handler, query)
        return handler.send(200, self.xml(query).encode(), "application/osm3s+xml")

    def xml(self, query: str, remark: str = "") -> str:
        box = box_of(query)
        things = "\n".join(self.world.named(query) if box is None else self.world.in_box(box))
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6" generator="Overpass API 0.7.62.8">\n'
            "<note>The data included in this document is from www.openstreetmap.org.</note>\n"
            f'<meta osm_base="{self.snapshot_at}"/>\n\n{things}\n'
            f"{f'<remark> {remark} </remark>' if remark else ''}\n</osm>\n"
        )


def box_of(query: str) -> Box | None:
    """The box a query is limited to."""
    found = re.search(r"\[bbox:([^,]+),([^,]+),([^,]+),([^\]]+)\]", query)
    return (float(found[1]), float(found[2]), float(found[3]), float(found[4])) if found else None


def status(code: int, error: str, **headers: str) -> Trouble:
    """An error status with Overpass' HTML page."""
    return lambda handler, _query: handler.send(code, PAGE.format(error=error).encode(), **headers)


def rate_limited(retry_after: str | None = None) -> Trouble:
    return status(429, DISPATCHER + "rate_limited.", **({"Retry_After": retry_after} if retry_after else {}))


def gateway_timeout(handler: Handler, query: str) -> None:
    status(504, DISPATCHER + "timeout. The server is probably too busy to handle your request.")(handler, query)


def remark(text: str) -> Trouble:
    """A 200 answer with a part of the data, and a remark at its end."""
    return lambda handler, query: handler.send(
        200, handler.server.xml(query, remark=text).encode(), "application/osm3s+xml"
    )


def cut_off(handler: Handler, query: str) -> None:
    """XML that stops in the middle, though HTTP calls it whole."""
    body = handler.server.xml(query).encode()
    handler.send(200, body[: len(body) // 2])


def hung_up(handler: Handler, query: str) -> None:
    """A reply shorter than its Content-Length."""
    body = handler.server.xml(query).encode()
    handler.send(200, body[:100], said_length=len(body))


def reset(handler: Handler, _query: str) -> None:
    """A connection torn down without a reply."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


def page(handler: Handler, _query: str) -> None:
    """Somebody else's web page."""
    handler.send(200, "<html><head><title>x</title></head><body>请先登录 Wi-Fi</body></html>".encode())


@contextmanager
def serving(world: World) -> Iterator[OverpassServer]:
    """The server, listening until the end."""
    server = OverpassServer(world)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

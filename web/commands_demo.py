"""`gazetteer demo`: a register of its own with all that is bundled, on a map; no network is needed."""

import argparse
import logging
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from gazetteer import bundled
from gazetteer.documents import read_file
from gazetteer.entries import read_document
from gazetteer.registry import Register
from geodata import sample
from geodata.resolutions import Resolutions
from geodata.snapshots import Snapshots
from web.app import create_app
from web.check import check
from web.commands_download import live_extract
from web.commands_ground import bring
from web.commands_serving import is_free
from web.printing import progress
from web.settings import Settings

JINAN = "济南市"
HOST = "127.0.0.1"


def demo(options: argparse.Namespace) -> int:
    """Builds the register, serves it and says where; with --check fetches every page instead and leaves."""
    folder: Path = options.folder or Path(mkdtemp(prefix="gazetteer-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "gazetteer.db"
    fill(database, live_extract(folder, JINAN) if options.live else options.osm)
    port = next(port for port in range(options.port, options.port + 100) if is_free(HOST, port))
    with _serving(Settings(database_url=str(database)), port) as server:
        address = f"http://{HOST}:{port}/"
        if options.check:
            return check(address)
        if port != options.port:
            print(f"端口 {options.port} 已被占用，改用 {port}。| Port {options.port} is taken; using {port}.")
        print(f"地名录 register: {database}\n请打开 open: {address}  （Ctrl-C 停止 to stop）", flush=True)
        _wait(server)
        print("\n已停止。| Stopped.")
    return 0


def fill(database: Path, osm: Path | None = None) -> None:
    """A register with the bundled notices, the invented town placed on its extract, and Jinan on `osm` if given."""
    paths = (*bundled.notice_paths(), *sample.notice_paths())
    with Register.open(str(database)) as register:
        with progress("收文 ingest") as bar:
            documents = (read_file(path) for path in paths)
            brought = ((document, read_document(document)) for document in documents)
            for number, _ in enumerate(register.ingest_many(brought), 1):
                bar(number, len(paths))
        bring(register, sample.extract_path(), sample.AREA)
        if osm is not None:
            bring(register, osm, JINAN)
        for area in register.areas():
            network = Snapshots(register).network(area.name)
            if network is not None:
                with progress(f"{area.name} 落图 resolve"):
                    Resolutions(register).run(area.name, network)


class _Quiet(WSGIRequestHandler):
    """Says nothing of requests that went well."""

    raw_requestline: bytes

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if str(code).startswith("5"):
            super().log_request(code, size)

    def parse_request(self) -> bool:
        # Characters typed as they are (curl '…?area=样例镇') arrive as bytes, some of which Python takes for blanks.
        self.raw_requestline = re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % byte[0][0], self.raw_requestline)
        return super().parse_request()


@contextmanager
def _serving(settings: Settings, port: int) -> Iterator[BaseWSGIServer]:
    """The application listening in a thread; stopped at the end."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(HOST, port, create_app(settings), threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _wait(_server: BaseWSGIServer) -> None:
    """Returns on Ctrl-C or SIGTERM."""
    stop = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    while not stop.wait(0.5):
        pass

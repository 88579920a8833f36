"""`gazetteer serve`: the web application behind a production server."""

import argparse
import os
import socket

from flask import Flask

from gazetteer.errors import GazetteerError
from gazetteer.registry import Register
from web.app import create_app
from web.settings import Settings


class PortError(GazetteerError):
    """Another program listens there."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"{host}:{port} 已被占用。请用 --port 换一个端口。", f"{host}:{port} is taken. Choose another with --port."
        )


def serve(options: argparse.Namespace) -> int:
    """Serves until stopped by Ctrl-C or SIGTERM, with the requests under way finished first."""
    from granian import Granian
    from granian.constants import Interfaces

    Register.open(options.database, create=False).close()  # say at once what is wrong with it
    if not is_free(options.host, options.port):
        raise PortError(options.host, options.port)
    os.environ["GAZETTEER_DATABASE_URL"] = options.database  # the workers are processes of their own
    print(f"http://{options.host}:{options.port}/  （Ctrl-C 停止 to stop）", flush=True)
    Granian(
        "web.commands_serving:application",
        factory=True,
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        log_access=False,
    ).serve()
    return 0


def application() -> Flask:
    """The application a worker serves, after the settings of its environment."""
    return create_app(Settings.of_environment(os.environ))


def is_free(host: str, port: int) -> bool:
    """Whether a server may listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True

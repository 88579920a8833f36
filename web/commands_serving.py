"""`gazetteer serve`: the web application behind a production server."""

import argparse
import errno
import gc
import json
import logging
import os
import signal
import socket
import sys
from datetime import UTC, datetime
from multiprocessing import parent_process
from multiprocessing.connection import wait
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep

from flask import Flask

from gazetteer.errors import AreaNotFoundError, GazetteerError
from gazetteer.registry import Register
from web.settings import Settings, mistyped

THREADS = 4  # of a worker: how many answers it makes at a time
WAITING = 256  # requests a worker takes on before it lets others wait outside
KILLED_AFTER_S = 30  # what is still under way then is given up


class ListenError(GazetteerError):
    """An address at which this program cannot listen."""

    def __init__(self, host: str, port: int, why: int | None) -> None:
        zh, en = _WHY.get(why, ("这个地址无法使用。", "this address cannot be used."))
        super().__init__(f"{host} 端口 {port}：{zh}", f"{host} port {port}: {en}")


_WHY = {
    None: ("找不到这台主机。请检查 --host。", "there is no such host. Check --host."),
    errno.EADDRINUSE: ("已被占用。请用 --port 换一个端口。", "it is taken. Choose another with --port."),
    errno.EACCES: (
        "没有权限。请用 --port 换一个 1024 以上的端口。",
        "not permitted. Choose one above 1024 with --port.",
    ),
    errno.EADDRNOTAVAIL: ("不是本机的地址。请检查 --host。", "this machine has no such address. Check --host."),
}


def serve(options: argparse.Namespace) -> int:
    """Serves until stopped by Ctrl-C or SIGTERM, with the requests under way finished first."""
    # Until Granian hears it: the first process of a container is not ended by SIGTERM unless it says so.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    _let_workers_be_stopped()
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    settings = Settings.of_environment(os.environ)  # say at once what is wrong with them
    for name, meant in mistyped(os.environ).items():
        print(f"环境变量 {name} 不起作用：是否应为 {meant}？ / {name} does nothing: is {meant} meant?", file=sys.stderr)
    with Register.open(options.database, create=False) as register:  # and with it
        _check_area(register, settings.default_area)
    address = find_address(options.host, options.port)
    # The workers are processes of their own: what they are told stands in the environment.
    os.environ["GAZETTEER_DATABASE_URL"] = options.database
    with TemporaryDirectory(prefix="gazetteer-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        shown = f"[{options.host}]" if ":" in options.host else options.host
        print(f"http://{shown}:{options.port}/  （Ctrl-C 停止 to stop）", flush=True)
        Granian(
            "web.commands_serving:application",
            factory=True,
            address=address,
            port=options.port,
            interface=Interfaces.WSGI,
            workers=options.workers,
            blocking_threads=THREADS,
            backpressure=WAITING,
            http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=64 * 1024),
            respawn_failed_workers=True,
            workers_kill_timeout=KILLED_AFTER_S,
            log_dictconfig=_LOGS,
            log_access=False,
        ).serve()
    return 0


def _check_area(register: Register, area: str | None) -> None:
    """Says where the city to be shown first is not in the register, or not yet: it may still be taken in."""
    try:
        register.asked_area(area)
    except AreaNotFoundError as error:
        print(f"GAZETTEER_DEFAULT_AREA: {error}", file=sys.stderr)


def _let_workers_be_stopped() -> None:
    """Has SIGTERM end a worker at once while it makes ready, which takes seconds: nobody has asked it anything yet.

    A worker is a copy of this process: what it inherits would note the signal for Granian's main loop, which the copy
    never comes to, and be waited for in vain. Ctrl-C reaches workers too; there it is for this process to stop them.
    """
    stopping = {signal.SIGTERM, signal.SIGINT}

    def in_worker() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, stopping)

    os.register_at_fork(
        before=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, stopping),
        after_in_parent=lambda: signal.pthread_sigmask(signal.SIG_UNBLOCK, stopping),
        after_in_child=in_worker,
    )


# Granian's own lines and ours, each as one JSON object on standard error; a line of a request is one already.
_LOGS = {
    "formatters": {"json": {"()": "web.commands_serving.JsonLines"}, "plain": {"format": "%(message)s"}},
    "handlers": {
        "lines": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"},
        "requests": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"},
    },
    "root": {"level": "WARNING", "handlers": ["lines"]},
    "loggers": {
        "_granian": {"level": "INFO", "handlers": ["lines"], "propagate": False},
        "gazetteer.requests": {"level": "INFO", "handlers": ["requests"], "propagate": False},
    },
    "version": 1,
    "disable_existing_loggers": False,
}


class JsonLines(logging.Formatter):
    """A line of the log as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def application() -> Flask:
    """The application a worker serves, after the settings of its environment."""
    if parent_process() is not None:
        _end_with_parent()
        hear_again()
    # Only here: the measures look at their import whether there are several workers.
    from web.annals import annals
    from web.app import create_app
    from web.atlases import atlas

    settings = Settings.of_environment(os.environ)
    logging.getLogger("gazetteer.requests").setLevel(logging.INFO if settings.log_requests else logging.WARNING)
    app = create_app(settings)
    # Where there are many roads the indexes of map and changes take seconds: made before anybody asks, beside the first
    # answers.
    house = app.extensions["house"]
    Thread(target=lambda: (atlas(house), annals(house)), daemon=True).start()
    # What is loaded stays: only what requests make is looked through for garbage, and less often than by default.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    return app


def _end_with_parent() -> None:
    """Has a worker end when the process that started it is killed: it would hold the port for ever."""
    parent = parent_process()
    assert parent is not None

    def follow() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
        sleep(KILLED_AFTER_S)
        os._exit(1)

    Thread(target=follow, daemon=True).start()


def hear_again() -> None:
    """Has a signal come again every second until the process ends. To be called by its main thread.

    One that comes in the instant in which Granian begins to wait is noted by Python, which is not asked any more.
    """
    heard, told = os.pipe()
    os.set_blocking(told, False)
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)

    def repeat() -> None:
        (number,) = os.read(heard, 1)
        while True:
            sleep(1)
            os.kill(os.getpid(), number)

    Thread(target=repeat, daemon=True).start()


def is_free(host: str, port: int) -> bool:
    """Whether a server may listen there."""
    try:
        find_address(host, port)
    except ListenError:
        return False
    return True


def find_address(host: str, port: int) -> str:
    """The IP address of a host at which a server may listen. Raises `ListenError`."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise ListenError(host, port, None) from error
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            raise ListenError(host, port, error.errno) from error
    return str(place[0])

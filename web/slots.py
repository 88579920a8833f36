"""What may hold a thread for long, so many at a time in each worker: it has four, and answers others meanwhile."""

from threading import BoundedSemaphore

from flask import Response, request

from gazetteer.errors import GazetteerError

AT_ONCE = 2  # files made and tables matched: others are asked to come again
_free = BoundedSemaphore(AT_ONCE)
RECEIVED_AT_ONCE = 2  # of what readers send, which takes as long as they please
PATIENCE_S = 1
_receiving = BoundedSemaphore(RECEIVED_AT_ONCE)


class BusyError(GazetteerError):
    """Others are sending theirs."""

    heading = "busy_title"

    def __init__(self) -> None:
        super().__init__("正在接收别人的文件，请稍后再试。", "files of others are being received; try again shortly.")


def receive() -> None:
    """Reads all that a request brings. Raises `BusyError`: who sends a byte a minute holds a thread for days."""
    if not _receiving.acquire(timeout=PATIENCE_S):
        raise BusyError
    try:
        request.get_data(parse_form_data=True)
    finally:
        _receiving.release()


def take() -> bool:
    """Whether there is a slot for something long, which then is the caller's until `give_back`."""
    return _free.acquire(blocking=False)


def give_back() -> None:
    _free.release()


def busy() -> Response:
    """What is said where there is none."""
    said = "正在生成别的文件，请稍后再来。 | Other files are being made; come again shortly."
    return Response(said, 503, {"Retry-After": "10"}, mimetype="text/plain")

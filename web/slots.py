"""What takes long to make, files and matched tables: so many at a time in a worker, which answers others meanwhile."""

from threading import BoundedSemaphore

from flask import Response

AT_ONCE = 2  # of each worker, which has four threads: others are asked to come again
_free = BoundedSemaphore(AT_ONCE)


def take() -> bool:
    """Whether there is a slot, which then is the caller's until `give_back`."""
    return _free.acquire(blocking=False)


def give_back() -> None:
    _free.release()


def busy() -> Response:
    """What is said where there is none."""
    said = "正在生成别的文件，请稍后再来。 | Other files are being made; come again shortly."
    return Response(said, 503, {"Retry-After": "10"}, mimetype="text/plain")

"""What strangers send, read in a process of its own, which is stopped when it takes too long."""

import pickle
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

from gazetteer.documents import Document, read_file
from gazetteer.entries import read_document
from gazetteer.errors import DocumentError, GazetteerError
from gazetteer.readings import Reading

MOST_MEMORY = 2_000_000_000  # bytes of address space
Read = tuple[str, tuple[Reading, ...]]  # a text, and the notices in it


class ReadingStoppedError(GazetteerError):
    """A document that takes longer to read than may be waited for, or more memory than there is for it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"读这份文件超过 {seconds:g} 秒或占用内存过多，已停止，什么也没有保存。请分成几份再试，"
            "或在本机用 gazetteer read 读。",
            f"reading it took more than {seconds:g} s, or too much memory, and was stopped; nothing was kept. "
            "Try it in parts, or read it on your own machine with gazetteer read.",
        )


def read_apart(sent: str | bytes, suffix: str, most_characters: int, most_seconds: float) -> Read:
    """A text, or the bytes of a file, read; of a text longer than `most_characters` the notices are not looked for.

    Raises `DocumentError` for a file that cannot be read, `ReadingStoppedError`.
    """
    is_text = isinstance(sent, str)
    with NamedTemporaryFile(suffix=suffix[:10]) as kept:
        kept.write(sent.encode("utf-8", "replace") if isinstance(sent, str) else sent)
        kept.flush()
        asked = (kept.name, "text" if is_text else "file", str(most_characters), str(round(most_seconds) + 1))
        try:
            done = subprocess.run(
                [sys.executable, "-P", "-m", "web.apart", *asked], capture_output=True, check=True, timeout=most_seconds
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise ReadingStoppedError(most_seconds) from error
        found: Read | tuple[str, str] = pickle.loads(done.stdout)  # from our own process, nobody else's
        if isinstance(found[1], str):
            zh, en = found[0].removeprefix(f"{kept.name}："), found[1].removeprefix(f"{kept.name}: ")
            raise DocumentError(f"notice{suffix}", zh, en)
    return found[0], found[1]


def read(path: Path, is_text: bool, most_characters: int) -> Read:
    """A file (or what is one text whatever it looks like) and the notices in it. Raises `DocumentError`."""
    text = path.read_text("utf-8") if is_text else read_file(path).text
    text = text.replace("\r\n", "\n")
    return text, tuple(read_document(Document("try", text))) if len(text) <= most_characters else ()


def main(path: str, kind: str, most_characters: str, most_seconds: str) -> None:
    """Reads a file and writes what came of it, pickled, to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(most_seconds), int(most_seconds)))
    try:
        found: Read | tuple[str, str] = read(Path(path), kind == "text", int(most_characters))
    except DocumentError as error:
        found = error.zh, error.en
    sys.stdout.buffer.write(pickle.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""`Settings`: everything the web application can be told, in one frozen value."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Self

from gazetteer.errors import GazetteerError

_LIKE = 0.88  # of a name: MAX_SECONDS is like MOST_SECONDS, PORT is like none
_WEB = re.compile(r"https?://[^\s;,'\"<>]+")


class SettingError(GazetteerError):
    """A variable of the environment that cannot be read."""

    def __init__(self, name: str, text: str, zh: str, en: str) -> None:
        super().__init__(f"环境变量 {name}={text}：{zh}", f"environment variable {name}={text}: {en}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Handed to `create_app`; nothing reads the environment after this."""

    database_url: str = "gazetteer.db"
    outside_tiles: str | None = None  # an https URL with {z}/{x}/{y}; None: no request leaves the server
    outside_tiles_attribution: str = ""
    default_area: str | None = None  # shown first; None: the register's first area that is not invented
    log_requests: bool = True  # a JSON line each, on standard error
    answers_mb: int = 64  # answers of the API kept ready in each worker; 0: none
    most_seconds: int = 30  # that an answer may take; 0: as long as it likes
    upload_mb: int = 5  # the largest table that may be matched
    proxies: int = 0  # in front of it, whose X-Forwarded-… headers are believed

    @classmethod
    def of_environment(cls, environment: Mapping[str, str]) -> Self:
        """The settings that GAZETTEER_… variables give; what they leave out stays as it is. Raises `SettingError`."""
        default = cls()
        return cls(
            database_url=environment.get("GAZETTEER_DATABASE_URL") or default.database_url,
            outside_tiles=_tiles(environment, "GAZETTEER_OUTSIDE_TILES"),
            outside_tiles_attribution=environment.get("GAZETTEER_OUTSIDE_TILES_ATTRIBUTION", ""),
            default_area=environment.get("GAZETTEER_DEFAULT_AREA") or None,
            log_requests=_choice(environment, "GAZETTEER_LOG_REQUESTS", default.log_requests),
            answers_mb=_number(environment, "GAZETTEER_ANSWERS_MB", default.answers_mb),
            most_seconds=_number(environment, "GAZETTEER_MOST_SECONDS", default.most_seconds),
            upload_mb=_number(environment, "GAZETTEER_UPLOAD_MB", default.upload_mb),
            proxies=_number(environment, "GAZETTEER_PROXIES", default.proxies),
        )


def mistyped(names: Iterable[str]) -> dict[str, str]:
    """Names of variables that are no setting but nearly one, each with that one.

    Others are left alone, whatever they begin with: Kubernetes sets a port and a host by a service's name.
    """
    known = [f"GAZETTEER_{field.name.upper()}" for field in fields(Settings)]
    near = {name: get_close_matches(name, known, 1, _LIKE) for name in names if name not in known}
    return {name: meant[0] for name, meant in sorted(near.items()) if meant}


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise SettingError(name, text, "请写成不小于 0 的整数。", "write a whole number, 0 or more.")
    return int(text)


def _tiles(environment: Mapping[str, str], name: str) -> str | None:
    """A tile URL: its host stands in the policy of every page, and without zoom, column and row it draws nothing."""
    text = environment.get(name, "").strip()
    if not text:
        return None
    filled = set(re.findall(r"\{(.*?)\}", text))
    if not (_WEB.fullmatch(text) and {"z", "x"} < filled <= {"z", "x", "y", "-y", "s", "r"} and filled & {"y", "-y"}):
        raise SettingError(name, text, "请写成 https://主机/{z}/{x}/{y}.png。", "write https://HOST/{z}/{x}/{y}.png.")
    return text


def _choice(environment: Mapping[str, str], name: str, default: bool) -> bool:
    text = environment.get(name, "").strip().lower()
    if text not in ("", "yes", "no"):
        raise SettingError(name, text, "请写 yes 或 no。", "write yes or no.")
    return text == "yes" if text else default

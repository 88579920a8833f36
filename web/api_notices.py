"""The collection `notices`: the documents the roads rest on; they have no place on the map."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from flask import request
from sqlalchemy import Connection

from gazetteer.errors import NoticeNotFoundError
from gazetteer.listing import ListedNotice, walk_notices
from gazetteer.schema import notices
from gazetteer.text import Sentence
from gazetteer.times import Day
from web.api_histories import Narrow, falls
from web.api_query import Asked
from web.api_roads import LISTED, SHOWN
from web.collections import Collection, Feature, Link, link
from web.house import house


def _walk(
    connection: Connection, asked: Asked, narrow: Narrow, since: str, size: int, _: Iterable[str] | None = None
) -> Iterator[ListedNotice]:
    """The notices whose acts come into force in the time asked for."""
    for one in walk_notices(connection, narrow, since, size):
        in_time = asked.interval is None or falls(one.notice.in_force_from()[0], asked.interval)
        if in_time and _is_known(one, asked):
            yield one


def _is_known(one: ListedNotice, asked: Asked) -> bool:
    point, public = asked.point, one.notice.public_from()
    if point.published_by is not None and (public is None or public.latest > point.published_by):
        return False
    return point.known_at is None or one.recorded_at <= point.known_at


def _one(notice_id: str, asked: Asked) -> ListedNotice:
    with house().register.store.reading() as connection:
        found = next(walk_notices(connection, [notices.c.notice_id == notice_id], size=1), None)
    if found is None or not _is_known(found, asked):
        raise NoticeNotFoundError(notice_id)
    return found


def _features(listed: Sequence[ListedNotice], _: bool) -> list[Feature]:
    return [{"type": "Feature", "id": kept.notice.notice_id, "geometry": None, "properties": _said(kept)}
            for kept in listed]  # fmt: skip


def _said(kept: ListedNotice) -> dict[str, Any]:
    notice = kept.notice
    in_force_from, basis = notice.in_force_from()
    return {
        "notice_id": notice.notice_id,
        "title": notice.title,
        "document_number": notice.document_number,
        "authority": notice.authority,
        "kind": notice.kind.value,
        "area": notice.area,
        "issued_on": _day(notice.issued_on),
        "printed_on": _day(notice.printed_on),
        "published_on": _day(notice.published_on),
        "effective_on": _day(notice.effective_on),
        "approved_on": _day(notice.approved_on),
        "valid_from": in_force_from.edtf,
        "valid_from_basis": basis.value,
        "recorded_at": kept.recorded_at.isoformat(),
        "position": kept.position,
        "witness_of": kept.witness_of,
        "entries": len(kept.entries),
        "problems": kept.problems,
        "road_ids": list(kept.road_ids),
        "digest": notice.digest,
        "source": notice.source,
        "restated": notice.restated,
        "fictional": notice.fictional,
    }


def _day(day: Day | None) -> str | None:
    return day.edtf if day else None


def _links(kept: ListedNotice, _: Asked) -> list[Link]:
    notice_id = quote(kept.notice.notice_id)
    return [
        {"rel": "about", "href": f"{request.url_root}notices/{notice_id}", "type": "text/html"},
        link("related", f"/collections/changes/items?notice_id={notice_id}", "application/geo+json"),
    ]


NOTICES = Collection(
    name="notices",
    title=Sentence("公告", "Notices"),
    description=Sentence("收入的公告，无几何。", "The notices taken in; they have no geometry."),
    walk=_walk,
    one=_one,
    key=lambda kept: kept.notice.notice_id,
    features=_features,
    links=_links,
    road=lambda _: None,
    has_lines=False,
    parameters=tuple(name for name in LISTED if name not in ("q", "ground")),
    item_parameters=("known_at", "position", "published_by", *(name for name in SHOWN if name != "ground")),
    filters={
        "document_number": lambda kept: kept.notice.document_number,
        "kind": lambda kept: kept.notice.kind.value,
        "notice_id": lambda kept: kept.notice.notice_id,
        "area": lambda kept: kept.notice.area,
    },
    narrows={
        "document_number": notices.c.document_number.__eq__,
        "notice_id": notices.c.notice_id.__eq__,
        "area": notices.c.area.__eq__,
    },
    orders={
        "valid_from": lambda kept: kept.notice.in_force_from()[0].key,
        "recorded_at": lambda kept: kept.recorded_at,
    },
)

"""The collection `notices`: the documents the roads rest on; they have no place on the map."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from flask import request

from gazetteer.errors import NoticeNotFoundError
from gazetteer.queries import KeptNotice
from gazetteer.text import Sentence
from gazetteer.times import Day
from web.api_histories import falls
from web.api_query import Asked
from web.api_roads import LISTED, SHOWN
from web.collections import Collection, Feature, Link, link
from web.house import house


def _find(asked: Asked) -> Sequence[KeptNotice]:
    """The notices whose acts come into force in the time asked for."""
    kept = house().remembered("notices", house().register.notices)
    found = [one for one in kept if _is_known(one, asked) and asked.area in (None, one.notice.area)]
    if asked.interval is not None:
        found = [one for one in found if falls(one.notice.in_force_from()[0], asked.interval)]
    return sorted(found, key=lambda one: one.notice.notice_id)


def _is_known(kept: KeptNotice, asked: Asked) -> bool:
    point, public = asked.point, kept.notice.public_from()
    if point.published_by is not None and (public is None or public.latest > point.published_by):
        return False
    return point.known_at is None or kept.recorded_at <= point.known_at


def _one(notice_id: str, asked: Asked) -> KeptNotice:
    found = house().register.notice(notice_id)
    if found.notice.notice_id != notice_id or not _is_known(found, asked):
        raise NoticeNotFoundError(notice_id)
    return found


def _features(notices: Sequence[KeptNotice], _: bool) -> list[Feature]:
    return [{"type": "Feature", "id": kept.notice.notice_id, "geometry": None, "properties": _said(kept)}
            for kept in notices]  # fmt: skip


def _said(kept: KeptNotice) -> dict[str, Any]:
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
        "problems": len(kept.problems),
        "road_ids": list(dict.fromkeys(house().register.roads_of(notice.notice_id).values())),
        "digest": notice.digest,
        "source": notice.source,
        "restated": notice.restated,
        "fictional": notice.fictional,
    }


def _day(day: Day | None) -> str | None:
    return day.edtf if day else None


def _links(kept: KeptNotice, _: Asked) -> list[Link]:
    notice_id = quote(kept.notice.notice_id)
    return [
        {"rel": "about", "href": f"{request.url_root}notices/{notice_id}", "type": "text/html"},
        link("related", f"/collections/changes/items?notice_id={notice_id}", "application/geo+json"),
    ]


NOTICES = Collection(
    name="notices",
    title=Sentence("公告", "Notices"),
    description=Sentence("收入的公告，无几何。", "The notices taken in; they have no geometry."),
    find=_find,
    one=_one,
    key=lambda kept: kept.notice.notice_id,
    features=_features,
    links=_links,
    road=lambda _: None,
    searched=lambda _: None,
    parameters=tuple(name for name in LISTED if name not in ("q", "ground")),
    item_parameters=("known_at", "position", "published_by", *(name for name in SHOWN if name != "ground")),
    filters={
        "document_number": lambda kept: kept.notice.document_number,
        "kind": lambda kept: kept.notice.kind.value,
        "notice_id": lambda kept: kept.notice.notice_id,
    },
    orders={
        "valid_from": lambda kept: kept.notice.in_force_from()[0].key,
        "recorded_at": lambda kept: kept.recorded_at,
    },
)

"""The road networks kept beside the register: one snapshot of an area's extract, found again by its digest."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from shapely import box
from sqlalchemy import select

from gazetteer.answers import Answers
from gazetteer.errors import GazetteerError
from gazetteer.ground_schema import snapshots
from gazetteer.text import Sentence
from geodata.network import RoadNetwork

Box = tuple[float, float, float, float]

LITTLE = 0.05  # of the smaller: extracts of one city share more


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known of a kept network without loading it."""

    digest: str
    area: str
    source: str
    attribution: str
    imported_at: datetime


class SnapshotError(GazetteerError):
    """A kept network that this program cannot read."""

    def __init__(self, area: str, reason: str) -> None:
        super().__init__(
            f"{area}的路网是别的版本存下的（{reason}）。请重新运行 gazetteer osm import。",
            f"the network of {area} was kept by another version ({reason}). Run gazetteer osm import again.",
        )


class Snapshots:
    """The networks of a register, the latest of each area in use."""

    def __init__(self, register: Answers) -> None:
        self._store = register.store
        self._load = lru_cache(maxsize=4)(self._read)

    def keep(self, area: str, network: RoadNetwork) -> Snapshot:
        """Keeps a network as the one in use for an area (again, where it was kept before)."""
        now = datetime.now(UTC)
        row = {
            "digest": network.digest,
            "area": area,
            "source": network.source,
            "attribution": network.attribution,
            "imported_at": now.isoformat(timespec="microseconds"),
            "network": network.to_bytes(),
        }
        with self._store.writing() as connection:
            connection.execute(snapshots.delete().where(snapshots.c.area == area, snapshots.c.digest == network.digest))
            connection.execute(snapshots.insert(), row)
        return Snapshot(network.digest, area, network.source, network.attribution, now)

    def latest(self, area: str) -> Snapshot | None:
        """The snapshot in use for an area, or None where no extract was loaded."""
        columns = (snapshots.c.digest, snapshots.c.source, snapshots.c.attribution, snapshots.c.imported_at)
        query = select(*columns).where(snapshots.c.area == area).order_by(snapshots.c.imported_at.desc()).limit(1)
        with self._store.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Snapshot(row.digest, area, row.source, row.attribution, datetime.fromisoformat(row.imported_at))

    def attributions(self) -> dict[str, str]:
        """Area → whose streets the snapshot in use for it holds."""
        query = select(snapshots.c.area, snapshots.c.attribution).order_by(snapshots.c.imported_at)
        with self._store.reading() as connection:
            return {row.area: row.attribution for row in connection.execute(query)}

    def network(self, area: str) -> RoadNetwork | None:
        """The network in use for an area, or None where no extract was loaded."""
        found = self.latest(area)
        return self._load(area, found.digest) if found else None

    def leaves(self, area: str, network: RoadNetwork) -> Sentence | None:
        """What to say of a network that lies elsewhere than the one in use for an area, which it is to replace."""
        old = self.latest(area)
        if old is None or old.digest == network.digest:
            return None
        try:
            was = self._load(area, old.digest).bounds
        except SnapshotError:
            return None  # it could not be used any more
        if _shared(was, network.bounds) > LITTLE:
            return None
        here, there = _said(network.bounds), _said(was)
        return Sentence(
            f"新路网的范围（{here}）与原来用的 {old.source}（{there}）几乎不重叠，{area}的道路从此在新路网上找。"
            f"如果弄错了，请重新载入 {old.source}：gazetteer osm import {old.source} --area {area}",
            f"the new network ({here}) hardly overlaps the one in use so far, {old.source} ({there}); the roads "
            f"of {area} are looked for on the new one from now on. If that was a mistake, import {old.source} again.",
        )

    def _read(self, area: str, digest: str) -> RoadNetwork:
        query = select(snapshots.c.network).where(snapshots.c.area == area, snapshots.c.digest == digest)
        with self._store.reading() as connection:
            data = connection.execute(query).scalar_one()
        try:
            return RoadNetwork.from_bytes(data)
        except ValueError as error:
            raise SnapshotError(area, str(error)) from error


def _shared(one: Box, other: Box) -> float:
    """How much of the smaller of two boxes lies in the other, 0 to 1."""
    first, second = box(*one), box(*other)
    smaller = min(first.area, second.area)
    return float(first.intersection(second).area / smaller) if smaller else float(first.intersects(second))


def _said(bounds: Box) -> str:
    """West, south, east, north, to a kilometre."""
    return ",".join(f"{side:.2f}" for side in bounds)

"""The tables of what is derived from the ground, not from the log: kept by `geodata`, and no part of a rebuild."""

from sqlalchemy import DDL, Boolean, Column, Float, Integer, LargeBinary, String, Table, Text, UniqueConstraint, event

from gazetteer.schema import tables

every_table = tables  # the log's and the ground's: who makes tables takes them from here
snapshots = Table(
    "snapshots",
    tables,
    Column("area", String(200), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("source", Text, nullable=False),
    Column("attribution", Text, nullable=False),
    Column("imported_at", String(32), nullable=False),
    Column("network", LargeBinary, nullable=False),
)
resolutions = Table(
    "resolutions",
    tables,
    Column("number", Integer, primary_key=True),
    Column("road_id", String(16), nullable=False),
    Column("description", String(16), nullable=False),
    Column("area", Text, nullable=False, index=True),
    Column("snapshot", String(64), nullable=False),
    Column("status", String(12), nullable=False),
    Column("body", Text, nullable=False),
    Column("west", Float),
    Column("south", Float),
    Column("east", Float),
    Column("north", Float),
    UniqueConstraint("road_id", "description"),
)
tasks = Table(  # what a mapper could do, open and closed: see `geodata.tasks`
    "tasks",
    tables,
    Column("task_id", String(16), primary_key=True),
    Column("area", Text, nullable=False, index=True),
    Column("road_id", String(16), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("body", Text, nullable=False),
)
anchors = Table(  # where each road's line ran when it was last found, and on which snapshot
    "anchors",
    tables,
    Column("road_id", String(16), primary_key=True),
    Column("description", String(16), primary_key=True),
    Column("area", Text, nullable=False, index=True),
    Column("snapshot", String(64), nullable=False),
    Column("body", Text, nullable=False),
)
ground_findings = Table(  # what the ground contradicts, a row for each road it speaks of
    "ground_findings",
    tables,
    Column("finding_id", String(16), primary_key=True),
    Column("subject", String(16), primary_key=True, index=True),
    Column("area", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
)


def _on(moment: str, dialect: str, said: str) -> None:
    statement = DDL(said).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
    event.listen(resolutions, moment, statement)


# Which boxes touch another, answered by the index each database has for it; kept by the database itself.
for _said in (
    "CREATE VIRTUAL TABLE resolution_boxes USING rtree(number, west, east, south, north)",
    """CREATE TRIGGER resolution_boxed AFTER INSERT ON resolutions WHEN NEW.west IS NOT NULL BEGIN
    INSERT INTO resolution_boxes VALUES (NEW.number, NEW.west, NEW.east, NEW.south, NEW.north); END""",
    """CREATE TRIGGER resolution_unboxed AFTER DELETE ON resolutions BEGIN
    DELETE FROM resolution_boxes WHERE number = OLD.number; END""",
):
    _on("after_create", "sqlite", _said)
_on(
    "after_create",
    "postgresql",
    "CREATE INDEX resolution_boxes ON resolutions USING gist (box(point(west, south), point(east, north)))",
)
_on("after_drop", "sqlite", "DROP TABLE resolution_boxes")

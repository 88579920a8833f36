"""The tables of a register, the same on every database.

The log is the truth; every other table is a projection of it that can be dropped and made again.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

SCHEMA = 1  # of the tables and of the events' JSON

tables = MetaData()

log = Table(
    "log",
    tables,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("recorded_at", String(32), nullable=False),
    Column("schema", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
log_roads = Table(  # which roads an event is about
    "log_roads",
    tables,
    Column("road_id", String(16), primary_key=True),
    Column("position", Integer, ForeignKey("log.position"), primary_key=True),
)
texts = Table("texts", tables, Column("digest", String(64), primary_key=True), Column("text", Text, nullable=False))
meta = Table("meta", tables, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

notices = Table(
    "notices",
    tables,
    Column("notice_id", String(16), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("document_number", Text, index=True),
    Column("area", Text, index=True),
    Column("in_force_from", String(10), nullable=False),
    Column("public_by", String(10)),  # by then it was surely published; None: unknown
    Column("witness_of", String(16)),
    Column("fictional", Boolean, nullable=False),
)
entries = Table(
    "entries",
    tables,
    Column("entry_id", String(24), primary_key=True),
    Column("notice_id", String(16), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("road_id", String(16), index=True),
    Column("reason", Text, nullable=False),
)
entry_names = Table(  # names that make entries neighbours in matching
    "entry_names",
    tables,
    Column("entry_id", String(24), primary_key=True),
    Column("key", Text, primary_key=True),
    Index("entry_names_key", "key"),
)
roads = Table(
    "roads",
    tables,
    Column("road_id", String(16), primary_key=True),
    Column("area", Text, index=True),
    Column("district", Text),
    Column("fictional", Boolean, nullable=False),
    Column("predecessors", Text, nullable=False),
    Column("successors", Text, nullable=False),
    Column("redirects", Text, nullable=False),
)
versions = Table(
    "versions",
    tables,
    Column("road_id", String(16), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("area", Text),
    Column("from_earliest", String(10), nullable=False),
    Column("from_latest", String(10), nullable=False),
    Column("to_earliest", String(10)),
    Column("to_latest", String(10)),
    Column("recorded_at", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Index("versions_area_from", "area", "from_earliest"),
)
names = Table(
    "names",
    tables,
    Column("road_id", String(16), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("former", Boolean, nullable=False),
    Column("key", Text, nullable=False),
    Index("names_key", "key"),
)
name_parts = Table(  # what a name is found by: see `search`
    "name_parts",
    tables,
    Column("kind", String(1), primary_key=True),
    Column("part", Text, primary_key=True),
    Column("road_id", String(16), primary_key=True, index=True),
    Column("name", Text, primary_key=True),
)
termini = Table(  # which names the ends of a road's versions mention
    "termini",
    tables,
    Column("road_id", String(16), primary_key=True),
    Column("key", Text, primary_key=True),
    Index("termini_key", "key"),
)
findings = Table(
    "findings",
    tables,
    Column("finding_id", String(16), primary_key=True),
    Column("subject", String(16), nullable=False, index=True),  # the road or notice it was found from
    Column("body", Text, nullable=False),
)
finding_subjects = Table(  # every road and notice a finding speaks of
    "finding_subjects",
    tables,
    Column("finding_id", String(16), primary_key=True),
    Column("subject", String(16), primary_key=True),
    Index("finding_subjects_subject", "subject"),
)
dismissals = Table(
    "dismissals",
    tables,
    Column("finding_id", String(16), primary_key=True),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
)
locations = Table(  # where a person says a road runs: the last decision on it
    "locations",
    tables,
    Column("road_id", String(16), primary_key=True),
    Column("body", Text, nullable=False),
)
redirects = Table(
    "redirects",
    tables,
    Column("absorbed", String(16), primary_key=True),
    Column("kept", String(16), nullable=False, index=True),
)

PROJECTIONS = (
    log_roads,
    notices,
    entries,
    entry_names,
    roads,
    versions,
    names,
    name_parts,
    termini,
    findings,
    finding_subjects,
    dismissals,
    locations,
    redirects,
)

# Derived from the ground, not from the log: kept by `geodata`, not part of a rebuild.
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
    Column("road_id", String(16), primary_key=True),
    Column("description", String(16), primary_key=True),
    Column("area", Text, nullable=False, index=True),
    Column("snapshot", String(64), nullable=False),
    Column("status", String(12), nullable=False),
    Column("body", Text, nullable=False),
    Column("west", Float),
    Column("south", Float),
    Column("east", Float),
    Column("north", Float),
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

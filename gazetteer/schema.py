"""The log of a register and its projections, the same on every database.

The log is the truth; every other table here is a projection of it that can be dropped and made again. What is kept of
the ground: see `ground_schema`.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

SCHEMA = 6  # of the events' JSON
TABLES = 15  # of the tables: a register made by an earlier program gets them anew from its log

tables = MetaData()
# A step of a notice touches as many pages of the file as it changes indexes, and about half of its time is writing
# them: what is named by hashes lies everywhere, what begins with its city or its day together. So there is no index
# for the sake of deleting (who writes a road's rows anew knows those it had), and keys of names begin with the area.
# Compared and sorted by its characters' numbers everywhere: a city's collation must not change what a prefix is.
Words = Text().with_variant(Text(collation="C"), "postgresql")


NARROW: Any = {"sqlite_with_rowid": False}  # lies in the order of its key, and is not kept twice


# Nearly every state is a naming's: a road of these is soon found in the order of ids, one of others is not.
RARE = text("act <> 'Named'")
COPIES = text("witness_of IS NOT NULL")  # most notices are none
HELD = text("spoke_of IS NOT NULL")

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
    Column("position", Integer, primary_key=True),
    **NARROW,
)
kin = Table(  # roads that were ever united with one another, or divided from one another; each pair both ways
    "kin",
    tables,
    Column("road_id", String(16), primary_key=True),
    Column("other", String(16), primary_key=True),
    **NARROW,
)
texts = Table("texts", tables, Column("digest", String(64), primary_key=True), Column("text", Text, nullable=False))
meta = Table("meta", tables, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

notices = Table(
    "notices",
    tables,
    Column("notice_id", String(16), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("document_number", Text, index=True),
    Column("number_key", Text, index=True),  # what it is compared by, however it is written
    Column("area", Text, index=True),
    Column("in_force_from", String(10), nullable=False),
    Column("public_by", String(10)),  # by then it was surely published; None: unknown
    Column("witness_of", String(16)),
    Column("fictional", Boolean, nullable=False),
    Column("body", Text, nullable=False),  # the notice itself, without its entries and its text
    Index("notices_copies", "witness_of", sqlite_where=COPIES, postgresql_where=COPIES),
)
entries = Table(
    "entries",
    tables,
    Column("entry_id", String(24), primary_key=True),
    Column("notice_id", String(16), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("road_id", String(16), index=True),
    Column("reason", Text, nullable=False),
    Column("spoke_of", String(16)),  # of one that is held: the road that it was last matched to
    Index("entries_spoke_of", "spoke_of", sqlite_where=HELD, postgresql_where=HELD),
)
entry_names = Table(  # names that make entries neighbours in matching
    "entry_names",
    tables,
    Column("entry_id", String(24), primary_key=True),
    Column("key", Words, primary_key=True),
    Index("entry_names_key", "key"),
    **NARROW,
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
    Column("aliases", Text, nullable=False),
    **NARROW,
)
versions = Table(  # wide, and named by hashes: its key is an index that a rebuild makes afterwards
    "versions",
    tables,
    Column("road_id", String(16), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("area", Text),
    Column("from_earliest", String(10), nullable=False),
    Column("from_latest", String(10), nullable=False),
    Column("to_earliest", String(10)),
    Column("to_latest", String(10)),
    Column("recorded_at", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("district", Text),
    Column("act", String(40), nullable=False),
    Column("notice_id", String(16), nullable=False),
    Column("description", String(16), nullable=False),  # what the ground is asked for
    Column("body", Text, nullable=False),
    Index("versions_key", "road_id", "ordinal", unique=True),
    Index("versions_area_from", "area", "from_earliest"),
    Index("versions_from", "from_earliest"),
    Index("versions_to", "to_earliest"),
    # Each begins with what is asked and goes on in the order of ids, with the days: a page is read from the index.
    Index("versions_days", "road_id", "ordinal", "from_earliest", "to_latest"),
    Index("versions_area", "area", "road_id", "ordinal", "from_earliest", "to_latest"),
    Index("versions_name", "name", "road_id"),
    Index("versions_district", "district", "road_id"),
    Index("versions_act", "act", "road_id", sqlite_where=RARE, postgresql_where=RARE),
    Index("versions_notice", "notice_id", "road_id"),
)
road_changes = Table(  # what was done to which road, by day: a month lies together
    "road_changes",
    tables,
    Column("earliest", String(10), primary_key=True),
    Column("latest", String(10), primary_key=True),
    Column("notice_id", Words, primary_key=True),
    Column("entry_id", Words, primary_key=True),
    Column("road_id", Words, primary_key=True),
    Column("number", Integer, primary_key=True),  # 1 is the first thing done to the road
    Column("span", Integer, nullable=False),  # days from the earliest to the latest
    Column("day", Text, nullable=False),  # EDTF
    Column("act", String(40), nullable=False),
    Column("area", Text),
    Column("district", Text),
    Index("road_changes_area", "area", "earliest"),
    Index("road_changes_span", "span", sqlite_where=text("span > 0"), postgresql_where=text("span > 0")),
    **NARROW,
)
names = Table(
    "names",
    tables,
    Column("name", Words, primary_key=True),
    Column("area", Words, primary_key=True),  # "" where there is none
    Column("road_id", String(16), primary_key=True),
    Column("former", Boolean, nullable=False),
    Column("key", Words, nullable=False),  # with its area: those of a city lie together
    Index("names_key", "key"),
    **NARROW,
)
name_parts = Table(  # what a name is found by, whichever roads bear it: see `search`
    "name_parts",
    tables,
    Column("kind", String(1), primary_key=True),
    Column("size", Integer, primary_key=True),  # characters of the name
    Column("part", Words, primary_key=True),
    Column("name", Words, primary_key=True),
    **NARROW,
)
termini = Table(  # which names the ends of a road's versions mention
    "termini",
    tables,
    Column("key", Words, primary_key=True),  # with its area
    Column("road_id", String(16), primary_key=True),
    **NARROW,
)
open_ends = Table(  # ends that are roads by their words, of the acts that stated them
    "open_ends",
    tables,
    Column("notice_id", String(16), primary_key=True),
    Column("entry_id", String(24), primary_key=True),
    Column("key", Words, primary_key=True),  # with its area
    Column("road_id", String(16), primary_key=True),
    Column("text", Text, nullable=False),
    Index("open_ends_key", "key"),
    **NARROW,
)
findings = Table(  # its key is an index for the same reason; roads that one act made share what is found of its words
    "findings",
    tables,
    Column("finding_id", String(16), nullable=False),
    Column("subject", String(16), nullable=False),  # the road or notice it was found from
    Column("severity", Integer, nullable=False),  # 0 is the worst
    Column("kind", String(24), nullable=False),
    Column("area", Words, nullable=False),  # "" where there is none
    Column("body", Text, nullable=False),
    Index("findings_key", "finding_id", "subject", unique=True),
    Index("findings_worst", "severity", "kind", "area", "finding_id"),
    Index("findings_area", "area", "severity", "kind", "finding_id"),
)
finding_subjects = Table(  # every road and notice a finding speaks of, and what it was found from
    "finding_subjects",
    tables,
    Column("subject", String(16), primary_key=True),
    Column("finding_id", String(16), primary_key=True),
    **NARROW,
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


def key_of(table: Table) -> tuple[Column[Any], ...]:
    """The columns by which the rows of a table are told apart: its primary key or its unique index."""
    if table.primary_key.columns:
        return tuple(table.primary_key.columns)
    (unique,) = [index for index in table.indexes if index.unique]
    return tuple(unique.columns)


PROJECTIONS = (
    log_roads,
    kin,
    notices,
    entries,
    entry_names,
    roads,
    versions,
    road_changes,
    names,
    name_parts,
    termini,
    open_ends,
    findings,
    finding_subjects,
    dismissals,
    locations,
    redirects,
)

"""The lines of resolutions as geometry, kept by the database itself where it has PostGIS: table `resolution_lines`.

`number` is the resolution's, `place` which of its lines it is (0: the road's own; of an ambiguous one its candidates,
the likeliest first), `basis` how it was found, `confident` whether it is certain (null: a candidate), `shape` the line
in EPSG:4326, of several parts where a road has several carriageways. Whatever reads PostGIS (QGIS, GDAL) may read it;
`web` has its tiles cut from it.
"""

from sqlalchemy import Connection, text

TABLE = "resolution_lines"
_MADE = (
    f"""CREATE TABLE {TABLE} (
        number integer NOT NULL, place integer NOT NULL, basis text, confident boolean,
        shape geometry(MultiLineString, 4326) NOT NULL,
        PRIMARY KEY (number, place))""",
    f"CREATE INDEX {TABLE}_shape ON {TABLE} USING gist (shape)",
    # A resolution's JSON as `geodata.outcomes` writes it → its lines.
    "DROP FUNCTION IF EXISTS lines_of(text)",
    """CREATE FUNCTION lines_of(body text)
        RETURNS TABLE (place integer, basis text, confident boolean, shape geometry) LANGUAGE sql IMMUTABLE AS $$
        SELECT (line.place - 1)::integer, said ->> 'basis', (said ->> 'confident')::boolean, drawn.shape
        FROM (SELECT body::jsonb AS said) AS resolution,
        LATERAL jsonb_array_elements(CASE said ->> 'status'
            WHEN 'resolved' THEN jsonb_build_array(said -> 'alignment')
            WHEN 'ambiguous' THEN said -> 'candidates' ELSE '[]' END) WITH ORDINALITY AS line(courses, place),
        LATERAL (SELECT ST_SetSRID(ST_GeomFromGeoJSON(jsonb_build_object(
            'type', 'MultiLineString', 'coordinates', jsonb_agg(course -> 'coordinates' ORDER BY at))), 4326) AS shape
            FROM jsonb_array_elements(courses) WITH ORDINALITY AS courses(course, at)) AS drawn
        $$""",
    f"""CREATE OR REPLACE FUNCTION keep_lines() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN DELETE FROM {TABLE} WHERE number = OLD.number; END IF;
        IF TG_OP <> 'DELETE' THEN INSERT INTO {TABLE} SELECT NEW.number, line.* FROM lines_of(NEW.body) AS line; END IF;
        RETURN NULL; END $$""",
    "DROP TRIGGER IF EXISTS resolution_drawn ON resolutions",
    """CREATE TRIGGER resolution_drawn AFTER INSERT OR UPDATE OR DELETE ON resolutions
        FOR EACH ROW EXECUTE FUNCTION keep_lines()""",
    f"INSERT INTO {TABLE} SELECT number, line.* FROM resolutions, lines_of(body) AS line",
)
_THERE = "SELECT to_regtype('geometry') IS NOT NULL"  # and where this program's connections find it
# Those of an earlier program, which did not tell what is certain, are none: `rebuild` has them made anew.
_KEPT = f"""SELECT EXISTS (SELECT FROM pg_trigger
        WHERE tgname = 'resolution_drawn' AND tgrelid = to_regclass('resolutions'))
    AND EXISTS (SELECT FROM pg_attribute
        WHERE attrelid = to_regclass('{TABLE}') AND attname = 'confident' AND NOT attisdropped)"""


def keep_lines(connection: Connection) -> None:
    """Has a database with PostGIS keep the lines from now on, if it does not; nothing happens on any other."""
    if connection.dialect.name != "postgresql" or not _is_so(connection, _THERE) or _is_so(connection, _KEPT):
        return
    connection.execute(text(f"DROP TABLE IF EXISTS {TABLE}"))
    for said in _MADE:
        connection.exec_driver_sql(said)


def has_lines(connection: Connection) -> bool:
    """Whether the database keeps the lines."""
    return connection.dialect.name == "postgresql" and _is_so(connection, _KEPT)


def _is_so(connection: Connection, query: str) -> bool:
    return bool(connection.execute(text(query)).scalar())

"""A register made by an older program brought up to this one's tables; the log itself is never touched."""

from sqlalchemy import Connection, Table, inspect, select

from gazetteer.schema import PROJECTIONS, TABLES, meta, resolutions, snapshots, tables

GROUND = (snapshots, resolutions)  # not made from the log: what is in them is carried over


def bring_up(connection: Connection) -> bool:
    """Makes the tables anew where an older program made them; whether it did. A rebuild must fill the projections."""
    if tables_of(connection) == TABLES:
        return False
    for one in reversed(PROJECTIONS):
        one.drop(connection, checkfirst=True)
    for one in GROUND:
        _carry(connection, one)
    tables.create_all(connection)
    note_tables(connection)
    return True


def tables_of(connection: Connection) -> int:
    """Which tables a register has; the first programs did not say."""
    return int(connection.execute(select(meta.c.value).where(meta.c.key == "tables")).scalar() or 1)


def note_tables(connection: Connection) -> None:
    """Notes that the tables are this program's."""
    connection.execute(meta.delete().where(meta.c.key == "tables"))
    connection.execute(meta.insert().values(key="tables", value=str(TABLES)))


def _carry(connection: Connection, one: Table) -> None:
    """Makes a table anew with the rows it has, where its columns are now others."""
    known = inspect(connection)
    had = {found["name"] for found in known.get_columns(one.name)} if known.has_table(one.name) else set()
    if not had or had == set(one.columns.keys()):
        return
    shared = ", ".join(name for name in list(one.columns.keys()) if name in had)
    connection.exec_driver_sql(f"CREATE TABLE carried AS SELECT {shared} FROM {one.name}")
    connection.exec_driver_sql(f"DROP TABLE {one.name}")
    one.create(connection)
    connection.exec_driver_sql(f"INSERT INTO {one.name} ({shared}) SELECT {shared} FROM carried")
    connection.exec_driver_sql("DROP TABLE carried")

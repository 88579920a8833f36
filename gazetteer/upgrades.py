"""The tables of the ground carried over where an earlier program made them with other columns."""

from sqlalchemy import Connection, Table, inspect

from gazetteer.ground_schema import resolutions, snapshots

GROUND = (snapshots, resolutions)  # not made from the log: what is in them is carried over


def carry_ground(connection: Connection) -> None:
    """Makes the tables of the ground anew, with the rows they have, where their columns are now others."""
    for one in GROUND:
        _carry(connection, one)


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

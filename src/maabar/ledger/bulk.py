"""Writing many rows of one table at once, by the fastest way that each driver has.

The statements are compiled by SQLAlchemy from the tables, and every value goes as a parameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have every column of the table."""
    if not rows:
        return
    values = map(itemgetter(*[c.name for c in table.columns]), rows)
    if connection.dialect.name == "postgresql":
        _copy(connection, table, values)
    else:
        statement = str(insert(table).compile(dialect=connection.dialect))
        connection.exec_driver_sql(statement, list(values))


def _copy(connection: Connection, table: Table, values: Any) -> None:
    from psycopg import sql

    columns = sql.SQL(", ").join(sql.Identifier(c.name) for c in table.columns)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)

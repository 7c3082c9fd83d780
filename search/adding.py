"""Adding to counts that stand in tables, in one short transaction that never waits its turn."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, models, transaction

PATIENCE_MS = 200  # for a row that another worker writes, on PostgreSQL


@contextmanager
def brief_turn() -> Iterator[None]:
    """A transaction for counts alone: where another writes, it fails at once."""
    with _without_waiting(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE_MS}")
        yield


def add(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Sequence[tuple],
    *,
    keys: int = 2,
    replaced: Sequence[str] = (),
) -> None:
    """Insert rows, or add to the number of those that are there.

    The first columns tell which row, the number follows them.
    """
    quote = connection.ops.quote_name
    table, number = quote(model._meta.db_table), quote(columns[keys])
    changes = [f"{number} = {table}.{number} + excluded.{number}"]
    changes += [f"{quote(name)} = excluded.{quote(name)}" for name in replaced]
    insert = (
        f"INSERT INTO {table} ({', '.join(map(quote, columns))})"
        f" VALUES ({', '.join(['%s'] * len(columns))})"
        f" ON CONFLICT ({', '.join(map(quote, columns[:keys]))}) DO UPDATE SET {', '.join(changes)}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(insert, rows)


@contextmanager
def _without_waiting():
    """SQLite's own patience is given back afterwards."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")

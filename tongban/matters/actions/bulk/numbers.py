"""Numbers for many matters at once."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db import connection

from tongban.kernel.transactions import action
from tongban.matters.models import NumberStripe
from tongban.matters.rules.numbers import make_number, running_number

Day = tuple[str, date]  # six digits of a region, and a day
STRIPE = 0  # one stripe is enough: nobody queues for the numbers of days gone by
TAKE = """
    INSERT INTO {table} (region_code, "on", stripe, taken) VALUES {values}
    ON CONFLICT (region_code, "on", stripe) DO UPDATE SET taken = {table}.taken + excluded.taken
    RETURNING region_code, "on", taken
"""


@action(silent="a number that nothing bears yet is nobody's business")
def take_numbers(wanted: Counter[Day]) -> dict[Day, Iterator[str]]:
    """Take so many numbers of each region and day; those not used in the end are gaps, which are allowed."""
    if not wanted:
        return {}
    values = ", ".join(["(%s, %s, %s, %s)"] * len(wanted))
    rows = [(region, on, STRIPE, count) for (region, on), count in sorted(wanted.items())]
    statement = TAKE.format(table=NumberStripe._meta.db_table, values=values)
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])
        taken = cursor.fetchall()
    return {day: _numbers(day, end - wanted[day], end) for day, end in map(_read, taken)}


def _read(row: tuple[str, date | str, int]) -> tuple[Day, int]:
    region, on, end = row
    return (region, on if isinstance(on, date) else date.fromisoformat(on)), end


def _numbers(day: Day, first: int, end: int) -> Iterator[str]:
    region, on = day
    return (
        make_number(region_code=region, on=on, running=running_number(stripe=STRIPE, taken=n))
        for n in range(first, end)
    )

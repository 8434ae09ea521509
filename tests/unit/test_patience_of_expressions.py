"""No text of an accepted size keeps an expression, or a reader, busy for long."""

from collections.abc import Callable
from time import process_time

import pytest

from shared.domain.retry_after import waiting_time
from shared.domain.traces import Person, Traces
from shared.intake.vendor_times import iso_day, iso_moment
from shared.observability.discretion import masked

LONG = 200_000
TRACES = Traces(Person(employee_id="EMP-1", names=("a" * 100 + "@b", "A B"), stand_in="erased-1"))
READERS: dict[str, Callable[[str], object]] = {
    "moment": iso_moment,
    "day": lambda text: iso_day(text, ("%d/%m/%Y",)),
    "retry-after": lambda text: waiting_time({"retry-after": text}),
    "traces": TRACES.without,
    "log": masked,
}
TEXTS = {
    "digits": "9" * LONG,
    "decimals": "9." * (LONG // 2),
    "letters": "a" * LONG,
    "names": ("a" * 99 + "@") * (LONG // 100),
    "ats": "a@" * (LONG // 2),
    "blanks": " " * LONG + "x",
    "brackets": "{[" * (LONG // 2),
    "date": "/Date(" * (LONG // 6),
    "quotes": "'" * LONG,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_long_text_is_read_in_a_moment(read: Callable[[str], object], text: str) -> None:
    began = process_time()

    read(text)

    assert process_time() - began < 2

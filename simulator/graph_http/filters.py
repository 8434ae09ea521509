"""The filters of the directory's lists: a property that has a value, or one of several."""

import re
from collections.abc import Collection, Mapping

from simulator.graph_http.odata import alternatives
from simulator.tenant.answers import bad_request
from simulator.tenant.matching import Matching

_TEXT = r"'(?:[^']|'')*'"
_IN = re.compile(
    rf"\s*(?P<name>\w+)\s+in\s*\(\s*(?P<values>{_TEXT}(?:\s*,\s*{_TEXT})*)\s*\)\s*", re.IGNORECASE
)
_ANY = re.compile(
    rf"\s*(?P<name>\w+)/any\(\s*(?P<each>\w+)\s*:\s*(?P=each)\s+eq\s+(?P<value>{_TEXT})\s*\)\s*",
    re.IGNORECASE,
)

MOST_VALUES = 15  # "Use the $filter query parameter", without advanced queries


def directory_filter(query: Mapping[str, str], names: Collection[str]) -> Matching | None:
    """Read ``name eq 'a'``, several joined by ``or``, ``name in ('a','b')`` or ``name/any(…)``.

    *names* are those that can be asked for, as Graph spells them.  ``None`` without
    a filter; ``GraphFault`` 400 for any other one, and for more than fifteen values.
    """
    if "$filter" not in query:
        return None
    found = _read(query)
    name = next((each for each in names if found and each.lower() == found[0].lower()), None)
    if found is None or name is None:
        message = "Unsupported or invalid query filter clause specified for property here."
        raise bad_request(message, "Request_UnsupportedQuery")
    _, *values = found
    if len(values) > MOST_VALUES:
        message = (
            "Too many child clauses specified in search filter expression containing 'OR' "
            f"operators: {len(values)}. Max allowed: {MOST_VALUES}."
        )
        raise bad_request(message, "Request_UnsupportedQuery")
    return (name, *values)


def _read(query: Mapping[str, str]) -> Matching | None:
    written = query["$filter"]
    if found := _IN.fullmatch(written):
        values = re.findall(_TEXT, found["values"])
        return (found["name"], *map(_unquoted, values))
    if found := _ANY.fullmatch(written):
        return (found["name"], _unquoted(found["value"]))
    return alternatives(query)


def _unquoted(text: str) -> str:
    return text[1:-1].replace("''", "'")

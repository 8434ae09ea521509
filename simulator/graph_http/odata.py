"""The little of OData that the tenant understands: filters, pages, selections."""

import re
from collections.abc import Collection, Mapping
from urllib.parse import quote

from simulator.tenant.answers import Entity, Page, Slice, bad_request

_CONTAINS = re.compile(r"\s*contains\(\s*(?P<name>\w+)\s*,\s*'(?P<value>(?:[^']|'')*)'\s*\)\s*")
_EQUALS = re.compile(r"\s*(?P<name>\w+)\s+eq\s+'(?P<value>(?:[^']|'')*)'\s*", re.IGNORECASE)
_EQUAL = r"\s*\w+\s+eq\s+'(?:[^']|'')*'\s*"
_ALTERNATIVES = re.compile(rf"{_EQUAL}(?:\bor\b{_EQUAL})*", re.IGNORECASE)

# Shown even when it was not selected.
_ALWAYS = ("@odata.type",)


def contained_serial(query: Mapping[str, str]) -> str | None:
    """Read ``contains(serialNumber,'…')``; any other filter is a 400, ``eq`` too (observed)."""
    written = query.get("$filter")
    if written is None:
        return None
    found = _CONTAINS.fullmatch(written)
    if found is None or found["name"].lower() != "serialnumber":
        message = f"An error has occurred - the filter '{written}' is not supported."
        raise bad_request(message)
    return found["value"].replace("''", "'")


def equal_to(query: Mapping[str, str], name: str) -> str:
    """Read ``name eq '…'``; anything else is a 400 of the directory's."""
    found = equality(query)
    if found is None or found[0].lower() != name.lower():
        message = f"Unsupported or invalid query filter clause; only '{name} eq' is simulated."
        raise bad_request(message, "Request_UnsupportedQuery")
    return found[1]


def equality(query: Mapping[str, str]) -> tuple[str, str] | None:
    """Read any ``name eq '…'``; ``None`` when the filter is something else or not there."""
    found = _EQUALS.fullmatch(query.get("$filter", ""))
    return (found["name"], found["value"].replace("''", "'")) if found else None


def alternatives(query: Mapping[str, str]) -> tuple[str, *tuple[str, ...]] | None:
    """Read ``name eq '…'``, or several of one name joined by ``or``: the name and its values."""
    written = query.get("$filter", "")
    if not _ALTERNATIVES.fullmatch(written):
        return None
    found = list(_EQUALS.finditer(written))
    if len({each["name"].lower() for each in found}) > 1:
        return None
    return (found[0]["name"], *(each["value"].replace("''", "'") for each in found))


def unfiltered(query: Mapping[str, str]) -> None:
    """Refuse (400) ``$filter`` and ``$search`` where nothing can be looked for."""
    for option in ("$filter", "$search"):
        if option in query:
            message = f"The query option '{option}' is not supported here."
            raise bad_request(message)


def asked_slice(query: Mapping[str, str], top: int) -> Slice:
    """Read ``$top`` and ``$skiptoken``; *top* is the page size without a wish."""
    return Slice(
        skip=_number(query, "$skiptoken", 0, least=0), top=_number(query, "$top", top, least=1)
    )


def selected(entity: Entity, query: Mapping[str, str], usual: Collection[str] = ()) -> Entity:
    """Keep what ``$select`` names, or what is *usual* without it (nothing usual: everything)."""
    written = query.get("$select")
    names = [name.strip() for name in written.split(",")] if written else list(usual)
    if not names:
        return entity
    wanted = {name.lower() for name in (*names, *_ALWAYS, *_expanded(query))}
    return {name: value for name, value in entity.items() if name.lower() in wanted}


def expands(query: Mapping[str, str], *known: str) -> list[str]:
    """Read ``$expand``: which of the *known* relations are asked for; any other is a 400."""
    asked = {name.lower() for name in _expanded(query)}
    if not asked <= {each.lower() for each in known}:
        message = f"Could not find a property to expand in '{query['$expand']}'."
        raise bad_request(message)
    return [each for each in known if each.lower() in asked]


def _expanded(query: Mapping[str, str]) -> list[str]:
    return [name.strip() for name in query.get("$expand", "").split(",") if name.strip()]


def collection(page: Page, query: Mapping[str, str], address: str) -> Entity:
    """Write a page, with a link to the next one if there is more."""
    body: Entity = {"value": [selected(each, query) for each in page.items]}
    if page.next_skip is None:
        return body
    kept = {name: value for name, value in query.items() if name != "$skiptoken"}
    kept["$skiptoken"] = str(page.next_skip)
    # Graph leaves the dollar and percent-encodes the rest.
    written = "&".join(f"{name}={quote(value, safe="(),'")}" for name, value in kept.items())
    return body | {"@odata.nextLink": f"{address}?{written}"}


def _number(query: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    written = query.get(name)
    if written is None:
        return default
    if not written.isdecimal() or int(written) < least:
        message = f"Invalid value '{written}' for {name} query option found."
        raise bad_request(message)
    return int(written)

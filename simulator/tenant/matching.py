"""What a filter of the directory's asks for, and which objects it finds."""

from simulator.tenant.answers import Entity

# A property, and the value it must have or several of which it must have one.
type Matching = tuple[str, *tuple[str, ...]]


def matches(entity: Entity, matching: Matching | None) -> bool:
    """Say whether an object is found: in any case of the letters, a list by any of its items."""
    if matching is None:
        return True
    name, *values = matching
    wanted = {value.casefold() for value in values}
    found = entity.get(name)
    held = found if isinstance(found, list) else [found]
    return any(str(each).casefold() in wanted for each in held if each is not None)


def query_of(matching: Matching | None) -> str:
    """Write a list request's query the way an app would."""
    if matching is None:
        return ""
    name, *values = matching
    written = [f"'{value.replace("'", "''")}'" for value in values]
    if len(written) == 1:
        return f"?$filter={name} eq {written[0]}"
    return f"?$filter={name} in ({','.join(written)})"

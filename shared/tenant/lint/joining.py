"""Who may join devices, and whose are enrolled: steps 1 and 2 of both tutorials."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from shared.domain.setup import Kind
from shared.tenant.lint.codes import Code
from shared.tenant.lint.findings import Finding, found
from shared.tenant.lint.persona_groups import people_of
from shared.tenant.lint.section import Known, Section


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """Whom a setting is for: the word for nobody, and where the selected groups stand."""

    kind: Kind
    field: str
    nobody: Code
    nobody_says: str
    others: Code
    others_say: str
    said: Callable[[Known], tuple[str, tuple[str, ...]]]


def joining(section: Section) -> Iterator[Finding]:
    """Look at both settings, as far as they are known."""
    for scope in _SCOPES:
        setting = section.setting(scope.kind)
        if setting is not None and section.plan.personas:
            yield from _judged(section, scope, setting)


def _judged(section: Section, scope: _Scope, setting: Known) -> Iterator[Finding]:
    word, groups = scope.said(setting)
    where = setting.where(scope.field)
    if word == "nobody":
        yield found(scope.nobody, where, scope.nobody_says)
    if word != "selected":
        return
    for persona, people in people_of(section.plan):
        group = section.group(people.name)
        names = {people.name.casefold()}
        if group is not None:
            names |= {each.casefold() for each in (group.key, group.name, group.id) if each}
        if not names & {each.casefold() for each in groups}:
            yield found(
                scope.others, where, scope.others_say.format(group=people.name, who=persona.name)
            )


def _who_joins(setting: Known) -> tuple[str, tuple[str, ...]]:
    said = setting.fields.get("allowed_to_join")
    if isinstance(said, Mapping):
        return "selected", tuple(said.get("groups") or ())
    return str(said or ""), ()


def _who_enrols(setting: Known) -> tuple[str, tuple[str, ...]]:
    scope = str(setting.fields.get("applies_to") or "")
    return {"none": "nobody"}.get(scope, scope), tuple(setting.fields.get("groups") or ())


_SCOPES = (
    _Scope(
        kind=Kind.DEVICE_REGISTRATION,
        field="allowed_to_join",
        nobody=Code.JOIN_NOBODY,
        nobody_says="Nobody may join devices: no deployment would begin.",
        others=Code.JOIN_WITHOUT_PERSONA,
        others_say="Selected people may join devices; {group}, the people of {who}, are not named.",
        said=_who_joins,
    ),
    _Scope(
        kind=Kind.AUTOMATIC_ENROLMENT,
        field="applies_to",
        nobody=Code.ENROLMENT_NOBODY,
        nobody_says="Nobody's devices are enrolled: no deployment would get past its join.",
        others=Code.ENROLMENT_WITHOUT_PERSONA,
        others_say="Devices of selected people are enrolled; {group}, the people of {who}, "
        "are not named.",
        said=_who_enrols,
    ),
)

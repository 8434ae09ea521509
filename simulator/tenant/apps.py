"""Apps and PowerShell scripts as Intune has them: what they are, and who gets them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from simulator.tenant.answers import Entity, GraphFault, bad_request, no_such_record, stamp
from simulator.tenant.assignments import GROUP, Target, Targets

REQUIRED = "required"
# Graph's order: an assignment's id bears the number of its intent (observed by others).
_INTENTS = ("available", REQUIRED, "uninstall", "availableWithoutEnrollment")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppTarget(Target):
    """To whom an app is assigned, with what intent and which settings."""

    intent: str
    settings: Entity | None = None


@dataclass(slots=True, kw_only=True)
class Installable[T: Target]:
    """An app or a script; *run_as* is ``system`` (the device's context) or ``user``."""

    id: str
    name: str
    created: datetime
    kind: str
    run_as: str = "system"
    targets: dict[str, T] = field(default_factory=dict[str, T])

    def is_for(self, group_id: str) -> bool:
        """Say whether it is installed on the devices of a group, in the device's context."""
        target = self.targets.get(group_id)
        if target is None or target.kind != GROUP or self.run_as != "system":
            return False
        return not isinstance(target, AppTarget) or target.intent == REQUIRED


type App = Installable[AppTarget]
type Script = Installable[Target]


class Installables[T: Target]:
    """Every app, or every script."""

    def __init__(self) -> None:
        self._by_id: dict[str, Installable[T]] = {}

    def add(self, made: Installable[T]) -> None:
        """Put one into the tenant."""
        self._by_id[made.id] = made

    def named(self, name: str | None) -> list[Installable[T]]:
        """List those of a name, or all of them."""
        return [each for each in self._by_id.values() if name in (None, each.name)]

    def find(self, its_id: str) -> Installable[T] | None:
        """Find one by its id."""
        return self._by_id.get(its_id)

    def get(self, its_id: str) -> Installable[T]:
        """Find one; ``GraphFault`` 404 when there is none."""
        found = self.find(its_id)
        if found is None:
            raise no_such_record(its_id)
        return found

    def assign(self, its_id: str, targets: Sequence[T]) -> None:
        """Replace all targets."""
        self.get(its_id).targets = {each.key: each for each in targets}

    def assign_too(self, its_id: str, target: T) -> None:
        """Add one target; ``GraphFault`` 409 when it is there (assumed)."""
        found = self.get(its_id)
        if target.key in found.targets:
            message = "It is assigned to this target already."
            raise GraphFault(409, "Conflict", message)
        found.targets[target.key] = target


def required_by(group_id: str) -> AppTarget:
    """Make the target that is one group whose devices get an app."""
    return AppTarget(kind=GROUP, group_id=group_id, intent=REQUIRED)


def read_app_target(targets: Targets, written: Entity) -> AppTarget:
    """Read an app's assignment; ``GraphFault`` 400."""
    target = targets.read(written)
    intent, settings = written.get("intent"), written.get("settings")
    if intent not in _INTENTS or not (settings is None or isinstance(settings, dict)):
        raise bad_request(f"The assignment with the intent '{intent}' is not valid.")
    return AppTarget(
        kind=target.kind,
        group_id=target.group_id,
        filter_id=target.filter_id,
        filter_type=target.filter_type,
        intent=intent,
        settings=settings,
    )


def app_entity(app: App, *, beta: bool) -> Entity:
    """Write an app as one version shows it."""
    in_beta = {"isAssigned": bool(app.targets), "roleScopeTagIds": ["0"]} if beta else {}
    return {
        "@odata.type": f"#microsoft.graph.{app.kind}",
        "id": app.id,
        "displayName": app.name,
        "description": "",
        "publisher": "",
        "createdDateTime": stamp(app.created),
        "lastModifiedDateTime": stamp(app.created),
        "isFeatured": False,
        "publishingState": "published",
        "installExperience": {"runAsAccount": app.run_as},
        **in_beta,
    }


def app_assignments(app: App, *, beta: bool) -> list[Entity]:
    """Write an app's assignments as one version shows them."""
    in_beta = {"source": "direct", "sourceId": app.id} if beta else {}
    return [
        {
            "id": f"{each.key}_{_INTENTS.index(each.intent)}_0",
            "intent": each.intent,
            "target": each.entity(),
            "settings": each.settings,
            **in_beta,
        }
        for each in app.targets.values()
    ]


def script_entity(script: Script) -> Entity:
    """Write a script as beta shows it, without its content."""
    return {
        "id": script.id,
        "displayName": script.name,
        "description": "",
        "scriptContent": None,
        "createdDateTime": stamp(script.created),
        "lastModifiedDateTime": stamp(script.created),
        "runAsAccount": script.run_as,
        "enforceSignatureCheck": False,
        "fileName": f"{script.name}.ps1",
        "roleScopeTagIds": ["0"],
        "runAs32Bit": False,
    }

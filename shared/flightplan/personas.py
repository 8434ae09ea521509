"""Personas, as the flight plan writes them."""

from pydantic import Field, ValidationInfo, field_validator

from shared.domain.flightplan import DeviceGroup, Membership, Persona, UserGroup, WhenRegistered
from shared.domain.request import Approval
from shared.domain.stages import Route
from shared.flightplan.service_level import LeadTimesModel
from shared.flightplan.strict import Strict


class GroupModel(Strict):
    """A group, by display name or object id."""

    name: str = Field(min_length=1, max_length=256, description="Display name, or object id.")
    membership: Membership = Field(
        default=Membership.ASSIGNED,
        description="Who writes its members: Groundcrew (assigned) or a rule (dynamic).",
    )


class PersonaModel(Strict):
    """A named kind of workplace."""

    route: Route = Field(
        default=Route.AUTOPILOT,
        description="How devices get to their desks. The default is autopilot.",
    )
    # Longer tags are refused by other tools in the field; Graph documents no limit.
    group_tag: str = Field(
        default="",
        max_length=128,
        description="The group tag that devices are registered with. The default is none.",
    )
    groups: tuple[GroupModel, ...] = Field(
        default=(),
        validate_default=True,
        description="The groups that its devices must be in (route autopilot).",
    )
    user_group: GroupModel | None = Field(
        default=None,
        validate_default=True,
        description="The group that its people must be in (route device-preparation).",
    )
    policy: str = Field(
        default="",
        max_length=256,
        description="The device preparation policy that its people get. The default is none.",
    )
    when_registered: WhenRegistered | None = Field(
        default=None, description="What to do with a registered device (route device-preparation)."
    )
    approval: Approval = Field(
        default=Approval.NONE,
        description="Who has to agree to a request for one. The default is nobody.",
    )
    service_level: LeadTimesModel | None = Field(
        default=None, description="Lead times of its people. The default is those of everybody."
    )

    @field_validator("groups", "user_group", "policy", "when_registered")
    @classmethod
    def _fits_its_route(cls, said: object, info: ValidationInfo) -> object:
        """Refuse what the route needs and lacks, and what would do nothing on it."""
        route = info.data.get("route")
        if route is None:
            # What is wrong is the route, and that is told of it.
            return said
        needed, usable = _FIELDS_OF[route]
        if info.field_name in needed and not said:
            raise ValueError(f"is needed for route {route}")
        if info.field_name not in usable and said:
            raise ValueError(f"does nothing on route {route}")
        return said

    def named(self, name: str) -> Persona:
        """Make the persona of this name."""
        people = self.user_group
        return Persona(
            name=name,
            route=self.route,
            group_tag=self.group_tag,
            groups=tuple(
                DeviceGroup(name=group.name, membership=group.membership) for group in self.groups
            ),
            user_group=None
            if people is None
            else UserGroup(name=people.name, membership=people.membership),
            policy=self.policy,
            when_registered=self.when_registered or WhenRegistered.PARK,
            approval=self.approval,
            lead_times=None if self.service_level is None else self.service_level.lead_times(),
        )


# Of the fields that not every route has: those it needs, and those it can use.
_FIELDS_OF = {
    Route.AUTOPILOT: ({"groups"}, {"groups"}),
    Route.DEVICE_PREPARATION: ({"user_group"}, {"user_group", "policy", "when_registered"}),
}

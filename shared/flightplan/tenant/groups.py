"""Groups of devices and of people, as the flight plan writes them."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator

from shared.domain import membership_rules
from shared.domain.setup import PROVISIONING_CLIENT, Kind, Ref, Wanted
from shared.flightplan.tenant.naming import Name, Named, Names, Spelling

# Microsoft, "Manage rules for dynamic membership groups": a rule has at most 3,072 characters.
_LONGEST_RULE = 3072
# A group tag or a purchase order stands between quotes in a rule.
_BREAKS_QUOTES = frozenset('"\\\n')
_ONE_RULE = ("rule", "all_autopilot_devices", "group_tag", "purchase_order")


def _fits_in_quotes(word: str) -> str:
    if _BREAKS_QUOTES.intersection(word):
        raise ValueError("holds a quote, a backslash or a line break; say the whole rule instead")
    return word


type _Word = Annotated[
    str,
    Field(max_length=128, json_schema_extra={"pattern": r'^[^"\\\n]*$'}),
    AfterValidator(_fits_in_quotes),
]


class TenantGroupModel(Named):
    """A security group; without a rule its membership is assigned."""

    description: str = Field(
        default="", max_length=1024, description="Group description. The default is none."
    )
    rule: str = Field(
        default="",
        max_length=_LONGEST_RULE,
        description="Dynamic query (Membership type: Dynamic Device or Dynamic User). "
        "The default is none: Membership type is Assigned.",
    )
    all_autopilot_devices: bool = Field(
        default=False,
        description="Instead of rule: all devices that are registered with Windows Autopilot.",
    )
    group_tag: _Word = Field(
        default="",
        description="Instead of rule: all Autopilot devices with this group tag.",
    )
    purchase_order: _Word = Field(
        default="",
        description="Instead of rule: all Autopilot devices with this purchase order id.",
    )
    membership_rule_processing_state: Literal["On", "Paused"] | None = Field(
        default=None,
        description="Whether the rule is being processed; for groups with a rule alone. "
        "The default is On.",
    )
    owners: Names = Field(
        default=(),
        description="Owners, by user principal name. Other owners are left alone. "
        "The default is none.",
    )
    provisioning_client_owns: bool = Field(
        default=False,
        description="Owners: adds the Intune Provisioning Client, which the device group of a "
        "device preparation policy needs. The default is false.",
    )

    @field_validator(*_ONE_RULE[1:])
    @classmethod
    def _is_the_only_rule(cls, said: str | bool, info: ValidationInfo) -> str | bool:  # noqa: FBT001  pydantic calls it by place
        before = [name for name in _ONE_RULE if info.data.get(name)]
        if said and before:
            raise ValueError(f"cannot stand beside {before[0]}: a group has one rule; keep one")
        return said

    @field_validator("membership_rule_processing_state")
    @classmethod
    def _has_a_rule(cls, said: str | None, info: ValidationInfo) -> str | None:
        if said and not any(info.data.get(name) for name in _ONE_RULE):
            raise ValueError("means nothing without a rule; take it away or say the rule")
        return said

    @classmethod
    def can_say(cls, name: str, word: str) -> bool:
        """Say whether a group tag or a purchase order may be written as such."""
        try:
            return bool(word) and bool(cls.model_validate({name: word}))
        except ValidationError:
            return False

    @property
    def membership_rule(self) -> str | None:
        """Write the rule out."""
        if self.all_autopilot_devices:
            return membership_rules.ALL_AUTOPILOT_DEVICES
        if self.group_tag:
            return membership_rules.of_group_tag(self.group_tag)
        if self.purchase_order:
            return membership_rules.of_purchase_order(self.purchase_order)
        return self.rule or None

    def value(self, key: str, spelling: Spelling) -> Wanted:
        """Make the group of this key."""
        rule = self.membership_rule
        state = (self.membership_rule_processing_state or "On") if rule else None
        return self.wanted(
            Kind.GROUP,
            key,
            {
                "description": self.description,
                "membership_rule": rule,
                "membership_rule_processing_state": state,
                "owners": self._owners(spelling),
            },
        )

    def _owners(self, spelling: Spelling) -> list[Name]:
        client = spelling.of(Ref.USER, PROVISIONING_CLIENT)
        people = spelling.each(Ref.USER, self.owners)
        owns = self.provisioning_client_owns or client in people
        return [each for each in people if each != client] + [client] * owns

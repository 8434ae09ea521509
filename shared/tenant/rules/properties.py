"""Which properties a rule may name, as Microsoft's page lists them."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from shared.tenant.rules.facts import UNKNOWN, Fact, Item, Scene, Unknown
from shared.tenant.rules.faults import PAGE, RuleError, did_you_mean


class Owner(StrEnum):
    """Whose property it is."""

    USER = "user"
    DEVICE = "device"


class Shape(StrEnum):
    """What a property holds."""

    TEXT = "text"
    TRUTH = "true or false"
    MOMENT = "a date"
    TEXTS = "several texts"
    PLANS = "service plans"
    GROUPS = "groups"


COLLECTIONS = (Shape.TEXTS, Shape.PLANS, Shape.GROUPS)
ITEM = "_"

# How a condition on one item of a collection names the item, and what the item has.
ITEM_NAMES = {Shape.TEXTS: ITEM, Shape.PLANS: "assignedPlan", Shape.GROUPS: "group"}
_ITEM_FIELDS = {
    "assignedPlan": ("capabilityStatus", "service", "servicePlanId"),
    "group": ("objectId",),
}

_EXTENSIONS = tuple(f"extensionAttribute{number}" for number in range(1, 16))
_USER_TEXTS = """
    city companyName country department displayName employeeId facsimileTelephoneNumber givenName
    jobTitle mail mailNickName mobile objectId onPremisesDistinguishedName
    onPremisesSecurityIdentifier passwordPolicies physicalDeliveryOfficeName postalCode
    preferredLanguage sipProxyAddress state streetAddress surname telephoneNumber usageLocation
    userPrincipalName userType
""".split()  # noqa: SIM905  a list of names is read best as words
_DEVICE_TEXTS = """
    deviceCategory deviceId deviceManagementAppId deviceManufacturer deviceModel displayName
    deviceOSType deviceOSVersion deviceOwnership deviceTrustType enrollmentProfileName
    managementType objectId profileType
""".split()  # noqa: SIM905  the same
_SHAPES: dict[Owner, dict[str, Shape]] = {
    Owner.USER: {
        **dict.fromkeys((*_USER_TEXTS, *_EXTENSIONS), Shape.TEXT),
        **dict.fromkeys(("accountEnabled", "dirSyncEnabled"), Shape.TRUTH),
        "employeeHireDate": Shape.MOMENT,
        **dict.fromkeys(("otherMails", "proxyAddresses"), Shape.TEXTS),
        "assignedPlans": Shape.PLANS,
        "memberOf": Shape.GROUPS,
    },
    Owner.DEVICE: {
        **dict.fromkeys((*_DEVICE_TEXTS, *_EXTENSIONS), Shape.TEXT),
        **dict.fromkeys(("accountEnabled", "isRooted"), Shape.TRUTH),
        **dict.fromkeys(("devicePhysicalIds", "systemLabels"), Shape.TEXTS),
        "memberOf": Shape.GROUPS,
    },
}
_SPELLINGS = {
    owner: {name.casefold(): name for name in shapes} for owner, shapes in _SHAPES.items()
}
_CUSTOM = re.compile(r"extension_[0-9a-z]{32}_\w+", re.ASCII | re.IGNORECASE)
_OWNERS = {name.casefold(): name for name in (*Owner, *_ITEM_FIELDS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property, as the page spells it; *owner* may be ``_`` or another name of an item."""

    owner: str
    name: str
    shape: Shape
    position: int = field(default=0, compare=False)

    def __str__(self) -> str:
        """Spell it as in a rule."""
        return f"{self.owner}.{self.name}" if self.name else self.owner

    @property
    def is_of_an_item(self) -> bool:
        """Whether it is a property of one item of a collection."""
        return self.owner not in tuple(Owner)

    def read(self, scene: Scene) -> Fact | Unknown:
        """Find what the property holds."""
        if not self.is_of_an_item:
            return scene.facts.get(self.name.casefold(), UNKNOWN)
        return _field_of(scene.item, self.name)


def item_property(position: int) -> Property:
    """Name the item itself: ``_``."""
    return Property(owner=ITEM, name="", shape=Shape.TEXT, position=position)


def property_called(text: str, position: int) -> Property:
    """Find ``user.department`` and the like in any spelling (``RuleError`` when there is none)."""
    spelt, _, name = text.partition(".")
    owner = _OWNERS.get(spelt.casefold())
    if owner is None:
        raise RuleError(
            f"{text} is no property of a user or of a device.",
            did_you_mean(spelt, _OWNERS) or "Begin it with user. or device.",
            position=position,
            expected=("user.…", "device.…"),
        )
    if owner in _ITEM_FIELDS:
        known, shapes = {name.casefold(): name for name in _ITEM_FIELDS[owner]}, {}
    else:
        known, shapes = _SPELLINGS[Owner(owner)], _SHAPES[Owner(owner)]
        if _CUSTOM.fullmatch(name):
            return Property(owner=owner, name=name, shape=Shape.TEXT, position=position)
    found = known.get(name.casefold())
    if found is None:
        full = {spelling: f"{owner}.{known[spelling]}" for spelling in known}
        raise RuleError(
            f"Rules know no property {text}.",
            did_you_mean(name, full) or _named(owner, tuple(full.values())),
            position=position,
            expected=tuple(full.values()),
        )
    shape = shapes.get(found, Shape.TEXT)
    return Property(owner=owner, name=found, shape=shape, position=position)


def _named(owner: str, names: tuple[str, ...]) -> str:
    if owner in _ITEM_FIELDS:
        return f"There is {', '.join(names)}."
    return f"See the list of properties on {PAGE}."


def _field_of(item: Item | Unknown, name: str) -> Fact | Unknown:
    if item is UNKNOWN or isinstance(item, str):
        return item if not name else UNKNOWN
    fields = {field.casefold(): value for field, value in item.items()}
    return fields.get(name.casefold(), UNKNOWN)

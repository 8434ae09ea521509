"""The people in the directory and their licences."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from shared.tenant.rules import Facts
from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import Entity, no_such_resource
from simulator.tenant.replicas import Replicas

INTUNE_PLAN = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5"
ENTRA_PLAN = "41781fb2-bc02-4b7c-bd55-b576c07bb09d"
PROVISIONED = "Success"
PROVISIONING = "PendingProvisioning"
SUITE_SKU = "05e9a617-0261-4cee-bb44-138d3ef5d965"

_ASKED_BY_RULES = (
    *("accountEnabled", "department", "displayName", "givenName", "jobTitle", "mail"),
    *("surname", "usageLocation", "userPrincipalName", "userType"),
)


@dataclass(slots=True, kw_only=True)
class User:
    """One person.

    *licence* is the Intune plan's provisioning status, or ``None`` without one;
    *manager* is their manager's UPN, blank without one.
    """

    id: str
    upn: str
    name: str
    user_type: str = "Member"
    enabled: bool = True
    licence: str | None = "Success"
    manager: str = ""
    department: str = ""
    job_title: str = ""
    groups: set[str] = field(default_factory=set[str])

    def facts(self) -> Facts:
        """Say what a group's rule can ask of somebody."""
        plan = {"servicePlanId": INTUNE_PLAN, "capabilityStatus": "Enabled"}
        shown = self.entity()
        return {name: shown[name] for name in _ASKED_BY_RULES} | {
            "assignedPlans": (plan,) if self.licence else (),
            "objectId": self.id,
        }

    def entity(self) -> Entity:
        """Write the user as Graph shows it with every property selected."""
        first, _, last = self.name.partition(" ")
        return {
            "id": self.id,
            "businessPhones": [],
            "displayName": self.name,
            "givenName": first,
            "jobTitle": self.job_title or None,
            "mail": self.upn,
            "mobilePhone": None,
            "officeLocation": None,
            "preferredLanguage": None,
            "surname": last,
            "userPrincipalName": self.upn,
            "accountEnabled": self.enabled,
            "department": self.department or None,
            "userType": self.user_type,
            "usageLocation": "DE",
        }


type Listener = Callable[[User, datetime], None]


class Users:
    """Everybody the directory knows by now; *listeners* hear of who is new or changed."""

    def __init__(self, agenda: Agenda, replicas: Replicas) -> None:
        self.listeners: list[Listener] = []
        self._agenda = agenda
        self._replicas = replicas
        self._by_id: dict[str, User] = {}
        self._by_upn: dict[str, User] = {}

    def add(self, user: User, at: datetime) -> None:
        """Let a user exist; one that exists already stays as it is."""
        if user.upn.lower() in self._by_upn:
            return
        self._by_id[user.id] = user
        self._by_upn[user.upn.lower()] = user
        self._replicas.created(user.id, at)
        wanted, user.licence = user.licence, None
        self.license(user, wanted, at)
        self.tell(user, at)

    def tell(self, user: User, at: datetime) -> None:
        """Tell whoever listens that somebody is new or has changed."""
        for listener in self.listeners:
            listener(user, at)

    def license(self, user: User, licence: str | None, at: datetime) -> None:
        """Give somebody a licence in a state, or take it; a new one may be provisioned late."""
        new = licence == PROVISIONED != user.licence
        if not new or not self._agenda.is_in_mood("licence_late", user.id):
            user.licence = licence
            return
        user.licence = PROVISIONING
        span = self._agenda.latencies.licence_provisioned
        self._agenda.plan_within(span, at, ("licence", user.id), lambda _: _provision(user))

    def find(self, id_or_upn: str) -> User | None:
        """Find somebody by object id or UPN."""
        return self._by_id.get(id_or_upn) or self._by_upn.get(id_or_upn.lower())

    def of_id(self, object_id: str) -> User | None:
        """Find somebody by object id alone."""
        return self._by_id.get(object_id)

    def every(self) -> list[User]:
        """List everybody in the order in which they came."""
        return list(self._by_id.values())

    def get(self, id_or_upn: str) -> User:
        """Find somebody; ``GraphFault`` 404 when nobody is there."""
        user = self.find(id_or_upn)
        if user is None:
            raise no_such_resource(id_or_upn)
        return user


def licence_details(user: User) -> list[Entity]:
    """Write a user's licences as Graph shows them: one suite, or none."""
    if user.licence is None:
        return []
    plans = ((ENTRA_PLAN, "AAD_PREMIUM", "Success"), (INTUNE_PLAN, "INTUNE_A", user.licence))
    return [
        {
            "id": f"licence-{user.id}",
            "skuId": SUITE_SKU,
            "skuPartNumber": "SPE_E3",
            "servicePlans": [
                {
                    "servicePlanId": plan,
                    "servicePlanName": name,
                    "provisioningStatus": status,
                    "appliesTo": "User",
                }
                for plan, name, status in plans
            ],
        }
    ]


def _provision(user: User) -> None:
    if user.licence == PROVISIONING:
        user.licence = PROVISIONED

"""Reading what there is of what a flight plan wants; nothing is written, here or in the tenant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from shared.domain.answers import Answer
from shared.domain.errors import Reason, Refused, Unavailable
from shared.domain.object_requests import ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind, Present, Ref, Survey, TenantPlan, Unseen, Wanted
from shared.ports import TenantObjects
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Seen
from shared.tenant.patience import PatientObjects
from shared.tenant.planning.pruning import Prune
from shared.tenant.refusals import reason_for
from shared.tenant.stored_ids.ids import Key
from shared.tenant.tenancy import Tenancy, TenantIdentity

ORGANIZATION = ObjectRequest(
    operation=Operation.ORGANIZATION,
    path="/v1.0/organization?$select=id,displayName,verifiedDomains",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surveyed:
    """What was found, in which tenant, and which id stands for which name there.

    *sought* is what was found of the objects that shall be deleted, or why it could not be told.
    """

    tenant: TenantIdentity
    survey: Survey
    names: Names
    sought: Mapping[Prune, Present | Reason] = field(default_factory=dict[Prune, Present | Reason])


async def survey(tenancy: Tenancy, plan: TenantPlan, prune: Sequence[Prune] = ()) -> Surveyed:
    """Look for everything that is wanted, kind by kind, each after those that it names.

    What cannot be read is told as unseen and stops nothing; what passes is waited out.
    """
    tenant, looking = await begin(tenancy)
    seen = {kind: await looking.look(kind, wanted) for kind in Kind if (wanted := plan.of(kind))}
    sought = {each: found for each in prune if (found := await looking.seek(each))}
    return Surveyed(tenant=tenant, survey=_survey(seen), names=looking.names, sought=sought)


async def survey_whole(tenancy: Tenancy) -> Surveyed:
    """Look for everything there is of every kind; all of it is among the *others*."""
    tenant, looking = await begin(tenancy)
    seen: dict[Kind, Seen] = {}
    for kind in (each for each in Kind if each in tenancy.parts):
        seen[kind] = await looking.look(kind, (), whole=True)
        if kind is Kind.GROUP:
            looking = looking.told_apart(seen[kind].others)
    return Surveyed(tenant=tenant, survey=_survey(seen), names=looking.names)


async def begin(tenancy: Tenancy) -> tuple[TenantIdentity, "Looking"]:
    """Read which tenant this is, and what is stored of it."""
    objects = PatientObjects(tenancy.objects, tenancy.clock, tenancy.watcher)
    tenant = await identify(objects)
    ids = {key: each.id for key, each in tenancy.ids.of(tenant.id).items()} if tenant.id else {}
    return tenant, Looking(tenancy=tenancy, objects=objects, names=Names(), ids=ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """How the parts are looked through: what they read with, and what is known so far."""

    tenancy: Tenancy
    objects: TenantObjects
    names: Names
    ids: dict[Key, str]

    async def look(self, kind: Kind, wanted: Sequence[Wanted], *, whole: bool = False) -> Seen:
        """Look for objects of a kind."""
        self.tenancy.watcher.looks(kind)
        ids = {each.key: found for each in wanted if (found := self.ids.get((kind, each.key)))}
        look = Look(objects=self.objects, names=self.names, wanted=wanted, ids=ids, whole=whole)
        return await self.tenancy.parts[kind].look(look)

    async def seek(self, prune: Prune) -> Present | Reason | None:
        """Look for an object that shall be deleted."""
        seen = await self.look(prune.kind, (prune.sought,))
        if found := seen.present.get(prune.sought.key):
            return found
        return next((each.reason for each in seen.unseen), None)

    def told_apart(self, groups: Sequence[Present]) -> "Looking":
        """Begin to learn names anew, with one of its own for every group.

        Of groups that share a name all but the first are called by a number besides.
        """
        names = Names()
        for key, each in keyed(groups).items():
            names.learn(Ref.GROUP, key, each.id)
        return Looking(tenancy=self.tenancy, objects=self.objects, names=names, ids=self.ids)


def keyed(objects: Sequence[Present]) -> dict[str, Present]:
    """Find a key for each object of a kind: its name, and a number where it is not the first."""
    keys: dict[str, Present] = {}
    taken: set[str] = set()
    for each in sorted(objects, key=lambda each: (each.name.casefold(), each.created, each.id)):
        key, number = each.name, 1
        while key.casefold() in taken:
            number += 1
            key = f"{each.name} ({number})"
        taken.add(key.casefold())
        keys[key] = each
    return keys


async def identify(objects: TenantObjects) -> TenantIdentity:
    """Read which tenant this is.

    Raises ``Unavailable`` when nothing answers, and ``Refused`` when the token is taken nowhere.
    """
    got = await objects.every(ORGANIZATION)
    if isinstance(got, Answer) and not got.status:
        raise Unavailable(
            f"Graph cannot be reached ({got.code or 'no answer'}): see that this machine gets to "
            "it, through a proxy if need be."
        )
    if isinstance(got, Answer) and got.status == HTTPStatus.UNAUTHORIZED:
        raise Refused(_token_refused(got))
    if not isinstance(got, list):
        return TenantIdentity(unread=reason_for(ORGANIZATION.operation, got))
    (organization,) = got
    domains = organization.get("verifiedDomains") or ()
    return TenantIdentity(
        id=str(organization.get("id") or ""),
        name=str(organization.get("displayName") or ""),
        default_domain=next((str(each["name"]) for each in domains if each.get("isDefault")), ""),
    )


def _token_refused(answer: Answer) -> Reason:
    return Reason(
        code="token-refused",
        sentence=f"Graph does not take the token ({answer.status} {answer.code}).",
        remedy="Sign in again: a token lasts for about an hour, and for one cloud.",
    )


def _survey(seen: Mapping[Kind, Seen]) -> Survey:
    present = {
        (kind, key): found for kind, each in seen.items() for key, found in each.present.items()
    }
    others = [found for each in seen.values() for found in each.others]
    unseen: list[Unseen] = [found for each in seen.values() for found in each.unseen]
    return Survey(present=present, others=others, unseen=unseen)

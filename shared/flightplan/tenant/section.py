"""The section as a whole."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from shared.domain.setup import (
    DEFAULT_PAGE,
    PROVISIONING_CLIENT,
    PROVISIONING_CLIENT_APP_ID,
    Kind,
    Ref,
    TenantPlan,
    Wanted,
)
from shared.flightplan.strict import Strict
from shared.flightplan.tenant.apps import AppModel, ScriptModel, assigned_of
from shared.flightplan.tenant.groups import TenantGroupModel
from shared.flightplan.tenant.naming import Name, Spelling, called_apart, keyed_apart
from shared.flightplan.tenant.preparation import PreparationPolicyModel
from shared.flightplan.tenant.profiles import DeploymentProfileModel, short_names
from shared.flightplan.tenant.ranking import ranked_apart
from shared.flightplan.tenant.registration import (
    AutomaticEnrolmentModel,
    DeviceRegistrationModel,
    Identifiers,
    identifiers_of,
)
from shared.flightplan.tenant.status_pages import StatusPageModel, default_is_for_everybody


class TenantModel(Strict):
    """How the tenant is to be set up: what both of Microsoft's tutorials do by hand."""

    automatic_enrolment: AutomaticEnrolmentModel | None = Field(
        default=None,
        description="Step 1 of both tutorials: Set up Windows automatic Intune enrollment. "
        "The default leaves it as it is.",
    )
    device_registration: DeviceRegistrationModel | None = Field(
        default=None,
        description="Step 2 of both tutorials: Allow users to join devices to Microsoft Entra ID. "
        "The default leaves it as it is.",
    )
    groups: Annotated[dict[Name, TenantGroupModel], AfterValidator(called_apart)] = Field(
        default={},
        description="Create a device group, and Create a user group: security groups by key.",
    )
    apps: Annotated[dict[Name, AppModel], AfterValidator(keyed_apart)] = Field(
        default={},
        description="Assign applications to device group: apps of the tenant by display name. "
        "Those of preparation_policies need not be repeated.",
    )
    scripts: Annotated[dict[Name, ScriptModel], AfterValidator(keyed_apart)] = Field(
        default={},
        description="Assign PowerShell scripts to device group: scripts of the tenant by display "
        "name. Those of preparation_policies need not be repeated.",
    )
    enrollment_status_pages: Annotated[
        dict[Name, StatusPageModel],
        AfterValidator(called_apart),
        AfterValidator(ranked_apart),
        AfterValidator(default_is_for_everybody),
    ] = Field(
        default={},
        description="Configure and assign the Enrollment Status Page (ESP): pages by key. "
        f"{DEFAULT_PAGE} is the one that every tenant has.",
    )
    deployment_profiles: Annotated[
        dict[Name, DeploymentProfileModel],
        AfterValidator(called_apart),
        AfterValidator(short_names),
    ] = Field(
        default={}, description="Create and assign Windows Autopilot profile: profiles by key."
    )
    preparation_policies: Annotated[
        dict[Name, PreparationPolicyModel],
        AfterValidator(called_apart),
        AfterValidator(ranked_apart),
    ] = Field(
        default={},
        description="Create Windows Autopilot device preparation policy: policies by key.",
    )
    corporate_identifiers: Identifiers = Field(
        default=(),
        description="Add corporate identifier to device: Manufacturer,Model,Serial of each. "
        "Others are left alone. The default is none.",
    )

    def value(self) -> TenantPlan:
        """Make the objects, those that others imply among them."""
        spelling = Spelling()
        spelling.learn(Ref.GROUP, self.groups)
        spelling.learn(Ref.APP, self.apps)
        spelling.learn(Ref.SCRIPT, self.scripts)
        groups = [each.value(key, spelling) for key, each in self.groups.items()]
        policies = [each.value(key, spelling) for key, each in self.preparation_policies.items()]
        return TenantPlan(
            objects=(
                *_owners_of(groups),
                *groups,
                *self._single(spelling),
                *assigned_of(Kind.APP, self.apps, policies, spelling),
                *assigned_of(Kind.SCRIPT, self.scripts, policies, spelling),
                *(page.value(key, spelling) for key, page in self.enrollment_status_pages.items()),
                *(each.value(key, spelling) for key, each in self.deployment_profiles.items()),
                *policies,
            )
        )

    def _single(self, spelling: Spelling) -> Iterator[Wanted]:
        if self.device_registration and (said := self.device_registration.value(spelling)).fields:
            yield said
        if self.automatic_enrolment:
            yield self.automatic_enrolment.value(spelling)
        if self.corporate_identifiers:
            yield identifiers_of(self.corporate_identifiers)


def _owners_of(groups: Iterable[Wanted]) -> Iterator[Wanted]:
    """Want the app that owns groups, once."""
    if any(PROVISIONING_CLIENT in group.fields["owners"] for group in groups):
        yield Wanted(
            kind=Kind.SERVICE_PRINCIPAL,
            key=PROVISIONING_CLIENT,
            name=PROVISIONING_CLIENT,
            fields={"app_id": PROVISIONING_CLIENT_APP_ID},
        )

"""Objects of Intune's as a flight plan wants them, and groups that they are for."""

from collections.abc import Mapping, Sequence
from typing import Any

from shared.domain.setup import PROVISIONING_CLIENT, Kind, Ref, Wanted
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Part, Seen
from shared.tenant.parts.groups import Groups
from shared.tenant.parts.service_principals import ServicePrincipals
from tests.contract.tenants import World
from tests.setting_up import a_group, set_up, the_client

PAGE: Mapping[str, Any] = {
    "description": "",
    "show_installation_progress": True,
    "block_device_setup_retry_by_user": False,
    "allow_device_reset_on_install_failure": True,
    "allow_log_collection_on_install_failure": True,
    "custom_error_message": "Ask the service desk.",
    "install_progress_timeout_in_minutes": 90,
    "allow_device_use_on_install_failure": False,
    "track_install_progress_for_autopilot_only": True,
    "disable_user_status_tracking_after_first_user": True,
    "install_quality_updates": False,
    "allow_non_blocking_app_installation": False,
    "selected_mobile_apps": [],
    "role_scope_tag_ids": ["0"],
    "assignments": [],
}
OOBE: Mapping[str, Any] = {
    "device_usage_type": "singleUser",
    "escape_link_hidden": True,
    "eula_hidden": True,
    "keyboard_selection_page_skipped": True,
    "privacy_settings_hidden": True,
    "user_type": "standard",
}
PROFILE: Mapping[str, Any] = {
    "description": "",
    "locale": "os-default",
    "device_name_template": "GC-%RAND:5%",
    "device_type": "windowsPc",
    "preprovisioning_allowed": False,
    "hardware_hash_extraction_enabled": True,
    "role_scope_tag_ids": ["0"],
    "out_of_box_experience_setting": OOBE,
    "assignments": [],
}
POLICY: Mapping[str, Any] = {
    "description": "",
    "deployment_mode": "standard",
    "deployment_type": "userDriven",
    "join_type": "entraJoined",
    "account_type": "standardUser",
    "timeout_in_minutes": 60,
    "custom_error_message": "Contact your organization's support person for help.",
    "allow_skip": False,
    "allow_diagnostics": True,
    "device_group": None,
    "apps": [],
    "scripts": [],
    "role_scope_tag_ids": ["0"],
    "assignments": [],
}


def a_page(key: str = "Office page", **fields: Any) -> Wanted:  # noqa: ANN401  JSON of any type
    """Want an enrolment status page that is as usual but for *fields*."""
    return _wanted(Kind.ENROLLMENT_STATUS_PAGE, key, PAGE, fields)


def a_profile(key: str = "Office profile", **fields: Any) -> Wanted:  # noqa: ANN401  JSON of any type
    """Want a deployment profile that is as usual but for *fields*."""
    return _wanted(Kind.DEPLOYMENT_PROFILE, key, PROFILE, fields)


def a_policy(key: str = "Office policy", **fields: Any) -> Wanted:  # noqa: ANN401  JSON of any type
    """Want a device-preparation policy that is as usual but for *fields*."""
    return _wanted(Kind.PREPARATION_POLICY, key, POLICY, fields)


def an_app(name: str, *groups: str, app_id: str = "") -> Wanted:
    """Want an app to be required for groups."""
    fields = {"required_for": list(groups)}
    return Wanted(kind=Kind.APP, key=name, name=name, fields=fields, id=app_id)


def a_script(name: str, *groups: str) -> Wanted:
    """Want a script to be assigned to groups."""
    return Wanted(kind=Kind.SCRIPT, key=name, name=name, fields={"assigned_to": list(groups)})


def identifiers(*texts: str) -> Wanted:
    """Want corporate identifiers."""
    kind = Kind.CORPORATE_IDENTIFIERS
    return Wanted(kind=kind, key=kind, name=kind, fields={"identifiers": list(texts)})


def _wanted(kind: Kind, key: str, usual: Mapping[str, Any], fields: dict[str, Any]) -> Wanted:
    name = fields.pop("name", key)
    object_id = fields.pop("id", "")
    return Wanted(kind=kind, key=key, name=name, fields={**usual, **fields}, id=object_id)


async def groups(world: World, *keys: str) -> Names:
    """Make assigned groups that the Intune Provisioning Client owns; answers their names."""
    names = Names()
    client = the_client()
    await set_up(ServicePrincipals(), world.objects, client, names=names)
    wanted = [a_group(key, owners=[PROVISIONING_CLIENT]) for key in keys]
    await set_up(Groups(), world.objects, *wanted, names=names)
    return names


async def everything(part: Part, world: World) -> Seen:
    """Look for all there is of a kind, as an export does."""
    return await part.look(Look(objects=world.objects, names=Names(), whole=True))


def group_id(names: Names, group: str) -> str:
    """Say which id a group has."""
    return names.id_of(Ref.GROUP, group)


def assigned(*groups: str, **other: Any) -> Sequence[Mapping[str, Any]]:  # noqa: ANN401  JSON
    """Assign to groups, each in the same way."""
    return [{"group": each, **other} for each in groups]

"""Any valid section ``tenant`` of a flight plan, as plain data."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

type Raw = dict[str, Any]

# What YAML of one kind or another takes for something else than a string.
TRAPS = (
    "yes", "No", "on", "null", "~", "1e3", "0x1F", "0o17", "1_000", "12:30:45", "2026-01-05", "y",
    "#x", "a #b", "a: b", "- a", "? a", "*a", "&a", "!a", "%a", "@a", "`a", "'", '"', "{a", "[a",
    "<<", "=", "...", "---", "|", ">", "Größe", "日本", "😀", "a\u00a0b", "a\u2028b", ".5", "+1",
)  # fmt: skip
NAMES = st.sampled_from(TRAPS) | st.text(
    st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12
).map(str.strip).filter(bool)
TEXTS = st.sampled_from(
    (*TRAPS, "", "a\nb\n", "\n", " a\n  b", "a \n", "a\r\nb", "\x85")
) | st.text(max_size=30)
# Few enough that they meet each other, in one spelling or another.
GROUPS = st.sampled_from(("office", "Office", "field", "FIELD", "elsewhere")) | NAMES
APPS = st.sampled_from(("Company Portal", "company portal", "Paint")) | NAMES
FLAGS = st.booleans()


def some(required: Mapping[str, Any] | None = None, **optional: st.SearchStrategy[Any]) -> Any:  # noqa: ANN401  a strategy of any JSON
    """Say some of the fields, and those that are *required*."""
    return st.fixed_dictionaries(dict(required or {}), optional=optional)


def each_once(names: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(names, max_size=most, unique_by=str.casefold)


def objects(fields: Any) -> st.SearchStrategy[Raw]:  # noqa: ANN401  a strategy of any JSON
    """Say some objects by their keys; what they are called is told apart by id."""

    def told_apart(said: Raw) -> Raw:
        return {key: each | {"id": f"{number}"} for number, (key, each) in enumerate(said.items())}

    keys = st.sampled_from(("office", "field", "All users and all devices")) | NAMES
    keyed = st.dictionaries(keys, fields, max_size=3).filter(
        lambda said: len({key.casefold() for key in said}) == len(said)
    )
    return keyed | keyed.map(told_apart)


def assignments(everybody: str) -> st.SearchStrategy[list[Raw]]:
    targets = (
        st.fixed_dictionaries({"group": GROUPS})
        | st.fixed_dictionaries({"exclude": GROUPS})
        | st.just({"all": everybody})
    )
    modes = st.sampled_from(("include", "exclude"))
    filtered = st.builds(
        lambda target, name, mode: target | {"filter": name, "filter_mode": mode},
        targets,
        NAMES,
        modes,
    )
    return st.lists(
        targets | filtered,
        max_size=3,
        unique_by=lambda each: str(
            each.get("group") or each.get("exclude") or "all everybody"
        ).casefold(),
    )


def ranked(said: Raw) -> Raw:
    """Give each object a priority of its own, or none to all of them."""
    return {key: each | {"priority": number} for number, (key, each) in enumerate(said.items(), 1)}


def left_alone(pages: Raw) -> Raw:
    """Let the page that every tenant has be for everybody."""
    return {
        key: {
            name: value
            for name, value in page.items()
            if key != "All users and all devices" or name not in {"assignments", "priority"}
        }
        for key, page in pages.items()
    }


TAGS = each_once(st.integers(0, 99).map(str))
RULES = st.one_of(
    st.just({}),
    st.just({"all_autopilot_devices": True}),
    st.builds(lambda word: {"group_tag": word}, st.text("aZ 1-ä[:]", min_size=1)),
    st.builds(lambda word: {"purchase_order": word}, st.text("aZ 1-ä[:]", min_size=1)),
    st.builds(
        lambda rule, state: {"rule": rule, "membership_rule_processing_state": state},
        TEXTS.filter(bool) | st.just('(device.devicePhysicalIds -any (_ -eq "[OrderID]:"))'),
        st.sampled_from(("On", "Paused")),
    ),
)
WHO = st.sampled_from(("everyone", "nobody")) | some(
    users=each_once(NAMES), groups=each_once(GROUPS)
)
GROUP = st.builds(
    lambda rule, said: rule | said,
    RULES,
    some(
        description=TEXTS,
        owners=each_once(NAMES | st.just("Intune Provisioning Client")),
        provisioning_client_owns=FLAGS,
    ),
)
PAGE = some(
    description=TEXTS,
    show_installation_progress=FLAGS,
    install_progress_timeout_in_minutes=st.integers(0, 1440),
    custom_error_message=TEXTS,
    allow_log_collection_on_install_failure=FLAGS,
    install_quality_updates=FLAGS,
    allow_non_blocking_app_installation=FLAGS,
    role_scope_tag_ids=TAGS,
    assignments=assignments("devices"),
) | some(
    {"block_device_setup_retry_by_user": st.just(False)},  # noqa: FBT003  a value of the plan
    selected_mobile_apps=each_once(APPS),
    assignments=assignments("users"),
)
PROFILE = some(
    description=TEXTS,
    locale=st.sampled_from(("", "os-default", "no", "de-DE")),
    device_name_template=st.sampled_from(("%SERIAL%", "", "PC-%RAND:5%")),
    device_type=st.sampled_from(("windowsPc", "holoLens")),
    out_of_box_experience_setting=some(
        device_usage_type=st.sampled_from(("singleUser", "shared")), eula_hidden=FLAGS
    ),
    role_scope_tag_ids=TAGS,
    assignments=assignments("devices"),
)
POLICY = some(
    device_group=GROUPS,
    deployment_mode=st.sampled_from(("standard", "enhanced")),
    timeout_in_minutes=st.integers(15, 720),
    custom_error_message=TEXTS,
    apps=each_once(APPS),
    scripts=each_once(NAMES),
    assignments=assignments("users"),
)


def _keyed(names: st.SearchStrategy[str], fields: Any) -> st.SearchStrategy[Raw]:  # noqa: ANN401  a strategy of any JSON
    return st.dictionaries(names, fields, max_size=3).filter(
        lambda said: len({key.casefold() for key in said}) == len(said)
    )


SECTIONS: st.SearchStrategy[Raw] = some(
    automatic_enrolment=st.sampled_from(({"applies_to": "none"}, {"applies_to": "all"}))
    | st.builds(
        lambda groups: {"applies_to": "selected", "groups": groups}, each_once(GROUPS).filter(bool)
    ),
    device_registration=some(
        user_device_quota=st.integers(0, 2_147_483_647),
        multi_factor_auth_configuration=st.sampled_from(("required", "notRequired")),
        allowed_to_join=WHO,
        local_admins=some(enable_global_admins=FLAGS, registering_users=WHO),
        local_admin_password=some(is_enabled=FLAGS),
    ),
    groups=objects(GROUP),
    apps=_keyed(APPS, some(required_for=each_once(GROUPS), id=st.just("123"))),
    scripts=_keyed(NAMES, some(assigned_to=each_once(GROUPS))),
    enrollment_status_pages=(objects(PAGE) | objects(PAGE).map(ranked)).map(left_alone),
    deployment_profiles=objects(PROFILE),
    preparation_policies=objects(POLICY) | objects(POLICY).map(ranked),
    corporate_identifiers=st.lists(
        st.sampled_from(("Contoso,Model 1,SN1", "Contoso,yes,1e3", "A,B,0x1F")), unique=True
    ),
)

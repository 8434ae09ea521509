"""References between the objects of a tenant: one spelling for each, by key where there is one."""

from shared.domain.setup import Fields, Kind, TenantPlan, Wanted
from shared.flightplan.tenant.section import TenantModel


def read(**sections: object) -> TenantPlan:
    return TenantModel.model_validate(sections).value()


def only(kind: Kind, plan: TenantPlan) -> Fields:
    (found,) = plan.of(kind)
    return found.fields


def assigned(groups: dict[str, object], to: str) -> object:
    profile = {"assignments": [{"group": to}]}
    plan = read(groups=groups, deployment_profiles={"p": profile})
    return only(Kind.DEPLOYMENT_PROFILE, plan)["assignments"][0]["group"]


def test_a_group_of_the_plan_is_called_by_its_key() -> None:
    groups: dict[str, object] = {"office": {"name": "Office devices", "id": "ID-1"}}

    assert assigned(groups, "office") == "office"
    assert assigned(groups, "OFFICE") == "office"
    assert assigned(groups, "office DEVICES") == "office"
    assert assigned(groups, "id-1") == "office"


def test_a_group_of_the_tenant_is_called_as_it_is_written_first() -> None:
    page = {"assignments": [{"group": "Elsewhere"}]}
    profile = {"assignments": [{"exclude": "ELSEWHERE"}]}
    plan = read(enrollment_status_pages={"p": page}, deployment_profiles={"q": profile})

    assert only(Kind.DEPLOYMENT_PROFILE, plan)["assignments"] == [{"exclude": "Elsewhere"}]


def test_a_key_counts_for_more_than_a_name() -> None:
    groups: dict[str, object] = {"a": {"name": "b", "id": "1"}, "c": {"name": "b", "id": "2"}}

    assert assigned(groups, "c") == "c"
    assert assigned(groups, "2") == "c"


def test_whatever_is_assigned_or_selected_is_called_by_its_key() -> None:
    plan = read(
        groups={"k": {"name": "Group"}},
        apps={"Paint": {"required_for": ["GROUP"]}},
        scripts={"Zone": {"assigned_to": ["GROUP"]}},
        automatic_enrolment={"applies_to": "selected", "groups": ["GROUP"]},
        device_registration={"allowed_to_join": {"groups": ["GROUP"]}},
        enrollment_status_pages={
            "p": {"block_device_setup_retry_by_user": False, "selected_mobile_apps": ["PAINT"]}
        },
        preparation_policies={
            "q": {"device_group": "GROUP", "apps": ["paint"], "scripts": ["ZONE"]}
        },
    )

    assert only(Kind.APP, plan)["required_for"] == ["k"]
    assert only(Kind.SCRIPT, plan)["assigned_to"] == ["k"]
    assert only(Kind.AUTOMATIC_ENROLMENT, plan)["groups"] == ["k"]
    assert only(Kind.DEVICE_REGISTRATION, plan)["allowed_to_join"]["groups"] == ["k"]
    assert only(Kind.ENROLLMENT_STATUS_PAGE, plan)["selected_mobile_apps"] == ["Paint"]
    policy = only(Kind.PREPARATION_POLICY, plan)
    assert (policy["device_group"], policy["apps"], policy["scripts"]) == ("k", ["Paint"], ["Zone"])


def test_a_filter_includes_unless_it_is_said_to_exclude() -> None:
    both = [
        {"group": "g", "filter": "f"},
        {"exclude": "h", "filter": "F", "filter_mode": "exclude"},
        {"all": "devices"},
    ]
    plan = read(enrollment_status_pages={"p": {"assignments": both}})

    assert only(Kind.ENROLLMENT_STATUS_PAGE, plan)["assignments"] == [
        {"group": "g", "filter": "f", "filter_mode": "include"},
        {"exclude": "h", "filter": "f", "filter_mode": "exclude"},
        {"all": "devices"},
    ]


def apps_and_scripts(plan: TenantPlan) -> list[tuple[str, object]]:
    return [(each.key, each.fields) for kind in (Kind.APP, Kind.SCRIPT) for each in plan.of(kind)]


def test_a_policy_gives_its_apps_and_scripts_to_its_device_group() -> None:
    policy = {"device_group": "devices", "apps": ["Paint"], "scripts": ["Zone"]}

    assert apps_and_scripts(read(preparation_policies={"p": policy})) == [
        ("Paint", {"required_for": ["devices"]}),
        ("Zone", {"assigned_to": ["devices"]}),
    ]


def test_what_policies_say_of_an_app_joins_what_the_plan_says_of_it() -> None:
    plan = read(
        apps={"Paint": {"id": "7", "required_for": ["office", "B"]}},
        preparation_policies={
            "p": {"device_group": "B", "apps": ["PAINT"]},
            "q": {"device_group": "c", "apps": ["paint"]},
        },
    )

    assert plan.of(Kind.APP) == (
        Wanted(
            kind=Kind.APP,
            key="Paint",
            name="Paint",
            id="7",
            fields={"required_for": ["B", "c", "office"]},
        ),
    )


def test_a_policy_without_a_device_group_gives_nobody_anything() -> None:
    assert apps_and_scripts(read(preparation_policies={"p": {"apps": ["Paint"]}})) == []


def test_the_page_of_every_tenant_has_no_assignments_and_no_priority() -> None:
    pages = {"all": {"name": "all users AND all devices"}, "mine": {"priority": 3}}
    default, mine = read(enrollment_status_pages=pages).of(Kind.ENROLLMENT_STATUS_PAGE)

    assert {"assignments", "priority"}.isdisjoint(default.fields)
    assert (mine.fields["assignments"], mine.fields["priority"]) == ([], 3)


def test_a_priority_that_nobody_said_is_left_as_it_is() -> None:
    plan = read(enrollment_status_pages={"p": {}}, preparation_policies={"q": {}})

    assert "priority" not in only(Kind.ENROLLMENT_STATUS_PAGE, plan)
    assert "priority" not in only(Kind.PREPARATION_POLICY, plan)

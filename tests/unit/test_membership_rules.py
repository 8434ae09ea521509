"""Membership rules hold of whom Microsoft's page says.

Microsoft, "Manage rules for dynamic membership groups in Microsoft Entra ID".
"""

from datetime import UTC, datetime

import pytest

from shared.domain.membership_rules import ALL_AUTOPILOT_DEVICES, of_group_tag, of_purchase_order
from shared.tenant.rules import (
    Facts,
    Owner,
    Rule,
    facts_of_autopilot_device,
    parse,
    takes_autopilot_device,
)

INTUNE = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5"
TWO_PLANS = (
    {"servicePlanId": INTUNE, "service": "SCO", "capabilityStatus": "Enabled"},
    {"servicePlanId": "efb87545", "service": "exchange", "capabilityStatus": "Suspended"},
)


@pytest.mark.parametrize(
    ("rule", "facts", "holds"),
    [
        ('user.department -eq "Sales"', {"department": "sales"}, True),
        ('user.department -eq "Sales"', {"department": "Legal"}, False),
        ('user.department -in ["50001","50002"]', {"department": "50002"}, True),
        ('user.department -notIn ["50001","50002"]', {"department": "50002"}, False),
        ("user.accountEnabled -eq true", {"accountEnabled": True}, True),
        ("user.dirSyncEnabled -eq true", {"dirSyncEnabled": False}, False),
        ('user.displayName -match "^Da.*"', {"displayName": "David"}, True),
        ('user.displayName -match "^Da.*"', {"displayName": "aDa"}, False),
        ('user.displayName -match ".*vid"', {"displayName": "David"}, True),
        ('user.displayName -match ".*vid"', {"displayName": "Da"}, False),
        ('user.city -match "ago"', {"city": "Lagos"}, True),
        ('user.mail -notEndsWith "@Contoso.com"', {"mail": "ada@contoso.com"}, False),
        ('user.mailNickname -endsWith "-vendor"', {"mailNickname": "ada-vendor"}, True),
        ("user.mail \u2013ne null", {"mail": None}, False),
        ("user.mail \u2013ne null", {"mail": "ada@contoso.com"}, True),
        ('user.department \u2013eq "Marketing" \u2013and user.country \u2013eq "US"', {}, None),
        ('user.department -eq "`"Sales`""', {"department": '"Sales"'}, True),
        (r'user.department -eq "\"Sales\""', {"department": '"Sales"'}, True),
        ("user.surname -eq 'O''Neill'", {"surname": "O'Neill"}, True),
        (
            "user.employeehiredate -le 2020-06-10T18:13:20Z",
            {"employeeHireDate": "2020-06-01"},
            True,
        ),
        (
            "user.employeehiredate -le 2020-06-10T18:13:20Z",
            {"employeeHireDate": "2021-06-01"},
            False,
        ),
        ('user.employeeHireDate -eq "2020-06-10"', {"employeeHireDate": "2020-06-10T00:00Z"}, True),
        ("user.employeeHireDate -eq 2020-06-10", {"employeeHireDate": "2020-06-11"}, False),
        (
            "user.employeeHireDate -eq 2020-06-10T12:00:00Z",
            {"employeeHireDate": "2020-06-10T14:00:00+02:00"},
            True,
        ),
        ("user.employeeHireDate -le system.now", {"employeeHireDate": "2020-06-11"}, None),
        ('user.otherMails -startsWith "ada@"', {"otherMails": ("x@y.z", "ADA@contoso.com")}, True),
        ('user.otherMails -endsWith"@contoso.com"', {"otherMails": ("x@y.z",)}, False),
        ('user.proxyAddresses -notEndsWith "@o.com"', {"proxyAddresses": ("smtp:a@o.com",)}, False),
        ('(user.proxyAddresses -any (_ -startsWith "contoso"))', {"proxyAddresses": ()}, False),
        (
            "user.assignedPlans -all (assignedPlan.servicePlanId -eq null)",
            {"assignedPlans": ()},
            True,
        ),
        (
            'user.memberof -any (group.objectId -in ["g1", "g2"])',
            {"memberOf": ({"objectId": "g2"},)},
            True,
        ),
        (
            "device.memberof -any (group.objectId -in ['g1'])",
            {"memberOf": ({"objectId": "g2"},)},
            False,
        ),
        ('Direct Reports for "aaaa"', {"manager": "AAAA"}, True),
        ('Direct Reports for "aaaa"', {"manager": None}, False),
        ("user.objectId -ne null", {"objectId": "1"}, True),
        (
            '(user.objectId -ne null) -and (user.userType -eq "Member")',
            {"objectId": "1", "userType": "Guest"},
            False,
        ),
        (
            '(user.extensionAttribute15 -eq "Marketing")',
            {"extensionAttribute15": "marketing"},
            True,
        ),
        (
            'user.extension_c272a57b722d4eb29bfe327874ae79cb_OfficeNumber -eq "123"',
            {"extension_c272a57b722d4eb29bfe327874ae79cb_OfficeNumber": "123"},
            True,
        ),
        ('device.deviceOSVersion -startsWith "10.0.1"', {"deviceOSVersion": "10.0.19045"}, True),
        (
            '(device.deviceOSType -eq "iPad") -or (device.deviceOSType -eq "iOS")',
            {"deviceOSType": "iOS"},
            True,
        ),
        ('device.systemLabels -startsWith "M365Managed"', {"systemLabels": ("M365Managed",)}, True),
        ("device.isRooted eq true", {"isRooted": True}, True),
    ],
)
def test_microsofts_examples_hold_of_whom_they_mean(
    rule: str, facts: Facts, *, holds: bool | None
) -> None:
    assert parse(rule).holds(facts) is holds


@pytest.mark.parametrize(("status", "holds"), [("Enabled", True), ("Suspended", False)])
def test_a_condition_on_an_item_looks_at_all_fields_of_one_item(
    status: str, *, holds: bool
) -> None:
    rule = parse(
        f'user.assignedPlans -any (assignedPlan.servicePlanId -eq "{INTUNE}"'
        f' -and assignedPlan.capabilityStatus -eq "{status}")'
    )

    assert rule.holds({"assignedPlans": TWO_PLANS}) is holds


@pytest.mark.parametrize(
    ("rule", "department", "holds"),
    [
        ('user.city -eq "B" -or user.city -eq "A" -and user.department -eq "S"', "X", False),
        ('user.city -eq "A" -or user.city -eq "B" -and user.department -eq "S"', "X", True),
        ('(user.city -eq "A" -or user.city -eq "B") -and user.department -eq "S"', "X", False),
        ('-not user.city -eq "B" -and user.department -eq "S"', "S", True),
        ('-not (user.city -eq "A" -and user.department -eq "S")', "S", False),
        ('user.department -eq "S" -and -not (user.city -startsWith "A")', "S", False),
        ('not not user.city eq "A"', "S", True),
    ],
)
def test_not_binds_before_and_which_binds_before_or(
    rule: str, department: str, *, holds: bool
) -> None:
    assert parse(rule).holds({"city": "A", "department": department}) is holds


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ('user.city -eq "A" -or user.mail -eq "x"', True),
        ('user.city -eq "A" -and user.mail -eq "x"', None),
        ('user.city -eq "B" -and user.mail -eq "x"', False),
        ('user.city -eq "B" -or user.mail -eq "x"', None),
        ('-not user.mail -eq "x"', None),
        ('user.proxyAddresses -any (_ -eq "x")', None),
        (r'user.city -match "^\p{Lu}"', None),
        ("user.employeeHireDate -le system.now", None),
    ],
)
def test_what_the_facts_leave_open_cannot_be_told(rule: str, *, holds: bool | None) -> None:
    assert parse(rule).holds({"city": "A"}) is holds


@pytest.mark.parametrize(
    ("hired", "holds"), [("2026-06-02T00:00:00Z", True), ("2026-06-01T00:00:00Z", False)]
)
def test_the_present_moment_is_told_by_the_caller(hired: str, *, holds: bool) -> None:
    rule = parse("user.employeehiredate -ge system.now -plus p1d")

    noon = datetime(2026, 6, 1, tzinfo=UTC)

    assert rule.holds({"employeeHireDate": hired}, now=noon) is holds


def test_a_rule_names_what_it_is_about_and_which_properties_decide() -> None:
    rule = parse('user.city -eq "A" -or user.proxyAddresses -any (_ -contains "x")')

    assert (rule.about, rule.mentions) == (Owner.USER, frozenset({"city", "proxyAddresses"}))


def test_two_spellings_of_one_rule_are_equal() -> None:
    one = parse('(Device.devicephysicalids -any _ -EQ "[OrderID]:A") and device.isrooted eq False')
    other = parse(
        'device.devicePhysicalIds -any (_ -eq "[OrderID]:A") -and (device.isRooted -eq false)'
    )

    assert one == other


# Microsoft, "Create device groups for Windows Autopilot": the three rules of the tutorials.
@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (parse(ALL_AUTOPILOT_DEVICES), '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'),
        (
            parse(of_group_tag("179887111881")),
            '(device.devicePhysicalIds -any (_ -eq "[OrderID]:179887111881"))',
        ),
        (
            parse(of_purchase_order("76222342342")),
            '(device.devicePhysicalIds -any (_ -eq "[PurchaseOrderId]:76222342342"))',
        ),
    ],
)
def test_the_tutorials_three_rules_are_made_as_microsoft_writes_them(rule: Rule, text: str) -> None:
    assert rule.text == text


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (parse(ALL_AUTOPILOT_DEVICES), True),
        (parse(of_group_tag("engineer")), True),
        (parse(of_group_tag("OFFICE")), False),
        (parse(of_purchase_order("4711")), True),
        (parse(of_purchase_order("4712")), False),
        (parse('device.displayName -eq "PC"'), None),
    ],
)
def test_a_registered_device_lands_where_its_tag_and_order_say(
    rule: Rule, *, holds: bool | None
) -> None:
    facts = facts_of_autopilot_device("ENGINEER", "4711")

    assert rule.holds(facts) is holds


@pytest.mark.parametrize(
    ("rule", "takes"),
    [
        (parse(of_group_tag("ENGINEER")), True),
        (parse(of_group_tag("OFFICE")), False),
        (parse(of_purchase_order("4711")), None),
        (parse('user.department -eq "Sales"'), False),
    ],
)
def test_what_a_registered_device_was_bought_with_is_not_known_beforehand(
    rule: Rule, *, takes: bool | None
) -> None:
    assert takes_autopilot_device(rule, "ENGINEER") is takes

"""The requests that make a group, as "Create group" and "Update group" show them."""

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.object_requests import Method, ObjectRequest
from shared.domain.operations import Operation
from shared.domain.setup import Kind, Present, Ref
from shared.tenant.naming.names import Names
from shared.tenant.naming.nicknames import nickname
from shared.tenant.parts.group_moves import creation
from shared.tenant.parts.groups import Groups
from tests.setting_up import a_group

RULE = '(device.devicePhysicalIDs -any (_ -startsWith "[ZTDid]"))'
# "Create group": what a mail nickname may not hold.
FORBIDDEN = frozenset('@()\\[]";:.<>, ')


def test_a_dynamic_group_is_created_with_its_rule_on() -> None:
    wanted = a_group("all", name="All Autopilot", description="All of them", membership_rule=RULE)

    assert creation(wanted).request.body == {
        "displayName": "All Autopilot",
        "description": "All of them",
        "mailEnabled": False,
        "mailNickname": "AllAutopilot",
        "securityEnabled": True,
        "groupTypes": ["DynamicMembership"],
        "membershipRule": RULE,
        "membershipRuleProcessingState": "On",
    }


def test_nobody_is_made_an_owner_with_the_creation() -> None:
    wanted = a_group("all", owners=["robin@contoso.com"])

    assert not any("owner" in name for name in creation(wanted).request.body or {})


def test_the_creation_says_what_a_person_does_instead() -> None:
    by_hand = creation(a_group("all", name="Office")).by_hand

    assert by_hand is not None
    assert by_hand.page == "Microsoft Entra admin center > Groups > All groups > New group"
    assert by_hand.does == "Create the security group 'Office': an assigned one, with no roles."


def test_an_empty_description_is_taken_away_by_null() -> None:
    there = Present(
        kind=Kind.GROUP, id="1", name="Office", fields={**a_group("x").fields, "description": "Old"}
    )

    (move,) = Groups().moves(a_group("office", name="Office"), there, Names())

    assert (move.request.method, move.request.body) == (Method.PATCH, {"description": None})


def test_an_owner_is_added_by_the_address_of_the_cloud_that_is_asked() -> None:
    names = Names()
    names.learn(Ref.USER, "robin@contoso.com", "7")
    there = Present(kind=Kind.GROUP, id="1", name="office", fields=a_group("x").fields)
    (move,) = Groups().moves(a_group("office", owners=["robin@contoso.com"]), there, names)

    assert move.request.body_at("https://graph.microsoft.us") == {
        "@odata.id": "https://graph.microsoft.us/v1.0/directoryObjects/7"
    }


def test_a_body_without_an_address_goes_as_it_is() -> None:
    request = ObjectRequest(operation=Operation.WRITE_GROUPS, path="/v1.0/groups", body={"a": 1})

    assert request.body_at("https://graph.microsoft.us") == {"a": 1}
    assert ObjectRequest(operation=Operation.GROUPS, path="/v1.0/groups").body_at("x") is None


@given(st.text(max_size=300))
def test_every_name_has_a_nickname_that_graph_takes(name: str) -> None:
    made = nickname(name)

    assert 0 < len(made) <= 64
    assert made.isascii()
    assert made.isprintable()
    assert FORBIDDEN.isdisjoint(made)
    assert nickname(name) == made


def test_names_that_differ_in_what_a_nickname_cannot_hold_have_different_ones() -> None:
    names = ["Büro", "Buro", "東京", "大阪", "Office (1)", "Office 1", "", "x" * 300, "x" * 301]

    assert len({nickname(name) for name in names}) == len(names)


def test_a_nickname_stays_what_it_was() -> None:
    assert nickname("Autopilot Office") == "AutopilotOffice"
    assert nickname("Büro") == "Buro-96eecebc"

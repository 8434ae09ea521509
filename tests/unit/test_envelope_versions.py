"""Bytes of other versions, of other writers, and of nobody."""

import json

import pytest

from shared.domain.commands import AssignUser
from shared.domain.errors import Malformed, Reason, TooNew
from shared.runtime.envelope import LARGEST, VERSION, decode, encode, first

STEP = first(AssignUser(serials=("SN-1",)), origin="here", correlation="C-1")
CLOUD_EVENT = {
    "specversion": "1.0",
    "id": "1",
    "source": "/hr/adele.vance@contoso.com",
    "type": "hire.created",
    "data": {},
}
GRID_EVENT = {"id": "1", "eventType": "Made", "eventTime": "2026-01-05", "subject": "x", "data": {}}
NOTIFICATION = {"subscriptionId": "1", "changeType": "updated", "resource": "users/1"}
ALERT = {"schemaId": "azureMonitorCommonAlertSchema", "data": {}}
MASS_TRANSIT = {"messageId": "1", "messageType": ["urn:message:Made"], "message": {}}


def written(**changed: object) -> bytes:
    return json.dumps(json.loads(encode(STEP)) | changed).encode()


def refused(body: bytes) -> Reason:
    with pytest.raises(Malformed) as caught:
        decode(body)
    return caught.value.reason


def test_what_an_earlier_release_wrote_is_still_read() -> None:
    earlier = json.loads(encode(STEP)) | {"version": 1}
    del earlier["trace"]

    assert decode(json.dumps(earlier).encode()) == STEP


@pytest.mark.parametrize(
    "changed",
    [
        {"version": VERSION + 1},
        {"version": VERSION + 9, "command": "SellDevices", "fields": 7, "tries": "many"},
        {"command": "SellDevices"},
    ],
)
def test_what_a_newer_release_wrote_is_left_to_it(changed: dict[str, object]) -> None:
    with pytest.raises(TooNew):
        decode(written(**changed))


def test_a_version_that_is_no_longer_read_says_how_to_ask_again() -> None:
    reason = refused(written(version=0))

    assert (reason.code, reason.evidence["version"]) == ("message-too-old", "0")
    assert reason.remedy.startswith("Send the notice, the hire or the request again")


def test_a_command_that_only_an_earlier_release_knew_is_too_old() -> None:
    assert refused(written(version=1, command="SellDevices")).code == "message-too-old"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 40,
        b"\xff\xfe{",
        b"{",
        b"NaN",
        encode(STEP).replace(b'"tries":1', b'"tries":NaN'),
        b"[" * 100_000 + b"]" * 100_000,
        b"1" * 5_000,
    ],
)
def test_bytes_that_are_no_json_are_malformed(body: bytes) -> None:
    assert refused(body).code == "message-malformed"


def test_a_string_of_an_old_dot_net_library_is_known_by_its_beginning() -> None:
    reason = refused(b"@\x06string\x083http://schemas.microsoft.com/2003/10/Serialization/\x98{}")

    assert "an old .NET library" in reason.sentence


@pytest.mark.parametrize("changed", [{"fields": {"serials": 1}}, {"tries": 0}, {"tries": None}])
def test_an_envelope_with_wrong_contents_is_damaged(changed: dict[str, object]) -> None:
    reason = refused(written(**changed))

    assert reason.code == "message-malformed"
    assert reason.sentence.startswith("The message is built like a command of Groundcrew's")


@pytest.mark.parametrize(
    ("content", "whose"),
    [
        (CLOUD_EVENT, "It looks like a CloudEvent."),
        ([GRID_EVENT], "It looks like an event of Azure Event Grid."),
        (NOTIFICATION, "It looks like a change notification of Microsoft Graph."),
        (ALERT, "It looks like an alert of Azure Monitor."),
        (MASS_TRANSIT, "It looks like a message of MassTransit."),
        ({"colour": "red"}, "Nothing in it tells whose it is."),
        ([], "Nothing in it tells whose it is."),
        ("text", "Nothing in it tells whose it is."),
        (None, "Nothing in it tells whose it is."),
    ],
)
def test_another_app_s_message_is_told_by_its_fields(content: object, whose: str) -> None:
    reason = refused(json.dumps(content).encode())

    assert reason.code == "message-foreign"
    assert whose in reason.sentence


def test_of_a_foreign_message_only_names_that_are_identifiers_are_shown() -> None:
    evidence = refused(
        json.dumps({"adele.vance@contoso.com": 1, "type": "Adele"}).encode()
    ).evidence

    assert evidence["fields"] == "type"


def test_a_message_larger_than_any_of_ours_is_not_even_read() -> None:
    reason = refused(written(colour="x" * LARGEST))

    assert reason.code == "message-oversized"
    assert reason.evidence["limit"] == str(LARGEST)

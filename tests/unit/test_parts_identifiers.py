"""What of corporate identifiers only a made-up Graph can show.

``status`` of each result, and the parameters of the action: the pages "importDeviceIdentityList"
and "importedDeviceIdentityResult resource type".
"""

from shared.domain.object_requests import Json
from shared.tenant.naming.names import Names
from shared.tenant.part import Look, Move
from shared.tenant.parts.identifiers import CorporateIdentifiers
from tests.graph_answers import Adapters, Graph, told
from tests.intune_setups import identifiers

PART = CorporateIdentifiers()
ONE, TWO = "Contoso,Contoso 13,SN-1", "Contoso,Contoso 13,SN.2"


def upload() -> Move:
    (move,) = PART.moves(identifiers(ONE, TWO), None, Names())
    return move


def test_an_upload_writes_over_what_is_there() -> None:
    line = {"importedDeviceIdentityType": "manufacturerModelSerial", "platform": "windows"}

    assert upload().request.body == {
        "importedDeviceIdentities": [
            {"importedDeviceIdentifier": "Contoso,Contoso 13,SN-1", **line},
            {"importedDeviceIdentifier": "Contoso,Contoso 13,SN2", **line},
        ],
        "overwriteImportedDeviceIdentities": True,
    }


def test_an_upload_that_was_not_taken_whole_is_a_failure_that_names_the_rest() -> None:
    results: Json = {
        "value": [
            {"importedDeviceIdentifier": ONE, "status": True},
            {"importedDeviceIdentifier": TWO, "status": False},
        ]
    }

    refusal = upload().judge(results)

    assert refusal is not None
    assert (refusal.passes, TWO in refusal.sentence, ONE in refusal.sentence) == (
        False,
        True,
        False,
    )


async def test_identifiers_of_other_types_are_not_exported() -> None:
    listed = [
        {"importedDeviceIdentifier": ONE, "importedDeviceIdentityType": "manufacturerModelSerial"},
        {"importedDeviceIdentifier": "490154203237518", "importedDeviceIdentityType": "imei"},
    ]
    objects = Adapters(Graph(told(200, {"value": listed}))).objects

    (found,) = (await PART.look(Look(objects=objects, names=Names(), whole=True))).others

    assert found.fields == {"identifiers": [ONE]}

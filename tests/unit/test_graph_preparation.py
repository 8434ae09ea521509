"""What of corporate identifiers only a made-up Graph can show.

``status`` of each result, and the parameters of the action: the pages "importDeviceIdentityList"
and "importedDeviceIdentityResult resource type".
"""

from shared.domain.errors import Refused
from shared.domain.identifiers import CorporateIdentifier
from tests.contract.tenants import the_error
from tests.graph_answers import Adapters, Graph, told

ROOT = "/beta/deviceManagement/importedDeviceIdentities"
ONE, TWO = (
    CorporateIdentifier(manufacturer="Contoso", model="Contoso 13", serial=serial)
    for serial in ("SN-1", "SN-2")
)


def a_result(identifier: CorporateIdentifier, *, status: bool) -> dict[str, object]:
    return {"importedDeviceIdentifier": identifier.text.upper(), "status": status}


async def test_an_identifier_that_was_not_taken_is_refused_alone() -> None:
    results = {"value": [a_result(ONE, status=True), a_result(TWO, status=False)]}

    failed = await Adapters(Graph(told(200, results))).preparation.import_identifiers([ONE, TWO])

    refused = the_error(failed, "SN-2")
    assert isinstance(refused, Refused)
    assert refused.reason.code == "identifier-refused"
    assert refused.reason.evidence["identifier"] == "Contoso,Contoso 13,SN-2"
    assert set(failed) == {"SN-2"}


async def test_an_upload_writes_over_what_is_there() -> None:
    graph = Graph(told(200, {"value": []}))

    await Adapters(graph).preparation.import_identifiers([ONE])

    assert graph.asked[0].url.path == f"{ROOT}/importDeviceIdentityList"
    assert graph.body() == {
        "importedDeviceIdentities": [
            {
                "importedDeviceIdentifier": "Contoso,Contoso 13,SN-1",
                "importedDeviceIdentityType": "manufacturerModelSerial",
                "platform": "windows",
            }
        ],
        "overwriteImportedDeviceIdentities": True,
    }


async def test_what_intune_spells_in_other_letters_is_listed_all_the_same() -> None:
    graph = Graph(told(200, {"value": [a_result(ONE, status=True)]}))

    listed = await Adapters(graph).preparation.identifiers([ONE, TWO])

    assert listed == {"SN-1": True, "SN-2": False}
    assert graph.asked[0].url.path == f"{ROOT}/searchExistingIdentities"

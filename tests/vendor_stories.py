"""What each preset's vendor sends of one person, so that their laptop can find them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.domain.calls import Answered, Call
from shared.domain.sources import OWN
from shared.flightplan.sources import presets
from tests.hr_systems import KINDS, SAMPLES

EVENT = "application/cloudevents+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorStory:
    """A recorded payload and the employee id in it; blank: the source sends events of ours.

    Of the list *of* the first *keep* entries are sent: those after them speak of others,
    or take the word back.  *later*: the vendor does not know the account, which follows.
    """

    sample: str = ""
    employee_id: str = ""
    of: str = ""
    keep: int = 1
    later: bool = False


STORIES: Mapping[str, VendorStory] = {
    OWN.name: VendorStory(),
    "bamboohr": VendorStory(sample="created.json", employee_id="67890"),
    "bamboohr-fields": VendorStory(sample="batch.json", employee_id="501", of="employees", keep=2),
    "entra": VendorStory(),
    "entra-lifecycle-workflows": VendorStory(
        sample="not-waiting.json", employee_id="d7f0a1b2-1c2d-4e3f-8a9b-0c1d2e3f4a5b"
    ),
    "finch": VendorStory(
        sample="individual-created.json", employee_id="e8b90071-0c11-471c-86e8-e303ef2f6782"
    ),
    "github": VendorStory(),
    "greenhouse": VendorStory(sample="updated.json", employee_id="1234567"),
    "greenhouse-recruiting": VendorStory(sample="hired.json", employee_id="37031511", later=True),
    "hibob": VendorStory(sample="created.json", employee_id="3332883854254932743"),
    "merge": VendorStory(sample="added.json", employee_id="0958cbc6-6040-430a-848e-aafacbadf4ae"),
    "middleware": VendorStory(sample="joiner.json", employee_id="4711"),
    "paylocity": VendorStory(),
    "personio": VendorStory(sample="person-created.json", employee_id="8812"),
    "rippling": VendorStory(sample="hired.form", employee_id="6401"),
    "scim": VendorStory(sample="bulk-upload.json", employee_id="701984", of="Operations"),
    "standard-webhooks": VendorStory(),
    "standard-webhooks-ed25519": VendorStory(),
    "successfactors": VendorStory(sample="events.json", employee_id="103172", of="events"),
    "workday": VendorStory(sample="events.json", employee_id="21010", of="events"),
}


def upn_of(name: str) -> str:
    """The person whom a source speaks of."""
    return f"{name}@contoso.com"


def serial_of(name: str) -> str:
    """Their laptop."""
    return f"SN-{name}".upper()


def employee_of(name: str) -> str:
    return STORIES[name].employee_id or f"EMP-{name}"


def is_thin(name: str) -> bool:
    """Whether the vendor's API has to be asked what its event means."""
    return "fetch" in (presets().get(name, {}).get("hires") or {})


def body_of(name: str) -> bytes:
    """What the source sends of its person."""
    story = STORIES[name]
    if not story.sample:
        return hire_event(employee_of(name), upn_of(name))
    content = (SAMPLES / name / story.sample).read_bytes()
    if story.of:
        document = json.loads(content)
        document[story.of] = document[story.of][: story.keep]
        content = json.dumps(document).encode()
    return content.replace(b"ada@example.com", upn_of(name).encode())


def kind_of(name: str) -> str:
    """The content type of what the source sends."""
    sample = STORIES[name].sample
    return KINDS[Path(sample).suffix] if sample else EVENT


def hire_event(employee_id: str, upn: str) -> bytes:
    data = {"employee_id": employee_id, "user_principal_name": upn, "start_date": "2027-01-04"}
    event = {
        "specversion": "1.0",
        "type": "hire.changed",
        "source": "/tests",
        "id": f"hire-{employee_id}",
        "data": data,
    }
    return json.dumps(event).encode()


async def greenhouse(_: Call) -> Answered:
    """Answer as the sample of Greenhouse's API does, whoever asks."""
    answer = (SAMPLES / "greenhouse" / "fetched.json").read_bytes()
    return Answered(
        status=200,
        headers={"content-type": "application/json"},
        body=answer.replace(b"ada@example.com", upn_of("greenhouse").encode()),
    )

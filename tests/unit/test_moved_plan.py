"""A flight plan whose HR systems are asked on this machine."""

from pathlib import Path

import yaml

from shared import flightplan
from shared.domain.hire_formats import FetchBack
from simulator.vendors.moved_plan import write_moved_plan

PLAN = """
personas: {office: {groups: [{name: Laptops}]}}
default_persona: office
sources:
  groundcrew: {takes: [hr], verifier: {key: {}}, secrets: [KEY]}
  people:
    preset: personio
    verifier: {key: {}, signature: null}
    takes: [hr]
    secrets: [KEY]
    credentials: PEOPLE_API
  own:
    takes: [hr]
    verifier: {key: {}}
    secrets: [KEY]
    credentials: OWN_API
    hires:
      type: type
      types: {hired: created}
      fields: {employee_id: id}
      fetch: {url: "https://hr.example/{employee_id}", per_minute: 7}
"""


def fetches_of(path: Path) -> dict[str, FetchBack | None]:
    sources = flightplan.load(path).sources
    return {name: each.hires.fetch if each.hires else None for name, each in sources.items()}


def test_the_addresses_of_presets_and_of_the_plan_are_moved_and_nothing_else(
    tmp_path: Path,
) -> None:
    original = tmp_path / "flightplan.yaml"
    original.write_text(PLAN, encoding="utf-8")

    fetches = fetches_of(write_moved_plan(original, tmp_path / "moved.yaml", "http://127.0.0.1:7"))

    people, own = fetches["people"], fetches["own"]
    assert people is not None
    assert own is not None
    (further,) = people.more.values()
    assert {url.split("/v2/")[0] for url in (people.url, people.token_url, further.url)} == {
        "http://127.0.0.1:7/api.personio.de"
    }
    assert (own.url, own.per_minute) == ("http://127.0.0.1:7/hr.example/{employee_id}", 7)
    assert yaml.safe_load(PLAN)["sources"]["groundcrew"] == {
        "takes": ["hr"],
        "verifier": {"key": {}},
        "secrets": ["KEY"],
    }
    assert fetches["groundcrew"] is None

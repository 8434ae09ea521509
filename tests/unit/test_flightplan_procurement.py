"""What a source may use and how it writes EDI, as the flight plan says it."""

import pytest

from shared.domain.errors import Misconfigured
from shared.domain.sources import Edi, MayUse, Source
from shared.flightplan import parse

PLAN = """\
default_persona: office
personas:
  office:
    groups:
      - name: Autopilot Office
sources:
  tailspin:
    takes: [procurement]
    verifier:
      key: {}
    secrets: [TAILSPIN_KEY]
"""


def a_source(*lines: str) -> Source:
    return parse(PLAN + "".join(f"    {line}\n" for line in lines), "plan.yaml").sources["tailspin"]


def test_a_source_may_use_anything_and_writes_edi_the_usual_way() -> None:
    source = a_source()

    assert (source.may_use, source.edi) == (MayUse(), Edi())


def test_a_source_is_held_to_what_the_plan_says() -> None:
    source = a_source("may_use:", "  personas: [office]", "  group_tags: []")

    assert source.may_use == MayUse(personas=frozenset({"office"}), group_tags=frozenset())


def test_a_source_s_edi_is_what_the_plan_says() -> None:
    source = a_source(
        "edi:",
        '  serial_qualifiers: ["MAN*SM"]',
        "  model_qualifiers: [PID]",
        "  locations: {DE-1: Munich}",
        "  time_zone: America/Chicago",
    )

    assert source.edi == Edi(
        serial_qualifiers=("MAN*SM",),
        model_qualifiers=("PID",),
        locations={"DE-1": "Munich"},
        time_zone="America/Chicago",
    )


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("  serial_qualifiers: [SE]", "plan.yaml:13: sources.tailspin.edi.serial_qualifiers.0"),
        ("  serial_qualifiers: []", "plan.yaml:13: sources.tailspin.edi.serial_qualifiers"),
        ("  time_zone: Mars/Olympus", "no time zone that this machine knows: Mars/Olympus"),
        ("  time_zone: /etc/passwd", "no time zone that this machine knows"),
        ("  colour: red", "plan.yaml:13: sources.tailspin.edi.colour"),
    ],
)
def test_what_cannot_be_is_named(line: str, named: str) -> None:
    with pytest.raises(Misconfigured) as wrong:
        a_source("edi:", line)

    assert named in wrong.value.reason.sentence

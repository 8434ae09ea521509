"""What fits just so is no fault; one more is."""

import pytest

from shared.domain.setup import Wanted
from shared.tenant.lint import Code, lint
from tests.sections import FIELD, TO_BOTH, flight_plan, group, page, policy, profile, to

POLICY = "Field Device Preparation"


def items(count: int) -> list[str]:
    return [f"Item {number}" for number in range(count)]


def prepared(field: str, value: object) -> Wanted:
    return policy(POLICY, to(FIELD), **{field: value})


def waited(field: str, value: object) -> Wanted:
    return page("Page", *TO_BOTH, **{field: value})


def named(template: str) -> Wanted:
    return profile("Profile", *TO_BOTH, device_name_template=template)


@pytest.mark.parametrize(
    ("fits", "does_not", "code"),
    [
        (group("G", name="x" * 256), group("G", name="x" * 257), Code.TEXT_TOO_LONG),
        (profile("x" * 200, to("K")), profile("x" * 201, to("K")), Code.TEXT_TOO_LONG),
        (
            profile("Profile", *TO_BOTH, description="x" * 1500),
            profile("Profile", *TO_BOTH, description="x" * 1501),
            Code.TEXT_TOO_LONG,
        ),
        (
            waited("custom_error_message", "x" * 10_000),
            waited("custom_error_message", "x" * 10_001),
            Code.TEXT_TOO_LONG,
        ),
        (
            prepared("custom_error_message", "x" * 1000),
            prepared("custom_error_message", "x" * 1001),
            Code.TEXT_TOO_LONG,
        ),
        (
            prepared("timeout_in_minutes", 15),
            prepared("timeout_in_minutes", 14),
            Code.NUMBER_OUT_OF_RANGE,
        ),
        (
            prepared("timeout_in_minutes", 720),
            prepared("timeout_in_minutes", 721),
            Code.NUMBER_OUT_OF_RANGE,
        ),
        (
            waited("install_progress_timeout_in_minutes", 1),
            waited("install_progress_timeout_in_minutes", 0),
            Code.NUMBER_OUT_OF_RANGE,
        ),
        (
            waited("install_progress_timeout_in_minutes", 1440),
            waited("install_progress_timeout_in_minutes", 1441),
            Code.NUMBER_OUT_OF_RANGE,
        ),
        (prepared("apps", items(25)), prepared("apps", items(26)), Code.TOO_MANY),
        (prepared("scripts", items(10)), prepared("scripts", items(11)), Code.TOO_MANY),
        (
            waited("selected_mobile_apps", items(100)),
            waited("selected_mobile_apps", items(101)),
            Code.TOO_MANY,
        ),
        (named("LAPTOP-%RAND:8%"), named("LAPTOP-%RAND:9%"), Code.TEMPLATE_TOO_LONG),
        (named("FIFTEENLETTERSX"), named("SIXTEENLETTERSXX"), Code.TEMPLATE_TOO_LONG),
        (named("FOURTEENLETTER%SERIAL%"), named("FIFTEENLETTERSX%SERIAL%"), Code.TEMPLATE_TOO_LONG),
        (named("EIGHT--8%SERIAL%"), named("NINE----9%SERIAL%"), Code.TEMPLATE_SERIAL_CUT),
        (named("4%SERIAL%"), named("4%RAND:3%"), Code.TEMPLATE_DIGITS),
        (named("A1-%RAND:3%"), named("A1_%RAND:3%"), Code.TEMPLATE_CHARACTERS),
        (named("%RAND:10%A"), named("%RAND:100%A"), Code.TEMPLATE_MACRO),
        (
            profile('Ä 1:"?.@$&_[]{}|\\', to("K")),
            profile("A-1", to("K")),
            Code.PROFILE_NAME_CHARACTERS,
        ),
    ],
)
def test_what_fits_just_so_is_no_fault_and_one_more_is(
    fits: Wanted, does_not: Wanted, code: Code
) -> None:
    assert code not in {each.code for each in lint(flight_plan(fits))}
    assert code in {each.code for each in lint(flight_plan(does_not))}

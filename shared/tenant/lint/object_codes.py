"""What is told of the findings on objects of the section."""

from collections.abc import Mapping

from shared.tenant.lint.codes import About, Code, Level

OBJECT_CODES: Mapping[Code, About] = {
    Code.RULE_REFUSED: About(
        Level.ERROR,
        "Microsoft Entra ID would not take the membership rule of a group.",
        "Correct the rule at the character that the finding names.",
    ),
    Code.RULE_KIND: About(
        Level.ERROR,
        "A group of people stands where devices are meant, or the other way round.",
        "Name a group whose rule is about the right kind, or change its rule.",
    ),
    Code.RULE_TAG_UNKNOWN: About(
        Level.HINT,
        "A rule asks for a group tag that no persona has.",
        "Compare the spelling with the personas' group tags.",
    ),
    Code.NAME_AMBIGUOUS: About(
        Level.ERROR,
        "Several objects have the name by which one is meant.",
        "Say the id of the one that is meant, or give the others another name.",
    ),
    Code.REFERENCE_UNKNOWN: About(
        Level.ERROR,
        "Something is named that is not in the flight plan and was not found in the tenant.",
        "Correct the name, or set the object up first.",
    ),
    Code.TEXT_TOO_LONG: About(
        Level.ERROR, "A text is longer than the tenant takes.", "Shorten it."
    ),
    Code.NUMBER_OUT_OF_RANGE: About(
        Level.ERROR,
        "A number is smaller or larger than the tenant takes.",
        "Choose one within the range.",
    ),
    Code.TOO_MANY: About(
        Level.ERROR,
        "A list has more items than the tenant takes.",
        "Keep those that must be there before the person starts; assign the rest without it.",
    ),
    Code.PROFILE_NAME_CHARACTERS: About(
        Level.WARNING,
        "The name of a deployment profile has a character, such as a hyphen, which Intune "
        "answers with a bare 500 (observed by others: CIPP).",
        'Write it with letters, digits, blanks and any of : " ? . @ $ & _ [ ] { } \\ only.',
    ),
    Code.TEMPLATE_TOO_LONG: About(
        Level.ERROR,
        "The device names that a template makes have more than 15 characters.",
        "Shorten the fixed part, or ask %RAND:x% for fewer digits.",
    ),
    Code.TEMPLATE_CHARACTERS: About(
        Level.ERROR,
        "A name template has characters that no device name may have.",
        "Use letters, digits and hyphens.",
    ),
    Code.TEMPLATE_MACRO: About(
        Level.ERROR,
        "A name template has a macro that Autopilot does not know.",
        "Write %SERIAL%, or %RAND:x% with the number of digits for x, in capitals.",
    ),
    Code.TEMPLATE_DIGITS: About(
        Level.ERROR,
        "A name template makes names of digits alone.",
        "Put a letter into the fixed part.",
    ),
    Code.TEMPLATE_SERIAL_CUT: About(
        Level.HINT,
        "A name template leaves little room for the serial number.",
        "Shorten the fixed part, so that names stay apart.",
    ),
    Code.TEMPLATE_SAME_NAME: About(
        Level.WARNING,
        "A name template without a macro gives every device one name.",
        "Add %SERIAL% or %RAND:x%.",
    ),
    Code.ASSIGNED_TO_NOBODY: About(
        Level.HINT,
        "An object is assigned to nobody, so that it does nothing.",
        "Name a group in its assignments.",
    ),
    Code.ALL_DEVICES_BUT: About(
        Level.ERROR,
        "A deployment profile is for all devices but some, which Autopilot does not support.",
        "Assign it to a group of all Autopilot devices and exclude from that.",
    ),
    Code.PAGE_BLOCKS_USERS: About(
        Level.WARNING,
        "An enrolment status page is assigned to people and waits for apps; the device phase "
        "ignores what is assigned to people.",
        "Assign it to a group of devices.",
    ),
    Code.PRIORITY_TWICE: About(
        Level.WARNING,
        "Two objects of one kind ask for the same priority.",
        "Give each a priority of its own; 1 comes first.",
    ),
    Code.PRIORITY_BEYOND: About(
        Level.WARNING,
        "An object asks for a place that Intune does not have: it counts 1, 2, 3 without gaps, "
        "so that the priority is never seen there.",
        "Number the objects from 1 on, without gaps.",
    ),
}

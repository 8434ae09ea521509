"""Every code of the lint: what it means, how much it matters, and what to do.

``docs/tenant-lint.md`` has the same table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters.

    An *error* makes a deployment or the application of the section fail; a *warning*
    does so under circumstances that the lint cannot see; a *hint* is good to know.
    """

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Code(StrEnum):
    """A stable name for a finding."""

    RULE_REFUSED = "rule-refused"
    RULE_KIND = "rule-kind"
    RULE_TAG_UNKNOWN = "rule-tag-unknown"
    NAME_AMBIGUOUS = "name-ambiguous"
    REFERENCE_UNKNOWN = "reference-unknown"
    TEXT_TOO_LONG = "text-too-long"
    NUMBER_OUT_OF_RANGE = "number-out-of-range"
    TOO_MANY = "too-many"
    PROFILE_NAME_CHARACTERS = "profile-name-characters"
    TEMPLATE_TOO_LONG = "template-too-long"
    TEMPLATE_CHARACTERS = "template-characters"
    TEMPLATE_MACRO = "template-macro"
    TEMPLATE_DIGITS = "template-digits"
    TEMPLATE_SERIAL_CUT = "template-serial-cut"
    TEMPLATE_SAME_NAME = "template-same-name"
    ASSIGNED_TO_NOBODY = "assigned-to-nobody"
    ALL_DEVICES_BUT = "all-devices-but"
    PAGE_BLOCKS_USERS = "page-blocks-users"
    PRIORITY_TWICE = "priority-twice"
    PERSONA_GROUP_MISSING = "persona-group-missing"
    PERSONA_GROUP_MEMBERSHIP = "persona-group-membership"
    PERSONA_GROUP_RULE = "persona-group-rule"
    PERSONA_TAG_UNUSED = "persona-tag-unused"
    PERSONA_NO_PROFILE = "persona-no-profile"
    PERSONA_PROFILE_UNCLEAR = "persona-profile-unclear"
    PERSONA_SEVERAL_PROFILES = "persona-several-profiles"
    PERSONA_NO_PAGE = "persona-no-page"
    PERSONA_NO_POLICY = "persona-no-policy"
    PERSONA_SEVERAL_POLICIES = "persona-several-policies"
    POLICY_NO_DEVICE_GROUP = "policy-no-device-group"
    POLICY_DEVICE_GROUP_DYNAMIC = "policy-device-group-dynamic"
    POLICY_DEVICE_GROUP_OWNER = "policy-device-group-owner"
    POLICY_ACCOUNT_TYPE = "policy-account-type"
    PREPARATION_REGISTERED = "preparation-registered"
    JOIN_NOBODY = "join-nobody"
    JOIN_WITHOUT_PERSONA = "join-without-persona"
    ENROLMENT_NOBODY = "enrolment-nobody"
    ENROLMENT_WITHOUT_PERSONA = "enrolment-without-persona"


@dataclass(frozen=True, slots=True)
class About:
    """What a code means: how much it matters, its *cause*, and the usual *remedy*."""

    level: Level
    cause: str
    remedy: str


CODES: Mapping[Code, About] = {
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
        "Something is named that is neither in the flight plan nor in the tenant.",
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
    Code.PERSONA_GROUP_MISSING: About(
        Level.WARNING,
        "A persona names a group that is not in the section; nobody has seen it in the tenant.",
        "Add the group to the section, or see that it exists.",
    ),
    Code.PERSONA_GROUP_MEMBERSHIP: About(
        Level.ERROR,
        "A persona and its group disagree on who writes the members: Groundcrew, or a rule.",
        "Set the persona's membership to dynamic for a group with a rule, to assigned without.",
    ),
    Code.PERSONA_GROUP_RULE: About(
        Level.ERROR,
        "The rule of a persona's dynamic group does not take the persona's devices.",
        "Let the rule ask for the persona's group tag, or correct the tag.",
    ),
    Code.PERSONA_TAG_UNUSED: About(
        Level.HINT,
        "No rule asks for the group tag of a persona.",
        "Compare the spelling with the rules; a tag that only people read needs none.",
    ),
    Code.PERSONA_NO_PROFILE: About(
        Level.ERROR,
        "No deployment profile reaches the devices of a persona.",
        "Assign a profile to one of the persona's groups.",
    ),
    Code.PERSONA_PROFILE_UNCLEAR: About(
        Level.WARNING,
        "Whether a deployment profile reaches the devices of a persona hangs on what is not "
        "known before they are switched on.",
        "Assign a profile to a group whose rule asks for the group tag.",
    ),
    Code.PERSONA_SEVERAL_PROFILES: About(
        Level.WARNING,
        "Several deployment profiles reach the devices of a persona; the oldest wins.",
        "Exclude the persona's group from the others.",
    ),
    Code.PERSONA_NO_PAGE: About(
        Level.HINT,
        "No enrolment status page reaches the devices of a persona: the default page applies.",
        "Assign a page to one of the persona's groups, if the default does not do.",
    ),
    Code.PERSONA_NO_POLICY: About(
        Level.ERROR,
        "No device preparation policy is assigned to the people of a persona.",
        "Assign the policy to the persona's user group.",
    ),
    Code.PERSONA_SEVERAL_POLICIES: About(
        Level.WARNING,
        "Another device preparation policy than the persona's comes first for its people.",
        "Give the persona's policy the smaller priority, or assign the other to fewer groups.",
    ),
    Code.POLICY_NO_DEVICE_GROUP: About(
        Level.ERROR,
        "A device preparation policy has no device group, so that apps and scripts reach nobody.",
        "Name an assigned group of devices as its device group.",
    ),
    Code.POLICY_DEVICE_GROUP_DYNAMIC: About(
        Level.ERROR,
        "The device group of a device preparation policy has a rule; it has to be assigned.",
        "Name a group without a rule.",
    ),
    Code.POLICY_DEVICE_GROUP_OWNER: About(
        Level.ERROR,
        "The Intune Provisioning Client does not own the device group of a policy, and so cannot "
        "put devices into it.",
        "Make it an owner of the group.",
    ),
    Code.POLICY_ACCOUNT_TYPE: About(
        Level.ERROR,
        "A policy makes people standard users while the registering user becomes a local "
        "administrator of no device, or of some: the deployment is skipped.",
        "Let registering users be administrators for everyone, or set the account type to "
        "administrator: people stay standard users where the registering user is none.",
    ),
    Code.PREPARATION_REGISTERED: About(
        Level.WARNING,
        "A deployment profile registers all its devices with Autopilot, and with them those of a "
        "device preparation policy; a registered device is never prepared.",
        "Take those devices out of the profile, or let it convert no devices.",
    ),
    Code.JOIN_NOBODY: About(
        Level.ERROR,
        "Nobody may join devices to Microsoft Entra ID.",
        "Allow everyone, or the personas' people.",
    ),
    Code.JOIN_WITHOUT_PERSONA: About(
        Level.WARNING,
        "Only selected people may join devices, and the people of a persona are not named.",
        "Add the persona's user group.",
    ),
    Code.ENROLMENT_NOBODY: About(
        Level.ERROR,
        "Devices are not enrolled in Intune automatically, for nobody.",
        "Set the scope to all, or to selected groups.",
    ),
    Code.ENROLMENT_WITHOUT_PERSONA: About(
        Level.WARNING,
        "Devices of selected people are enrolled automatically, and the people of a persona are "
        "not named.",
        "Add the persona's user group to the scope.",
    ),
}

"""The codes of the lint's findings, and what is to be told of each."""

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
    PRIORITY_BEYOND = "priority-beyond"
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

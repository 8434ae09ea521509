"""What is told of the findings on the chain from personas to what their people get."""

from collections.abc import Mapping

from shared.tenant.lint.codes import About, Code, Level

PERSONA_CODES: Mapping[Code, About] = {
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

"""Why each kind of object matters: what it is for, and the step of Microsoft's tutorials it is.

The tutorials are "Windows Autopilot user-driven Microsoft Entra join" and
"Windows Autopilot device preparation user-driven Microsoft Entra join".
"""

from collections.abc import Mapping

from shared.domain.setup import Kind

WHY: Mapping[Kind, str] = {
    Kind.SERVICE_PRINCIPAL: "Device preparation puts devices into its device group as this app "
    "(device preparation, step 3: create a device group).",
    Kind.GROUP: "Profiles, pages and policies are assigned to groups (Autopilot, step 4: create a "
    "device group; device preparation, steps 3 and 4: device and user group).",
    Kind.DEVICE_REGISTRATION: "People have to be allowed to join devices to Microsoft Entra "
    "(step 2 of both: allow users to join devices).",
    Kind.AUTOMATIC_ENROLMENT: "A device that joins Microsoft Entra enrols in Intune only within "
    "this scope (step 1 of both: set up automatic Intune enrolment).",
    Kind.APP: "During device preparation only apps install that are required for the device group "
    "as well (device preparation, step 5: assign apps and scripts).",
    Kind.SCRIPT: "During device preparation only scripts run that are assigned to the device group "
    "as well (device preparation, step 5: assign apps and scripts).",
    Kind.ENROLLMENT_STATUS_PAGE: "It keeps people from the desktop until the device is set up "
    "(Autopilot, step 5: configure and assign the enrollment status page).",
    Kind.DEPLOYMENT_PROFILE: "Without a profile a registered device is set up like any other "
    "(Autopilot, step 6: create and assign a deployment profile).",
    Kind.PREPARATION_POLICY: "It says what is installed while the device is set up, and for whom "
    "(device preparation, step 6: create a device-preparation policy).",
    Kind.CORPORATE_IDENTIFIERS: "Where personal devices may not enrol, Intune knows the company's "
    "by these (device preparation, step 7: add corporate identifiers).",
}

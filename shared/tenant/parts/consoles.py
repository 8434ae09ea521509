"""Where a person does by hand what a request would have done: pages of the Intune admin center.

The ways are those of Microsoft's tutorials "Windows Autopilot user-driven
Microsoft Entra join" and "Windows Autopilot device preparation user-driven
Microsoft Entra join".
"""

from shared.domain.setup import ByHand

# How Microsoft's own pages lead to the admin center of the cloud one is in.
_URL = "https://go.microsoft.com/fwlink/?linkid=2109431"
_CENTER = "Microsoft Intune admin center"
_ENROLLMENT = f"{_CENTER} > Devices > Enrollment > Windows"


def status_pages(does: str) -> ByHand:
    """Lead to the enrolment status pages."""
    return ByHand(page=f"{_ENROLLMENT} > Enrollment Status Page", does=does, url=_URL)


def profiles(does: str) -> ByHand:
    """Lead to the deployment profiles."""
    return ByHand(
        page=f"{_ENROLLMENT} > Windows Autopilot > Deployment profiles", does=does, url=_URL
    )


def preparation_policies(does: str) -> ByHand:
    """Lead to the device-preparation policies."""
    page = f"{_ENROLLMENT} > Windows Autopilot device preparation > Device preparation policies"
    return ByHand(page=page, does=does, url=_URL)


def apps(does: str) -> ByHand:
    """Lead to the apps."""
    return ByHand(page=f"{_CENTER} > Apps > All apps", does=does, url=_URL)


def scripts(does: str) -> ByHand:
    """Lead to the PowerShell scripts."""
    page = f"{_CENTER} > Devices > Scripts and remediations > Platform scripts"
    return ByHand(page=page, does=does, url=_URL)


def identifiers(does: str) -> ByHand:
    """Lead to the corporate identifiers."""
    page = f"{_CENTER} > Devices > Enrollment > Corporate device identifiers"
    return ByHand(page=page, does=does, url=_URL)

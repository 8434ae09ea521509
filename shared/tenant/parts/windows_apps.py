"""Which apps are for Windows: a list of apps holds those of every platform.

An app for a phone often has the same name.  Sources: the pages of the types
that inherit from mobileApp; observed by others (Terraform provider
microsoft365) which of them a device-preparation policy takes.
"""

from shared.domain.object_requests import Json

_GRAPH = "#microsoft.graph."

# Those that a device-preparation policy installs.
PREPARED = frozenset(
    f"{_GRAPH}{each}"
    for each in (
        "winGetApp",
        "win32LobApp",
        "win32CatalogApp",
        "officeSuiteApp",
        "windowsUniversalAppX",
    )
)
_OTHERS = frozenset(
    f"{_GRAPH}{each}"
    for each in (
        "microsoftStoreForBusinessApp",
        "windowsAppX",
        "windowsMicrosoftEdgeApp",
        "windowsMobileMSI",
        "windowsStoreApp",
        "windowsWebApp",
    )
)


def type_of(app: Json) -> str:
    """Say of which type an app for Windows is; blank for other platforms."""
    told = f"#{str(app.get('@odata.type') or '').removeprefix('#')}"
    return told if told in PREPARED | _OTHERS else ""

"""Microsoft's clouds: where each has its Graph, and where it signs apps in.

Source: "Microsoft Graph REST API endpoints in national clouds".
"""

from urllib.parse import urlsplit

from shared.domain.errors import Misconfigured, Reason

PUBLIC = "https://graph.microsoft.com"

# Graph's root and the login authority; tokens of one cloud are worth nothing in another.
AUTHORITIES = {
    PUBLIC: "https://login.microsoftonline.com",
    "https://graph.microsoft.us": "https://login.microsoftonline.us",
    "https://dod-graph.microsoft.us": "https://login.microsoftonline.us",
    "https://microsoftgraph.chinacloudapi.cn": "https://login.chinacloudapi.cn",
}

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def authority_of(root: str) -> str:
    """Find where a cloud signs apps in, by the *root* of its Graph.

    This machine itself stands for the public cloud, simulated.  ``Misconfigured``
    for any other root: no token may go there.
    """
    if root in AUTHORITIES:
        return AUTHORITIES[root]
    if is_loopback(root) and _is_root(root):
        return AUTHORITIES[PUBLIC]
    raise Misconfigured(
        Reason(
            code="setting-wrong",
            sentence=f"The setting GRAPH_BASE_URL reads {root!r}, which is no Graph root.",
            remedy=f"Write the root of your cloud: {', '.join(AUTHORITIES)}.",
        )
    )


def is_loopback(url: str) -> bool:
    """Say whether an address is on this machine."""
    return _host(url) in _LOOPBACK


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _is_root(url: str) -> bool:
    parts = urlsplit(url)
    bare = url == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
    return bare and parts.scheme in {"http", "https"}

"""The Autopilot service behind its port."""

from shared.graph.identities import Identities
from shared.graph.identity_changes import IdentityChanges
from shared.graph.imports import Imports
from shared.graph.requests import Requests


class GraphAutopilot(Identities, IdentityChanges, Imports):
    """The port ``Autopilot`` over Microsoft Graph; it remembers how long its lists are."""

    def __init__(self, requests: Requests) -> None:
        Identities.__init__(self, requests)
        IdentityChanges.__init__(self, requests)
        Imports.__init__(self, requests)

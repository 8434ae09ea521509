"""The port ``Autopilot`` on the simulated tenant."""

from simulator.twins.identities import Identities
from simulator.twins.imports import Imports
from simulator.twins.requests import Requests


class TwinAutopilot(Identities, Imports):
    """Answers as ``GraphAutopilot`` does, with the same requests of the tenant."""

    def __init__(self, requests: Requests) -> None:
        Identities.__init__(self, requests)
        Imports.__init__(self, requests)

"""Microsoft Graph over HTTP, as far as Groundcrew needs it, in front of a simulated tenant."""

from simulator.graph_http.server import GraphServer

__all__ = ["GraphServer"]

"""HR systems as they answer whoever asks them: sites for the twin of ``Endpoints``.

Each knows the people that a story gives it, checks who asks, limits how often,
and has trouble when the story says so.  How sure each shape is stands in its module.
"""

from simulator.vendors.api import VendorApi, VendorPerson
from simulator.vendors.bamboohr import BambooHr
from simulator.vendors.finch import Finch
from simulator.vendors.hibob import HiBob
from simulator.vendors.personio import Personio
from simulator.vendors.rippling import Rippling

__all__ = [
    "BambooHr",
    "Finch",
    "HiBob",
    "Personio",
    "Rippling",
    "VendorApi",
    "VendorPerson",
]

"""How far from now a sender's time may lie.

A supplier's clock may be wrong; a word from the far future would outrank every later one.
"""

from datetime import timedelta

from shared.domain.errors import Reason

AHEAD = timedelta(days=1)
TIME_AHEAD = Reason(
    code="time-in-future",
    sentence="The time lies more than a day in the future.",
    remedy="Send the time at which the event happened, with its zone.",
)

"""The directory's copies: a new object is missing from some of them for a while."""

from collections import Counter
from datetime import datetime

from simulator.tenant.agenda import Agenda
from simulator.tenant.answers import no_such_resource

# How many of the requests meet a copy that is behind; assumed.
SHARE_BEHIND = 0.5


class Replicas:
    """Which request meets a copy that does not have a new object yet.

    That follows from the object and the number of the request for it, so that
    the same requests meet the same copies.
    """

    def __init__(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._until: dict[str, datetime] = {}
        self._asked: Counter[str] = Counter()

    def created(self, object_id: str, at: datetime) -> None:
        """Let some copies be behind with an object, if the tenant is in that mood."""
        if self._agenda.is_in_mood("replica_behind", object_id):
            span = self._agenda.latencies.replica_caught_up
            delay = self._agenda.draws.delay(span, "replica_caught_up", object_id)
            self._until[object_id] = at + delay

    def lack(self, object_id: str) -> bool:
        """Say whether this request for an object meets a copy without it."""
        until = self._until.get(object_id)
        if until is None or self._agenda.now() >= until:
            return False
        self._asked[object_id] += 1
        count = str(self._asked[object_id])
        return self._agenda.draws.chance(SHARE_BEHIND, "replica", object_id, count)

    def reach(self, *object_ids: str) -> None:
        """Meet copies that have all of the objects; ``GraphFault`` 404 when one is missing."""
        for object_id in object_ids:
            if self.lack(object_id):
                raise no_such_resource(object_id)

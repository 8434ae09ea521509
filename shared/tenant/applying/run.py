"""One apply under way: what is known of the tenant, and what has been created in it lately."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.domain.setup import Kind, Present, Wanted
from shared.tenant.applying.outcomes import UNFINISHED, Outcome
from shared.tenant.part import Move, Part, Seen
from shared.tenant.patience import REPLICATION
from shared.tenant.stored_ids.ids import Key, Stored
from shared.tenant.survey import Looking
from shared.tenant.tenancy import Tenancy

# For so long after a creation some copies may not have the object.
REPLICATED = sum(REPLICATION, timedelta())


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """An apply's own knowledge.  Ids are stored for good before anything else happens."""

    tenancy: Tenancy
    tenant_id: str
    looking: Looking
    stored: dict[Key, Stored]
    outcomes: list[Outcome] = field(default_factory=list[Outcome])

    def part(self, kind: Kind) -> Part:
        """Say how objects of a kind are moved."""
        return self.tenancy.parts[kind]

    async def look(self, kind: Kind, wanted: Sequence[Wanted]) -> Seen:
        """Look again."""
        return await self.looking.look(kind, wanted)

    async def wait(self, reason: str, span: timedelta) -> None:
        """Let time pass, and say why."""
        self.tenancy.watcher.waits(reason, span)
        await self.tenancy.clock.sleep(span)

    def age(self, stored: Stored) -> timedelta:
        """Say how long something has been stored."""
        return self.tenancy.clock.now() - stored.since

    @property
    def has_just_created(self) -> bool:
        """Say whether anything is so new that it may be missing from some copies."""
        return any(self.age(each) < REPLICATED for each in self.stored.values())

    def intend(self, key: Key) -> None:
        """Write down that an object is about to be created."""
        self._store(key, Stored(id="", since=self.tenancy.clock.now()))

    def created(self, key: Key, object_id: str) -> None:
        """Write down the id that a creation was answered with."""
        self._store(key, Stored(id=object_id, since=self.tenancy.clock.now()))

    def found(self, key: Key, present: Present) -> None:
        """Write down which object was found, unless that is known."""
        known = self.stored.get(key)
        if known is None or known.id != present.id:
            since = known.since if known and not known.id else self._since(present)
            self._store(key, Stored(id=present.id, since=since))

    def forget(self, key: Key) -> None:
        """Drop what is stored of an object that is not there."""
        if self.stored.pop(key, None) is not None:
            self.tenancy.ids.forget(self.tenant_id, key)
        self.looking.ids.pop(key, None)

    def forget_id(self, object_id: str) -> None:
        """Drop whatever is stored of an id."""
        for key in [key for key, each in self.stored.items() if each.id == object_id]:
            self.forget(key)

    def unfinished(self, kind: Kind, name: str) -> bool:
        """Say whether an object of that name or key could not be set up."""
        return any(
            each.kind is kind
            and each.ended in UNFINISHED
            and name.casefold() in {each.key.casefold(), each.name.casefold()}
            for each in self.outcomes
        )

    def tell(self, outcome: Outcome) -> None:
        """Take note of an outcome, and let the watcher know."""
        self.outcomes.append(outcome)
        self.tenancy.watcher.ends(outcome)

    def asks(self, move: Move) -> None:
        """Let the watcher know of a request."""
        self.tenancy.watcher.asks(move.says)

    def _store(self, key: Key, stored: Stored) -> None:
        self.tenancy.ids.store(self.tenant_id, key, stored)
        self.stored[key] = stored
        if stored.id:
            self.looking.ids[key] = stored.id

    def _since(self, present: Present) -> datetime:
        now = self.tenancy.clock.now()
        try:
            # What somebody else created long ago is on every copy.
            created = datetime.fromisoformat(present.created)
        except ValueError:
            return now
        return min(created, now) if created.tzinfo else now

"""Something that cannot go on until somebody decides."""

from dataclasses import dataclass, replace
from datetime import datetime

from shared.domain.errors import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A permanent failure and all that is needed to mend it.

    *error_class* is the branch of the error tree; *message* is the envelope as
    it lay on *queue*, so that it can be driven again.  It was parked *first_at*
    (``None``: at *at*), so many *times*, and last *at*, then after so many *tries*
    of its command.  *mark* is what parked it last: the id of the message.  *correlation*
    names what came in from outside and set it off.  Once it *left_at* a moment,
    nothing but its history is kept, should it be parked again.
    """

    id: str
    at: datetime
    reason: Reason
    error_class: str
    queue: str
    message: str
    serial: str = ""
    shipment_id: str = ""
    correlation: str = ""
    tries: int = 1
    first_at: datetime | None = None
    times: int = 1
    mark: str = ""
    left_at: datetime | None = None

    @property
    def first_seen(self) -> datetime:
        """When it was parked first."""
        return self.first_at or self.at

    @property
    def subject(self) -> str:
        """What an act on it is about: the device, or the record where it concerns no one device."""
        return self.serial or self.id

    @property
    def parking(self) -> str:
        """Tell this parking from every other one of the same thing."""
        return f"{self.id}/{self.times}/{self.mark or self.at.isoformat()}"

    def after(self, before: "Parked | None") -> "Parked":
        """Be parked again; the message that parked it comes twice perhaps, and counts once."""
        if before is None:
            return self
        again = before.left_at is not None or self.mark == "" or self.mark != before.mark
        return replace(
            self,
            at=self.at if again else before.at,
            first_at=before.first_seen,
            times=before.times + again,
        )

    def left(self, at: datetime) -> "Parked":
        """Leave the park: what was parked may speak of people, and is of no more use."""
        reason = replace(self.reason, evidence={})
        blank = replace(self, message="", serial="", shipment_id="", correlation="")
        return replace(blank, left_at=at, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which records are meant: those of which all holds that is not blank.

    *ids* are those that the device of the *serial* number names itself; *before* is
    when they were parked at the latest, so that what is parked anew is left out.
    """

    code: str = ""
    shipment_id: str = ""
    queue: str = ""
    serial: str = ""
    ids: frozenset[str] = frozenset()
    before: datetime | None = None

    def takes(self, record: Parked) -> bool:
        """Say whether a record is one of them."""
        asked = (self.code, self.shipment_id, self.queue)
        told = (record.reason.code, record.shipment_id, record.queue)
        alike = all(wanted in {"", found} for wanted, found in zip(asked, told, strict=True))
        named = self.serial in {"", record.serial} or record.id in self.ids
        return alike and named and (self.before is None or record.at <= self.before)

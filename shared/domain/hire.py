"""A person who is about to start, keyed by the HR system's employee id, and their pairing."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from shared.domain.lifecycle import WorkflowTask
from shared.domain.news import News
from shared.domain.waiting import Wait, WaitingFor, waiting_for


class HireState(StrEnum):
    """Whether the person is still expected."""

    STARTING = "starting"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hire:
    """What HR has said of one person.  *said_at* is the time of HR's latest word.

    *task* is what waits in a lifecycle workflow to hear of their device; *at_risk*
    is the code of the danger to their start that was last told of (blank: none);
    *news* is what still has to be told to others.
    """

    employee_id: str
    said_at: datetime
    state: HireState = HireState.STARTING
    user_principal_name: str = ""
    start_date: date | None = None
    persona: str = ""
    location: str = ""
    order_reference: str = ""
    device: str = ""
    needs_device: bool | None = None
    task: WorkflowTask | None = None
    at_risk: str = ""
    news: tuple[News, ...] = ()

    @property
    def waiting_for(self) -> WaitingFor | None:
        """What the person waits for, as far as it is not told by the device."""
        if self.state is HireState.CANCELLED or self.device:
            return None
        return waiting_for(Wait.DEVICE)

    @property
    def rank(self) -> tuple[datetime, bool]:
        """Which of two words of HR counts: the later one; of two at once, the cancellation."""
        return self.said_at, self.state is HireState.CANCELLED

    def over(self, earlier: "Hire") -> "Hire":
        """Add what was said earlier where this says nothing, and what is still to be told."""
        return replace(
            self,
            user_principal_name=self.user_principal_name or earlier.user_principal_name,
            start_date=self.start_date or earlier.start_date,
            persona=self.persona or earlier.persona,
            location=self.location or earlier.location,
            order_reference=self.order_reference or earlier.order_reference,
            device=self.device or earlier.device,
            task=self.task or earlier.task,
            at_risk=self.at_risk or earlier.at_risk,
            news=(*earlier.news, *self.news),
        )

    def paired_with(self, serial: str) -> "Hire":
        """Take a device, unless there is one already or nobody is coming."""
        if self.device or self.state is HireState.CANCELLED:
            return self
        return replace(self, device=serial)

    def without(self, serial: str) -> "Hire":
        """Give a device back."""
        return replace(self, device="") if self.device == serial else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """Which person a device is for, and the rule that decided it.

    Either name may be blank: a line may name somebody whom HR has not announced
    yet, and HR may announce somebody who has no account yet.  *request* is the id
    of the request that the device answers, if it answers one.
    """

    rule: str
    employee_id: str = ""
    user_principal_name: str = ""
    start_date: date | None = None
    persona: str = ""
    request: str = ""


def persona_of(pairing: Pairing | None) -> str:
    """Name the persona that HR gave the person of a pairing, if any."""
    return "" if pairing is None else pairing.persona

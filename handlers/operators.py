"""What an operator does by hand: heard, written down, and only then done."""

import structlog

from shared.domain.acts import Act, ActType
from shared.intake.acts import Said, read_said
from shared.runtime.http import Request
from shared.runtime.services import Services

log = structlog.get_logger()


def hear[S: Said](request: Request, kind: type[S], services: Services) -> S:
    """Read who acts, why, and what else the *kind* of act says (``Problem`` when it is none)."""
    return read_said(request, kind, services.flight_plan.personas)


def act_of(kind: ActType, subject: str, said: Said, services: Services, **facts: str) -> Act:
    """Make the act of somebody's word; *facts* hold no hash, no secret and no person's data."""
    now = services.clock.now()
    return Act(type=kind, at=now, by=said.by, why=said.why, subject=subject, facts=facts)


async def note(act: Act, services: Services, *, mark: str) -> Act:
    """Write an act down before it takes effect.

    *mark* tells it from an equal act at another time, such as the moment since
    which its subject has stood where it stands.  Whoever repeats a call gets the
    act of the first one, with its time: what is named after its ``id`` is done once.
    """
    noted = await services.acts.note(act, mark)
    log.info("act.noted", act=noted.type, id=noted.id)
    return noted

"""What an apply did and what it did not, as a person reads it."""

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from cli.tenant.plan_view import by_hand_lines, heading, indented, marked
from cli.tenant.words import BY_HAND, FAILED, UNSEEN, called
from shared.tenant.applying.outcomes import UNFINISHED, Applied, Ended, Outcome

_MARKS = {Ended.BY_HAND: BY_HAND, Ended.FAILED: FAILED, Ended.SKIPPED: UNSEEN}


def applied_view(applied: Applied) -> RenderableType:
    """Write what is left, with the reasons, and then the counts."""
    left = [each for each in applied.outcomes if each.ended in UNFINISHED]
    blocks = [heading("Left to do")] if left else []
    return Group(*blocks, *(line for each in left for line in _left(each)), _counts(applied))


def _left(outcome: Outcome) -> Iterator[RenderableType]:
    yield marked(_MARKS[outcome.ended], f"{called(outcome.kind, outcome.key)}: {outcome.ended}")
    if outcome.done:
        yield indented(f"Done before: {', '.join(outcome.done)}", style="dim")
    if outcome.reason:
        yield indented(outcome.reason.sentence, outcome.reason.remedy)
    for step in outcome.by_hand:
        yield from by_hand_lines(step)


def _counts(applied: Applied) -> Text:
    ended = Counter(each.ended for each in applied.outcomes)
    parts = ", ".join(f"{ended[each]} {each}" for each in Ended if ended[each])
    last = "" if applied.complete else " Apply again once it is mended; what is done stays done."
    return Text(f"\n{parts or 'Nothing was to be done'}.{last}", "bold")

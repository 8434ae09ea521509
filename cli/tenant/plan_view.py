"""What an apply would do, as a person reads it: object by object, field by field, and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from cli.tenant.values import created, difference, flat
from cli.tenant.words import BY_HAND, FAILED, MARKS, UNSEEN, Mark, called, counted, one, several
from shared.domain.setup import ByHand, Change, Present, Unseen, Verb
from shared.domain.setup_needs import lacking, operations_of
from shared.domain.setup_permissions import DELEGATED_ONLY
from shared.domain.sign_in import Bearer
from shared.tenant.planning.plan import ManualStep, Plan, Waiting

_IN = 4


def plan_view(plan: Plan, bearer: Bearer, arrow: str = "->") -> RenderableType:
    """Write everything that a plan says."""
    blocks = (
        *_changes(plan.changes, arrow),
        *_waiting(plan.waiting),
        *_by_hand(plan.by_hand),
        *unseen_lines(plan.unseen, bearer),
        *_impossible(plan),
        *_refusals(plan),
        *_others(plan.others),
    )
    return Group(*blocks, counts(plan))


def heading(words: str) -> Text:
    """Begin a block, an empty line above it."""
    return Text(f"\n{words}", "bold")


def marked(mark: Mark, words: str) -> Text:
    """Write one thing with its sign before it."""
    return Text.assemble("  ", (mark.sign, mark.style), " ", (words, "bold"))


def indented(*lines: str | Text, style: str = "", by: int = _IN) -> Padding:
    """Write what belongs to the thing above."""
    texts = [Text(each, style) if isinstance(each, str) else each for each in lines]
    return Padding(Group(*texts), (0, 0, 0, by), expand=False)


def by_hand_lines(step: ByHand) -> Iterator[RenderableType]:
    """Write what a person does in a console; where an address is broken, it is still a link."""
    yield indented(step.does)
    yield indented(step.page, style="dim")
    if step.url:
        yield indented(Text(step.url, Style(color="cyan", link=step.url), overflow="fold"))


def counts(plan: Plan) -> Text:
    """Sum it all up in one line."""
    verbs = Counter(each.verb for each in plan.changes)
    words = {Verb.CREATE: "to create", Verb.CHANGE: "to change", Verb.DELETE: "to delete"}
    parts = [f"{verbs[verb]} {word}" for verb, word in words.items() if verbs[verb]]
    parts += [f"{len(plan.unchanged)} as they shall be"] if plan.unchanged else []
    parts += [f"{counted(len(plan.by_hand), 'step')} by hand"] if plan.by_hand else []
    parts += [f"{len(plan.waiting)} that cannot be set up"] if plan.waiting else []
    parts += [f"{len(plan.unseen)} not seen"] if plan.unseen else []
    begin = "" if plan.pending else "Nothing to do: "
    return Text(f"\n{begin}{', '.join(parts) or 'the flight plan sets nothing up'}.", "bold")


def _changes(changes: Sequence[Change], arrow: str) -> Iterator[RenderableType]:
    for kind, group in groupby(changes, key=lambda each: each.kind):
        yield heading(several(kind))
        why = ""
        for each in group:
            if each.why and each.why != why:
                yield indented(each.why, style="dim")
                why = each.why
            yield marked(MARKS[each.verb], _named(each))
            if each.differences:
                yield Padding(_differences(each, arrow), (0, 0, 0, _IN), expand=False)


def _named(change: Change) -> str:
    if change.key == change.kind:
        return one(change.kind)
    if change.name in {"", change.key}:
        return change.key
    return f"{change.name} ({change.key})"


def _differences(change: Change, arrow: str) -> Table:
    table = Table.grid(padding=(0, 2), expand=False)
    table.add_column(style="dim", overflow="fold")
    table.add_column(overflow="fold")
    above = ""
    for path, lines in _rows(change, arrow):
        outer, _, name = path.rpartition(".")
        if outer != above and outer:
            table.add_row(outer, "")
        above = outer
        table.add_row(f"  {name}" if outer else name, Group(*lines))
    return table


def _rows(change: Change, arrow: str) -> Iterator[tuple[str, Iterable[Text]]]:
    for each in change.differences:
        if change.verb is Verb.CREATE:
            for path, value in flat({each.field: each.after}):
                yield path, created(value)
        else:
            yield each.field, difference(each.before, each.after, arrow)


def _waiting(waiting: Iterable[Waiting]) -> Iterator[RenderableType]:
    rows = list(waiting)
    if rows:
        yield heading("Cannot be set up")
    for each in rows:
        yield marked(FAILED, called(each.kind, each.key))
        yield indented(
            f"There is no {each.ref} {each.name!r} in the tenant, and the flight plan sets up none."
        )


def _by_hand(steps: Iterable[ManualStep]) -> Iterator[RenderableType]:
    rows = sorted(steps, key=lambda each: not each.sure)
    for sure, group in groupby(rows, key=lambda each: each.sure):
        yield heading("By hand" if sure else "By hand, if Graph refuses it")
        for each in group:
            yield marked(BY_HAND, called(each.kind, each.key))
            yield from by_hand_lines(each.by_hand)


def unseen_lines(unseen: Iterable[Unseen], bearer: Bearer) -> Iterator[RenderableType]:
    """Write what could not be read, and which permission is missing."""
    rows = list(unseen)
    if rows:
        yield heading("Could not be read")
    for each in rows:
        words = called(each.kind, each.key) if each.key else several(each.kind)
        yield marked(UNSEEN, words)
        yield indented(each.reason.sentence)
        yield indented(_remedy(each, bearer))
        if each.by_hand:
            yield from by_hand_lines(each.by_hand)


def _remedy(unseen: Unseen, bearer: Bearer) -> str:
    """Name the permissions that are missing, where granting them would help."""
    operations = operations_of(unseen.kind, writes=False)
    missing = lacking(operations, bearer.permissions)
    granting_helps = bearer.is_person or DELEGATED_ONLY.isdisjoint(operations)
    told = bearer.permissions and missing and unseen.reason.code == "forbidden"
    if told and granting_helps:
        return f"Not granted: {', '.join(missing)}."
    return unseen.reason.remedy


def _impossible(plan: Plan) -> Iterator[RenderableType]:
    if plan.impossible:
        yield heading("Cannot be done")
    for each in plan.impossible:
        yield marked(FAILED, each.reason.sentence)
        yield indented(each.reason.remedy)


def _refusals(plan: Plan) -> Iterator[RenderableType]:
    if plan.refusals:
        yield heading("Will not be deleted")
    for each in plan.refusals:
        yield marked(FAILED, each.sentence)
        yield indented(each.remedy)


def _others(others: Sequence[Present]) -> Iterator[RenderableType]:
    if not others:
        return
    yield heading("Left alone")
    for kind, group in groupby(others, key=lambda each: each.kind):
        names = ", ".join(sorted(each.name for each in group))
        yield indented(f"{several(kind)}: {names}", style="dim")

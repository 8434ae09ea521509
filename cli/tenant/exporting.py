"""``groundcrew tenant export``: the tenant's present set-up as a flight plan."""

from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text

from cli.exits import ExitCode, Trouble
from cli.tenant.opening import aim_of, signed_in
from cli.tenant.options import TenantOptions
from cli.tenant.plan_view import heading, indented, unseen_lines
from cli.tenant.planning import beyond
from cli.tenant.progress import watched
from cli.tenant.words import called
from cli.terminal import console_for_data, show
from shared.domain.setup import Kind
from shared.domain.sign_in import Bearer
from shared.flightplan.tenant.writing import text_of
from shared.tenant.exporting.export import Exported, export


async def write_export(options: TenantOptions, output: Path | None, *, force: bool) -> ExitCode:
    """Write the section ``tenant`` to a file or to standard output.

    ``FAILED`` when something could not be read that somebody may be allowed to
    read: then the text is not the whole.
    """
    if not force:
        _check(output)
    aim = aim_of(options)
    async with signed_in(aim, Kind, writes=False) as session:
        with watched("Signing in") as progress:
            exported = await export(session.tenancy(progress))
        session.check(exported.tenant)
    text = _head(exported) + text_of(exported.plan.objects)
    if output is None:
        console_for_data().print(text, markup=False, soft_wrap=True, end="")
    else:
        _write(output, text)
    show(_remarks(exported, session.bearer, output), aside=True)
    unclear = any(not beyond(each) for each in exported.unseen)
    return ExitCode.FAILED if unclear else ExitCode.DONE


def _check(output: Path | None) -> None:
    if output is not None and output.exists():
        raise Trouble(f"{output} is there already.", "Name another file, or overwrite: --force.")


def _head(exported: Exported) -> str:
    tenant = exported.tenant
    domain = f" ({tenant.default_domain})" if tenant.default_domain else ""
    return f"# The set-up of {tenant.name or tenant.id or 'the tenant'}{domain}, as it was read.\n"


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        sentence = f"{output} cannot be written ({error.strerror or error})."
        raise Trouble(sentence, "Choose another place with --output.") from error


def _remarks(exported: Exported, bearer: Bearer, output: Path | None) -> RenderableType:
    blocks: list[RenderableType] = list(unseen_lines(exported.unseen, bearer))
    if exported.left_out:
        blocks.append(heading("Left out"))
    blocks += [
        indented(f"{called(each.present.kind, each.present.name)}: {each.why}")
        for each in exported.left_out
    ]
    if exported.added:
        blocks.append(heading("A plan of it will change"))
    blocks += [indented(f"{called(each.kind, each.name)}: {each.why}") for each in exported.added]
    count = len(exported.plan.objects)
    where = f" to {output}" if output else ""
    blocks.append(Text(f"\nWrote {count} objects{where}.", "bold"))
    return Group(*blocks)

"""Groups of commands that show a list, or one thing, where none of their commands is named."""

from typing import Any, override

from typer.core import TyperGroup

SHOW = "show"
_HELP = frozenset({"--help", "-h"})


class ShowsByDefault(TyperGroup):
    """A group that takes what names none of its commands for what is to be shown."""

    @override
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        named = next((each for each in args if not each.startswith("-")), "")
        shows = named not in self.commands and not _HELP & {*args}
        return super().parse_args(ctx, [SHOW, *args] if shows else args)

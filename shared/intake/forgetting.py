"""What an operator says of the erasure of a person."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from shared.intake.acts import Said
from shared.intake.fields import printable

_Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=256),
    AfterValidator(printable),
]


class SaidToForget(Said):
    """Who erases somebody, and why; *names* are further names to look for, such as former ones."""

    names: tuple[_Name, ...] = Field(default=(), max_length=20)

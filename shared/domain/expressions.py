"""Where something stands in a JSON document: JMESPath expressions (jmespath.org).

One function is added to the language: ``split(text, separator)``, because an id
may be the last part of a path.
"""

from functools import cache
from typing import Any

import jmespath
from jmespath import functions
from jmespath.exceptions import JMESPathError
from jmespath.parser import ParsedResult

# What the functions raise for values that they were not made for, besides jmespath's own errors:
# a step of zero, an infinite number, a comparison deeper than the stack.
_MISFITS = (ArithmeticError, RecursionError, TypeError, ValueError)


class _Functions(functions.Functions):
    @functions.signature({"types": ["string"]}, {"types": ["string"]})
    def _func_split(self, text: str, separator: str) -> list[str]:
        return text.split(separator)


_FUNCTIONS = _Functions()
_OPTIONS = jmespath.Options(custom_functions=_FUNCTIONS)


def find(expression: str, document: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    """Look up what stands there; ``None`` for nothing, and for a blank expression.

    ``ValueError`` when a function of the expression cannot take what it is given.
    """
    if not expression:
        return None
    try:
        return _compiled(expression).search(document, _OPTIONS)
    except _MISFITS as error:
        raise ValueError(f"The expression does not fit: {type(error).__name__}.") from error


def check(expression: str) -> None:
    """See that an expression can be looked up at all (``ValueError`` says why not)."""
    if not expression:
        return
    try:
        _check_functions(_compiled(expression).parsed)
    except JMESPathError as error:
        raise ValueError(f"is no JMESPath expression: {error}") from error
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error


@cache
def _compiled(expression: str) -> ParsedResult:
    return jmespath.compile(expression)


def _check_functions(node: Any) -> None:  # noqa: ANN401  jmespath's trees are plain dictionaries
    """See that every function exists and gets as many arguments as it takes.

    jmespath itself notices only when the function is called.
    """
    children = node.get("children", ())
    if node["type"] == "function_expression":
        _check_call(node["value"], len(children))
    for child in children:
        if isinstance(child, dict):
            _check_functions(child)


def _check_call(name: str, given: int) -> None:
    table: dict[str, Any] = _FUNCTIONS.FUNCTION_TABLE
    if name not in table:
        raise ValueError(f"calls {name}(), which JMESPath does not have")
    taken = table[name]["signature"]
    enough = given >= len(taken) if taken and taken[-1].get("variadic") else given == len(taken)
    if not enough:
        raise ValueError(f"calls {name}() with {given} arguments; it takes {len(taken)}")

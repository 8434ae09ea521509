"""How long a refusal takes tells a stranger nothing of what would have fitted."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

VERIFYING = Path(__file__).parents[2] / "shared" / "intake" / "verifying"
# Where what is sent meets a secret; tokens are verified with a public key.
COMPARING = ("key_header.py", "signatures.py")


def where(name: str, stops: Callable[[ast.AST], bool]) -> list[str]:
    """Show what of a module stops before its end."""
    tree = ast.parse((VERIFYING / name).read_text(encoding="utf-8"))
    return [ast.unparse(node) for node in ast.walk(tree) if stops(node)]


def compares_by_letters(node: ast.AST) -> bool:
    return isinstance(node, ast.Compare) and any(
        isinstance(each, ast.Eq | ast.NotEq | ast.In | ast.NotIn) for each in node.ops
    )


def asks_until_one_fits(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"any", "all", "next"}
        and any(isinstance(each, ast.GeneratorExp) for each in node.args)
    )


@pytest.mark.parametrize("name", COMPARING)
def test_nothing_stops_at_the_first_letter_that_differs(name: str) -> None:
    assert where(name, compares_by_letters) == []


@pytest.mark.parametrize("name", COMPARING)
def test_nothing_stops_at_the_first_secret_that_fits(name: str) -> None:
    assert where(name, asks_until_one_fits) == []

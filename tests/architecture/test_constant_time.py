"""How long a refusal takes tells a stranger nothing of what would have fitted."""

import ast
from pathlib import Path

import pytest

VERIFYING = Path(__file__).parents[2] / "shared" / "intake" / "verifying"
# Where what is sent meets a secret; tokens are verified with a public key.
COMPARING = ("key_header.py", "signatures.py")


def nodes(name: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse((VERIFYING / name).read_text(encoding="utf-8"))))


@pytest.mark.parametrize("name", COMPARING)
def test_nothing_stops_at_the_first_letter_that_differs(name: str) -> None:
    early = [
        ast.unparse(node)
        for node in nodes(name)
        if isinstance(node, ast.Compare)
        and any(isinstance(each, ast.Eq | ast.NotEq | ast.In | ast.NotIn) for each in node.ops)
    ]

    assert early == []


@pytest.mark.parametrize("name", COMPARING)
def test_nothing_stops_at_the_first_secret_that_fits(name: str) -> None:
    early = [
        ast.unparse(node)
        for node in nodes(name)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"any", "all", "next"}
        and any(isinstance(each, ast.GeneratorExp) for each in node.args)
    ]

    assert early == []

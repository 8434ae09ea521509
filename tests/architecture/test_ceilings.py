"""The ceilings and refusals of the house, read from the source itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("cli", "handlers", "shared", "simulator", "tests")
PRODUCT = [path for folder in FOLDERS[:-1] for path in sorted((ROOT / folder).rglob("*.py"))] + [
    ROOT / "function_app.py"
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MODULE, TEST_MODULE, FUNCTION = 200, 250, 40


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(("paths", "most"), [(PRODUCT, MODULE), (TESTS, TEST_MODULE)])
def test_no_module_is_longer_than_its_ceiling(paths: list[Path], most: int) -> None:
    assert {name_of(path): n for path in paths if (n := len(lines_of(path))) > most} == {}


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in PRODUCT + TESTS
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= FUNCTION
    ]

    assert long == []


def test_nobody_catches_everything() -> None:
    broad = [
        f"{name_of(path)}:{node.lineno}"
        for path in PRODUCT + TESTS
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or {"Exception", "BaseException"} & names_in(node.type))
        and not raises_again(node)
    ]

    assert broad == []


def raises_again(node: ast.ExceptHandler) -> bool:
    last = node.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def names_in(node: ast.expr) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def test_nothing_is_patched_and_nothing_is_mocked() -> None:
    mocking = [
        name_of(path)
        for path in TESTS
        for node in nodes(path)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("unittest"))
        or (isinstance(node, ast.Import) and any("mock" in each.name for each in node.names))
        or (isinstance(node, ast.Attribute) and node.attr in {"setattr", "patch"})
    ]

    assert mocking == []


# A code and, after two blanks, a reason.
EXCUSE = re.compile(r"#\s*(noqa|type: ignore|pragma)\b(?P<rest>.*)$")
EXCUSED = re.compile(r"^(: [A-Z]+\d+(, ?[A-Z]+\d+)*  \S+|\[[a-z-]+(, ?[a-z-]+)*\]\s+# \S+)")


def test_every_excuse_has_its_code_and_its_reason() -> None:
    lame = [
        f"{name_of(path)}:{number}"
        for path in PRODUCT + TESTS
        if path != Path(__file__)
        for number, line in enumerate(lines_of(path), 1)
        if (found := EXCUSE.search(line)) and not EXCUSED.match(found["rest"])
    ]

    assert lame == []


def test_every_dependency_says_what_it_is_for() -> None:
    written = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^    "[a-z0-9.-]+>=.*$', written, re.MULTILINE)

    assert len(listed) > 15
    assert [line for line in listed if not re.search(r",\s+# \S+", line)] == []


def test_every_module_says_what_it_is_for() -> None:
    assert [
        name_of(path)
        for path in PRODUCT
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ] == []

"""YAML that every reader takes alike, the old rules and the new ones."""

import re
from collections.abc import Mapping
from typing import Any

import yaml

_WIDTH = 1 << 20
# What YAML 1.1 (PyYAML) or YAML 1.2 (editors) takes for something else than a string.
_DOUBTFUL = re.compile(
    r"[-+]?(\d[\d_]*\.?[\d_]*|\.[\d_]+)([eE][-+]?\d+)?|0[xo][0-9a-fA-F_]+|[yYnN]"
)
# What only an escape keeps as it is: odd line breaks, and those at the ends of a text.
_ESCAPED = re.compile(r"(?s)\s*|.*[\r\x85\u2028\u2029].*|\s.*\n.*|.*\n\n")


class _Writer(yaml.SafeDumper):
    """Lists indented, strings over several lines as they are."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  PyYAML's own
        super().increase_indent(flow, False)  # noqa: FBT003  PyYAML's own

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002  PyYAML's own
        return True


def _string(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=_style_of(text))


def _style_of(text: str) -> str | None:
    if text and _ESCAPED.fullmatch(text):
        return '"'
    if "\n" in text:
        return "|"
    return "'" if _DOUBTFUL.fullmatch(text) else None


_Writer.add_representer(str, _string)


def yaml_of(content: Mapping[str, Any], *, indent: int) -> str:
    """Write a mapping, each line *indent* blanks (an even number) to the right."""
    nested: Mapping[str, Any] = content
    for _ in range(indent // 2):
        nested = {"_": nested}
    text = yaml.dump(nested, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return str(text).split("\n", indent // 2)[-1]

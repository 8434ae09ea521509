"""Values of any of our kinds with the same words in every string that they have."""

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, TypeAliasType, Union, get_args, get_origin, get_type_hints

from simulator.world import START


def full_of(kind: Any, words: str) -> Any:  # noqa: ANN401  whatever the kind is
    """Make a value of a kind in which nothing is left out and every string is *words*."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{each.name: full_of(hints[each.name], words) for each in fields(kind)})
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return full_of(next(each for each in inner if each is not type(None)), words)
    if origin is tuple:
        return (full_of(inner[0], words),)
    if origin is dict or getattr(origin, "__name__", "") == "Mapping":
        return {full_of(inner[0], words): full_of(inner[1], words)}
    if isinstance(kind, TypeAliasType):
        return full_of(_meant(kind), words)
    return _SIMPLE[next(each for each in _SIMPLE if issubclass(kind, each))](kind, words)


def _meant(alias: TypeAliasType) -> Any:  # noqa: ANN401  any kind
    """Find what an alias stands for, names in quotes included."""
    told = {"__annotations__": {"it": alias.__value__}, "__module__": alias.__module__}
    return get_type_hints(type("Told", (), told))["it"]


_SIMPLE: dict[type, Any] = {
    Enum: lambda kind, _: next(iter(kind)),
    str: lambda _, words: words,
    bool: lambda *_: True,
    datetime: lambda *_: START,
    date: lambda *_: START.date(),
    timedelta: lambda *_: timedelta(hours=1),
    int: lambda *_: 1,
    float: lambda *_: 1.0,
}

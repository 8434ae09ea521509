"""Remembering where the app is."""

import os
import stat
from pathlib import Path

import pytest

from cli.addresses import Address, find, forget, recall, remember

HERE = Address(url="http://127.0.0.1:7071", key="secret")
THERE = Address(url="http://127.0.0.1:7072", key="other")


def test_an_address_is_remembered_until_it_is_forgotten(tmp_path: Path) -> None:
    remember(HERE, tmp_path)

    assert recall(tmp_path) == HERE
    forget(HERE, tmp_path)
    assert recall(tmp_path) is None


def test_how_sources_prove_themselves_is_remembered(tmp_path: Path) -> None:
    told = {"bamboohr": {"scheme": "bamboohr", "secret": "s", "header": ""}}
    here = Address(url=HERE.url, key=HERE.key, senders=told, clock="2026-01-05T08:00:00+00:00*60")

    remember(here, tmp_path)

    assert recall(tmp_path) == here


def test_an_app_that_ends_forgets_no_other_one(tmp_path: Path) -> None:
    remember(HERE, tmp_path)
    remember(THERE, tmp_path)

    forget(HERE, tmp_path)

    assert recall(tmp_path) == THERE


def test_nobody_else_may_read_the_key(tmp_path: Path) -> None:
    remember(HERE, tmp_path)

    (file,) = tmp_path.iterdir()
    # Windows has no such bits; there the user's folder is the user's alone.
    assert stat.S_IMODE(file.stat().st_mode) == (0o666 if os.name == "nt" else 0o600)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"url": 1}', "null", '{"url": "", "key": "", "senders": 1}']
)
def test_a_damaged_memory_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "running.json").write_text(text, encoding="utf-8")

    assert recall(tmp_path) is None


def test_what_the_caller_says_counts() -> None:
    assert find("http://elsewhere.example/", "k") == Address(
        url="http://elsewhere.example", key="k"
    )


def test_an_address_may_be_given_with_its_api_path() -> None:
    assert find("http://elsewhere.example/api/", "k").url == "http://elsewhere.example"

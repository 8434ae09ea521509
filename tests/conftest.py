"""Say once, and clearly, what was not tried."""

from collections import Counter

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let somebody with an hour have everything tried."""
    parser.addoption(
        "--every-fault",
        action="store_true",
        help="strike every call of every story of the fault matrix by every mishap",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Write one line for each reason to skip, instead of one for each case."""
    reasons = Counter(
        report.longrepr[2]
        for report in terminalreporter.getreports("skipped")
        if isinstance(report.longrepr, tuple)
    )
    for reason, cases in reasons.items():
        terminalreporter.write_line(f"{reason} ({cases} cases)", yellow=True)

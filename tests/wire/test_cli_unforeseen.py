"""What nobody foresaw reaches a person as a sentence, and the trace a file."""

import subprocess
import sys
from pathlib import Path

FAILING = """
from cli import main
@main.app.command()
def fails() -> None:
    raise ZeroDivisionError("a number that was none")
main.main()
"""


def test_an_error_that_nobody_foresaw_is_told_in_a_sentence() -> None:
    ended = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", FAILING, "fails"], capture_output=True, text=True, check=False
    )
    told = " ".join(ended.stderr.split())
    report = Path(told.partition("with the file ")[2].partition(";")[0])

    assert ended.returncode == 1
    assert "nobody foresaw: ZeroDivisionError." in told
    assert "Traceback" not in told
    assert "a number that was none" in report.read_text()
    report.unlink()

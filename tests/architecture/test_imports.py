"""Who imports whom, and what starting up costs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SDKS = ["msgraph", "kiota_abstractions", "azure.servicebus", "azure.data", "azure.identity"]


def test_every_arrow_points_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    checked = subprocess.run(  # noqa: S603  our own linter
        [str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("module", ["function_app", "shared.bootstrap"])
def test_importing_the_app_brings_no_sdk_along(module: str) -> None:
    code = f"import sys, {module}; print(*(sdk for sdk in {SDKS} if sdk in sys.modules))"

    ran = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ran.stdout.split() == []

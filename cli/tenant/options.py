"""What is said on the command line of ``groundcrew tenant``."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from shared.domain.sign_in import SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class TenantOptions:
    """Which flight plan (``None``: that of the settings), which tenant, and who asks.

    *local* means the simulated tenant of ``groundcrew up``, asked by an app, or
    *as_admin* by somebody who has signed in.
    """

    plan: Path | None = None
    how: SignIn = field(default_factory=SignIn)
    local: bool = False
    as_admin: bool = False
    prune: Sequence[str] = ()
    as_json: bool = False
    yes: bool = False
    despite_lint: bool = False

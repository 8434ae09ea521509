"""``groundcrew tenant`` as a process of its own, against a simulated tenant over sockets."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import PIPE
from typing import Any

from shared.clock import WallClock
from shared.domain.setup import Kind
from shared.domain.setup_needs import permissions_for
from simulator.graph_http import GraphServer
from simulator.identity import IdentityServer
from simulator.tenant import Tenant
from tests.wire.command_line import Shell

ADMINISTRATOR = "intune.administrator@contoso.com"
CLIENT_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    code: int
    said: str
    errors: str

    @property
    def content(self) -> Any:  # noqa: ANN401  any JSON
        return json.loads(self.said)

    @property
    def words(self) -> str:
        return " ".join(self.said.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A desk with a command line, and a tenant that it can sign in to."""

    home: Path
    tenant: Tenant
    graph: str
    identity: IdentityServer
    settings: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def plan(self) -> Path:
        return self.home / "flightplan.yaml"

    def as_app(self, *roles: str) -> Mapping[str, str]:
        """Take the managed identity, which holds what an apply needs unless said otherwise."""
        held = roles or permissions_for(Kind, writes=True, person=False)
        self.identity.withdraw(identity=CLIENT_ID)
        self.identity.grant(*held, identity=CLIENT_ID)
        return {
            "AZURE_CLIENT_ID": CLIENT_ID,
            "IDENTITY_ENDPOINT": self.identity.endpoint,
            "IDENTITY_HEADER": self.identity.header,
        }

    def as_person(self, *scopes: str) -> Mapping[str, str]:
        held = scopes or permissions_for(Kind, writes=True, person=True)
        return {"GRAPH_TOKEN": self.identity.issue_for(ADMINISTRATOR, *held)}

    async def run(self, *arguments: str, who: Mapping[str, str] | None = None) -> Ended:
        return await ended(await self.start(*arguments, who=who))

    async def start(
        self, *arguments: str, who: Mapping[str, str] | None = None
    ) -> asyncio.subprocess.Process:
        asked_by = self.as_app() if who is None else who
        how = ("--sign-in", "token") if "GRAPH_TOKEN" in asked_by else ()
        named = () if "--plan" in arguments or "export" in arguments else ("--plan", str(self.plan))
        variables = dict(Shell(home=self.home).variables())
        for name in ("AZURE_CLIENT_ID", "GRAPH_TOKEN", "IDENTITY_ENDPOINT"):
            variables.pop(name, None)
        # Who starts the tests in the background of a shell has Ctrl-C ignored, by children too.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "cli", "tenant", *arguments, *named, *how),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={
                **variables,
                "GRAPH_BASE_URL": self.graph,
                # Whatever is waited out takes a hundredth of the time.
                "CLOCK": f"{WallClock().now().isoformat()}*100",
                **asked_by,
            },
        )


async def ended(process: asyncio.subprocess.Process) -> Ended:
    said, errors = await asyncio.wait_for(process.communicate(), 100)
    return Ended(code=process.returncode or 0, said=said.decode(), errors=errors.decode())


def interrupt(process: asyncio.subprocess.Process) -> None:
    process.send_signal(signal.SIGINT)


@asynccontextmanager
async def a_desk(home: Path, tenant: Tenant) -> AsyncIterator[Desk]:
    async with IdentityServer() as identity, GraphServer(tenant) as server:
        yield Desk(home=home, tenant=tenant, graph=server.base_url, identity=identity)

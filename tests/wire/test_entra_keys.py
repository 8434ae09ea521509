"""The simulated issuer's keys over HTTP."""

import httpx
import jwt
import pytest

from shared.clock import WallClock
from simulator.endpoints_server import served
from simulator.entra_tokens import AUDIENCE, HOST, KEYS_URL, EntraTokens


async def test_a_token_is_verified_by_the_keys_that_are_published() -> None:
    entra = EntraTokens(WallClock())
    token = entra.token()

    async with served(HOST, entra.site) as server, httpx.AsyncClient(trust_env=False) as http:
        document = (await http.get(server.moved(KEYS_URL))).json()

    key = jwt.PyJWKSet.from_dict(document)[jwt.get_unverified_header(token)["kid"]]
    assert jwt.decode(token, key, algorithms=["RS256"], audience=AUDIENCE)["ver"] == "2.0"


async def test_an_issuer_that_is_down_hangs_up() -> None:
    entra = EntraTokens(WallClock())
    entra.is_down = True

    async with served(HOST, entra.site) as server, httpx.AsyncClient(trust_env=False) as http:
        with pytest.raises(httpx.TransportError):
            await http.get(server.moved(KEYS_URL))

    assert entra.reads == 1

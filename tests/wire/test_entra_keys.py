"""The simulated issuer's keys over HTTP."""

import httpx
import jwt

from shared.clock import WallClock
from simulator.entra_tokens import AUDIENCE, EntraServer, EntraTokens


async def test_a_token_is_verified_by_the_keys_that_are_published() -> None:
    entra = EntraTokens(WallClock())
    token = entra.token()

    async with EntraServer(entra) as server, httpx.AsyncClient(trust_env=False) as http:
        document = (await http.get(server.keys_url)).json()

    key = jwt.PyJWKSet.from_dict(document)[jwt.get_unverified_header(token)["kid"]]
    assert jwt.decode(token, key, algorithms=["RS256"], audience=AUDIENCE)["ver"] == "2.0"


async def test_an_issuer_that_is_down_says_so() -> None:
    entra = EntraTokens(WallClock())
    entra.is_down = True

    async with EntraServer(entra) as server, httpx.AsyncClient(trust_env=False) as http:
        answered = await http.get(server.keys_url)

    assert (answered.status_code, entra.reads) == (503, 1)

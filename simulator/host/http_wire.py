"""Between aiohttp's requests and responses and the worker's.

The request is shaped as the host shapes it (lower-case header names, values of
one name joined by commas, empty query values left out).
"""

from collections.abc import Mapping
from http.cookies import SimpleCookie

from aiohttp import web
from multidict import CIMultiDict, MultiMapping

from simulator.host.http_protos import RpcHttp, RpcHttpCookie, TypedData

_FRAMING = {"content-length", "transfer-encoding", "connection"}


def to_worker(request: web.Request, body: bytes, values: Mapping[str, str]) -> TypedData:
    """Make the trigger's value of a request whose *body* has been read."""
    query = _joined(request.rel_url.query)
    return TypedData(
        http=RpcHttp(
            method=request.method,
            url=f"{request.scheme}://{request.host}{request.raw_path}",
            headers={name.lower(): value for name, value in _joined(request.headers).items()},
            params=values,
            query={name: value for name, value in query.items() if value},
            body=TypedData(bytes=body) if body else TypedData(),
        )
    )


def to_response(returned: TypedData | None) -> web.Response:
    """Make the response of what a function returned: an HttpResponse, or text."""
    if returned is None:
        return web.Response(status=204)
    http = returned.value
    if not isinstance(http, RpcHttp):
        return web.Response(body=_bytes(returned), content_type="text/plain", charset="utf-8")
    headers = CIMultiDict(
        (name, value) for name, value in http.headers.items() if name.lower() not in _FRAMING
    )
    for cookie in http.cookies or ():
        headers.add("Set-Cookie", _set_cookie(cookie))
    return web.Response(status=int(http.status_code), body=_bytes(http.body), headers=headers)


def _bytes(data: TypedData) -> bytes:
    return data.value if isinstance(data.value, bytes) else str(data.value or "").encode()


def _joined(items: MultiMapping[str]) -> dict[str, str]:
    return {name: ",".join(items.getall(name)) for name in items}


def _set_cookie(cookie: RpcHttpCookie) -> str:
    jar = SimpleCookie({cookie.name: cookie.value})
    morsel = jar[cookie.name]
    for attribute, text in (("domain", cookie.domain), ("path", cookie.path)):
        if text:
            morsel[attribute] = text.value
    if cookie.max_age:
        morsel["max-age"] = int(cookie.max_age.value)
    if cookie.expires:
        morsel["expires"] = cookie.expires.value.seconds
    morsel["secure"] = bool(cookie.secure and cookie.secure.value)
    morsel["httponly"] = bool(cookie.http_only and cookie.http_only.value)
    if cookie.same_site:
        morsel["samesite"] = cookie.same_site.name.removeprefix("Explicit")
    return morsel.OutputString()

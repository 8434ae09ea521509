"""Addresses of others that the flight plan may name: none that secrets could be overheard on."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from shared.domain.clouds import is_loopback

_SCHEMES = {"https", "http"}


def _is_safe(url: str) -> str:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise ValueError("is no address") from error
    if parts.scheme not in _SCHEMES or not parts.hostname or any(map(str.isspace, url)):
        raise ValueError("begins with https:// and a host")
    if "@" in parts.netloc:
        raise ValueError("names no user; name the setting with the credentials instead")
    if "{employee_id}" in parts.netloc:
        raise ValueError("has a host that no event decides")
    if parts.scheme == "http" and not is_loopback(url):
        raise ValueError("is https; http is for this machine alone")
    return url


type Address = Annotated[str, Field(max_length=2000), AfterValidator(_is_safe)]

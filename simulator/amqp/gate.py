"""Who may come in: the tokens that clients put to ``$cbs``."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from urllib.parse import parse_qs, quote_plus

from shared.ports import Clock

_SAS_PREFIX = "SharedAccessSignature "


class Gate:
    """Checks tokens: shared access signatures by *key*, any other by *accepts*.

    Without a key and without *accepts* everybody is let in, token or not.
    """

    def __init__(
        self, clock: Clock, key: str | None, accepts: Callable[[str], bool] | None
    ) -> None:
        self._clock = clock
        self._key = key
        self._accepts = accepts

    @property
    def stands_open(self) -> bool:
        """Whether no token is needed."""
        return self._key is None and self._accepts is None

    def admits(self, token: str) -> bool:
        """Tell whether a token is good."""
        if self.stands_open:
            return True
        if token.startswith(_SAS_PREFIX):
            return self._key is not None and self._is_signed(token, self._key)
        return self._accepts is not None and self._accepts(token)

    def _is_signed(self, token: str, key: str) -> bool:
        fields = {name: values[0] for name, values in parse_qs(token[len(_SAS_PREFIX) :]).items()}
        if not {"sr", "se", "sig"} <= fields.keys() or not fields["se"].isdecimal():
            return False
        signed = f"{quote_plus(fields['sr'])}\n{fields['se']}"
        digest = hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest()
        genuine = hmac.compare_digest(base64.b64encode(digest).decode(), fields["sig"])
        return genuine and int(fields["se"]) > self._clock.now().timestamp()

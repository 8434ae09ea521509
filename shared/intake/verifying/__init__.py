"""Whether a request comes from whom its source names: pure functions, on the request alone."""

from shared.intake.verifying.key_header import recognise_key
from shared.intake.verifying.secret_bytes import usable
from shared.intake.verifying.signatures import recognise_signature
from shared.intake.verifying.tokens import Caller, key_id_of, recognise_token
from shared.intake.verifying.unrecognised import Unrecognised

__all__ = [
    "Caller",
    "Unrecognised",
    "key_id_of",
    "recognise_key",
    "recognise_signature",
    "recognise_token",
    "usable",
]

"""A document as text: one form and one size limit, whichever store keeps it.

It knows nothing of stores.  The limit is what Azure Tables can hold, so that a
document which fits on a desk also fits in Azure.
"""

import json
from typing import Any

from shared.domain.errors import Reason, Rejected
from shared.domain.rows import Document

DOCUMENT_LIMIT = 11 * 64 * 1024
"""Characters of JSON.  An Azure table entity holds 1 MiB, in properties of 64 KiB; the Azurite
emulator counts that MiB in base64, so eleven properties are what fits everywhere."""


def to_json(document: Document) -> str:
    """Write a document as ASCII JSON; ``Rejected`` beyond ``DOCUMENT_LIMIT`` characters."""
    text = json.dumps(document, separators=(",", ":"), allow_nan=False)
    if len(text) > DOCUMENT_LIMIT:
        raise Rejected(
            Reason(
                code="document-too-large",
                sentence=f"A document of {len(text):,} characters is too large to be stored.",
                remedy="Split what was sent into smaller parts and send them one by one.",
                evidence={"characters": str(len(text)), "limit": str(DOCUMENT_LIMIT)},
            )
        )
    return text


def from_json(text: str | bytes) -> dict[str, Any]:
    """Read a document that ``to_json`` wrote."""
    document: dict[str, Any] = json.loads(text)
    return document

"""Structured logs: one line for each unit of work, and nothing in it that is confidential.

Lines go through the standard library's logging, which the Functions worker
carries to Application Insights.
"""

import logging
import sys

import structlog

from shared.observability.discretion import mask, tell_error

# These write whole URLs at INFO, and a URL of Graph's names people.
_TALKATIVE = ("httpx", "httpcore", "azure", "msal", "kiota_http", "aiohttp")


def configure() -> None:
    """Set logging up for this process, once: JSON, or colours on a terminal."""
    if structlog.is_configured():
        # Loggers hold on to what they found when they were first used.
        return
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    pretty = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tell_error,
            mask,
            structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )

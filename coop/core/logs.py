"""JSON lines on standard error, one a happening, control characters escaped, no secret ever."""

import logging
import sys

import structlog

from coop.settings import Settings

SECRET_WORDS = ("password", "token", "secret", "cookie", "code")


def configure(settings: Settings) -> None:
    human = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            mask_secrets,
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if human else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, settings.log_level.upper())),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )


def mask_secrets(_: object, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    for key in line:
        if any(word in key.lower() for word in SECRET_WORDS):
            line[key] = "***"
    return line

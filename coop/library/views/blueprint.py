"""The library's addresses all hang on one blueprint, so that the rail shows where one is."""

from flask import Blueprint

from coop.library.policy import Permission

library = Blueprint("library", __name__)


@library.context_processor
def permissions() -> dict[str, object]:
    return {"library_permission": Permission}

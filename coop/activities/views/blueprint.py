"""The blueprint of this slice: activities and the calendar that shows them."""

from flask import Blueprint

bp = Blueprint("activities", __name__)

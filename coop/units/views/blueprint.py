"""Two blueprints: running a unit, and the branches as everybody meets them."""

from flask import Blueprint

bp = Blueprint("units", __name__)
directory = Blueprint("branches", __name__)

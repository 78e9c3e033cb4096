"""The blueprint that all pages of accounts hang on."""

from flask import Blueprint

from coop.accounts.names import masked, readable

accounts = Blueprint("accounts", __name__)
accounts.add_app_template_filter(masked, "masked")
accounts.add_app_template_filter(readable, "readable")

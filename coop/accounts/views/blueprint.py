"""The blueprint that all pages of accounts hang on."""

from flask import Blueprint

from coop.accounts.names import masked

accounts = Blueprint("accounts", __name__)
accounts.add_app_template_filter(masked, "masked")

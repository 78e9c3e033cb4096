"""What people type about themselves."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField

from coop.core.forms import Form, at_most, required


class SignInForm(Form):
    """Name and password; where to go afterwards comes along."""

    name = StringField(_l("手机号、邮箱或用户名"), [required(_l("请填写手机号、邮箱或用户名。")), at_most(254)])
    password = PasswordField(_l("口令"), [required(_l("请填写口令。")), at_most(1000)])
    next = HiddenField()

"""What people type about themselves."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from coop.core.forms import Form, at_most, required


class SignInForm(Form):
    """Name and password; where to go afterwards comes along."""

    name = StringField(_l("手机号、邮箱或用户名"), [required(_l("请填写手机号、邮箱或用户名。")), at_most(254)])
    password = PasswordField(_l("口令"), [required(_l("请填写口令。")), at_most(1000)])
    next = HiddenField()


class CodeForm(Form):
    """The short code of a slip."""

    code = StringField(_l("登录码或找回码"), [required(_l("请输入纸条上的码，例如 7K3M-Q9T2-XW4B。")), at_most(40)])


class NewPasswordForm(Form):
    """A password for the first time or anew; the key that entitles to it comes along, never in the address."""

    key = HiddenField(validators=[at_most(100)])
    is_code = HiddenField()
    password = PasswordField(_l("设一个口令"), [required(_l("请设一个口令。")), at_most(1000)])


class ForgottenForm(Form):
    """By which name somebody cannot come in any more."""

    name = StringField(_l("手机号、邮箱或用户名"), [required(_l("请填写手机号、邮箱或用户名。")), at_most(254)])


REACHES = [
    SelectChoice("private", _l("只有自己")),
    SelectChoice("branch", _l("同支部的人")),
    SelectChoice("partners", _l("同支部和共建各方")),
]


class ProfileForm(Form):
    """How others know the person, and who may see how to reach them."""

    name = StringField(_l("姓名"), [required(_l("请填写姓名。")), at_most(60)])
    phone_reach = SelectField(_l("谁能看到我的手机号"), choices=REACHES)
    email_reach = SelectField(_l("谁能看到我的邮箱"), choices=REACHES)


class NamesForm(Form):
    """What one signs in with; the present password shows that it is really the person."""

    phone = StringField(_l("手机号"), [at_most(40)])
    email = StringField(_l("邮箱"), [at_most(254)])
    username = StringField(_l("用户名"), [at_most(40)])
    current = PasswordField(
        _l("现在的口令"), [required(_l("请填写现在的口令，证明是您本人。")), at_most(1000)], id="names-current"
    )


class PasswordForm(Form):
    """The present password and the next one."""

    current = PasswordField(_l("现在的口令"), [required(_l("请填写现在的口令。")), at_most(1000)], id="password-current")
    password = PasswordField(_l("新口令"), [required(_l("请填写新口令。")), at_most(1000)])

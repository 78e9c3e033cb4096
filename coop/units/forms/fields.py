"""Checks that several forms share: sign-in names are read as the roster reads them, so both refuse alike."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from coop.core.forms import SHORT, Form, at_most, required, strip
from coop.units.roster.values import Unreadable, read_email, read_name, read_phone, read_username
from coop.units.words import ROLES

Words = Mapping[str, Any]
Check = Callable[[Form, Any], None]


def choices(words: Words, *only: str) -> list[SelectChoice]:
    """What a list offers, in the order of the words, or those named in the order of their naming."""
    return [SelectChoice(key, words[key]) for key in only or words]


def reads(reader: Callable[[str], str | None]) -> Check:
    """Keep the value that the reader makes of what was typed, or say why it makes none.

    A form that comes back shows what was typed, not what was made of it: 139 0013 9001, never +8613900139001.
    """

    def check(_: Form, field: Any) -> None:
        typed = field.data or ""
        field._value = lambda: typed
        try:
            field.data = reader(field.data or "")
        except Unreadable as unreadable:
            raise ValidationError(unreadable.sentence) from None

    return check


class NewcomerForm(Form):
    """Name and ways to sign in; which of them are needed is the deed's to say."""

    name = StringField(_l("姓名"), [required(), reads(read_name)], filters=[strip])
    phone = StringField(_l("手机号"), [reads(read_phone)], filters=[strip], render_kw={"inputmode": "tel"})
    email = StringField(_l("邮箱"), [reads(read_email)], filters=[strip], render_kw={"inputmode": "email"})
    username = StringField(_l("用户名"), [reads(read_username)], filters=[strip])


class OfficeForm(Form):
    """What somebody is in a branch, and for how long."""

    role = SelectField(_l("角色"), choices=choices(ROLES), default="member")
    post = StringField(_l("职务名称"), [at_most(40)], filters=[strip], description=_l("例如：组织委员、纪检委员"))
    term_from = DateField(_l("任职开始"), [Optional()])
    term_until = DateField(_l("任职届满"), [Optional()], description=_l("届满前 90 天会提示换届"))


class ReasonForm(Form):
    """A deed that somebody else will ask about: why, and, where asked, whether one is sure."""

    reason = TextAreaField(_l("理由"), [at_most(500)], filters=[strip], description=_l("会告诉相关的人"))
    is_sure = BooleanField(_l("我知道后果，确定这样做"))


def text_field(label: Any, most: int = SHORT, **more: Any) -> TextAreaField:
    return TextAreaField(label, [at_most(most)], filters=[strip], **more)

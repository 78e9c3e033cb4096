"""Forms of a unit: its application, its face, its rules, who runs it."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField, ValidationError

from coop.core.forms import LONG, Form, at_most, required, strip
from coop.core.web.language import said
from coop.units.forms.fields import NewcomerForm, choices, reads
from coop.units.roster.values import read_email, read_name, read_phone
from coop.units.wishes import CONTACT_NEEDED, UnitWish
from coop.units.words import POLICIES, UNIT_KINDS, UNIT_ROLES


class ApplicationForm(Form):
    """A unit that wants to join, and who asks for it."""

    unit_name = StringField(_l("单位全称"), [required(), at_most(80)], filters=[strip])
    kind = SelectField(_l("单位类型"), choices=choices(UNIT_KINDS))
    district = StringField(_l("所在地区"), [required(), at_most(60)], filters=[strip], description=_l("例如：滨海市南湾区"))
    applicant = StringField(_l("申请人姓名"), [required(), reads(read_name)], filters=[strip])
    phone = StringField(_l("手机号"), [reads(read_phone)], filters=[strip], render_kw={"inputmode": "tel"})
    email = StringField(_l("邮箱"), [reads(read_email)], filters=[strip], render_kw={"inputmode": "email"})
    message = TextAreaField(_l("想用互联共建做什么？有什么问题？"), [at_most(LONG)], filters=[strip])

    def validate_phone(self, field: Field) -> None:
        """What is missing is said all at once: one way to reach the applicant, together with every other empty field."""
        if not (field.data or self.email.data):
            raise ValidationError(said(CONTACT_NEEDED))

    def wish(self) -> UnitWish:
        text = {name: value or "" for name, value in self.values().items() if name not in ("phone", "email")}
        return UnitWish(**text, phone=self.phone.data or None, email=self.email.data or None)


class UnitForm(Form):
    """How the unit is shown to the network."""

    short_name = StringField(
        _l("简称"), [required(), at_most(20)], filters=[strip], description=_l("和支部名连着说：“北方机械”第三支部")
    )
    district = StringField(_l("所在地区"), [at_most(60)], filters=[strip])
    about = TextAreaField(_l("单位简介"), [at_most(LONG)], filters=[strip])


class PoliciesForm(Form):
    """One switch a policy; the fields are made from the list of policies."""

    def allowed(self) -> dict[str, bool]:
        return {name: bool(self._fields[name].data) for name in POLICIES}


for _name, (_label, _hint) in POLICIES.items():
    setattr(PoliciesForm, _name, BooleanField(_label, description=_hint))


class UnitRoleForm(NewcomerForm):
    """Somebody who is to run the unit."""

    role = SelectField(_l("职责"), choices=choices(UNIT_ROLES))
    is_sure = BooleanField(_l("我核实过，就是这个人"))
    sure_of = HiddenField()

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name in ("name", "phone", "email", "username")}

    @property
    def is_confirmed(self) -> bool:
        """Whether the mark was set under a sentence about this very person: who is exchanged afterwards is asked about anew."""
        return bool(self.is_sure.data) and self.sure_of.data == self._asked()

    def ask_again(self) -> None:
        """The page comes back: what is said there is about what was typed now."""
        self.is_sure.data, self.sure_of.data = self.is_confirmed, self._asked()

    def _asked(self) -> str:
        return "|".join([self.role.data or "", *(value or "" for value in self.values().values())])

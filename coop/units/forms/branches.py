"""Forms of a branch: its place in the tree, its profile, its people."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from coop.core.forms import LONG, Form, at_most, required, strip
from coop.core.web.language import said
from coop.units.forms.fields import NewcomerForm, OfficeForm, ReasonForm, choices, text_field
from coop.units.tree import Place
from coop.units.wishes import LOGIN_NEEDED, Newcomer, NodeWish, Office, Profile
from coop.units.words import BRANCH_KINDS, DOMAINS, ROLES

TOP = 0
SEEN_BY = {
    "unit": _l("本单位和共建各方"), "network": _l("全网：列入名录，登录的人都能看到"), "public": _l("公开：没有登录也能看到"),
}  # fmt: skip


class ParentForm(Form):
    """Chooses a place in the unit's tree; 0 stands for the top."""

    parent_id = SelectField(_l("上级组织"), coerce=int)

    def offer(self, places: Iterable[Place]) -> None:
        shown = [(place.node.id, "　" * place.depth + place.node.name) for place in places]
        self.parent_id.choices = [SelectChoice(*choice) for choice in [(TOP, _l("（最上级）")), *shown]]

    @property
    def under_id(self) -> int | None:
        return self.parent_id.data or None


class NameForm(Form):
    name = StringField(_l("名称"), [required(), at_most(60)], filters=[strip])
    kind = SelectField(_l("类型"), choices=choices(BRANCH_KINDS), default="branch")


class NodeForm(NameForm, ParentForm):
    """A new node of the tree."""

    ends_on = DateField(_l("到哪一天为止"), [Optional()], description=_l("只有临时支部要填"))

    def wish(self) -> NodeWish:
        return NodeWish(self.name.data or "", self.kind.data, self.under_id, self.ends_on.data)


class ProfileForm(Form):
    """What a branch tells about itself."""

    strengths = text_field(_l("我们的长处"), LONG, description=_l("能给别人什么：讲师、技术、经验、志愿服务……"))
    needs = text_field(_l("我们的需要"), LONG, description=_l("希望别人帮什么"))
    venues = text_field(_l("可以用的场地"), LONG)
    domains = SelectMultipleField(
        _l("共建领域"), choices=choices(DOMAINS), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    district = StringField(_l("所在地区"), [at_most(60)], filters=[strip], description=_l("不填就用单位的地区"))
    liaison_role = SelectField(_l("由谁联络"), choices=choices(ROLES, "clerk", "deputy", "secretary"))
    seen_by = RadioField(
        _l("谁能看到"),
        choices=choices(SEEN_BY),
        default="network",
    )

    def profile(self) -> Profile:
        typed = {name: value or "" for name, value in self.values().items() if name != "domains"}
        return Profile(**typed, domains=tuple(self.domains.data or ()))


class InviteForm(NewcomerForm, OfficeForm):
    """Somebody is asked to join a branch."""

    def validate_phone(self, field: Field) -> None:
        """A missing name and a missing way to sign in are said together."""
        if not (field.data or self.email.data or self.username.data):
            raise ValidationError(said(LOGIN_NEEDED))

    def person(self) -> Newcomer:
        return Newcomer(self.name.data or "", self.phone.data, self.email.data, self.username.data)

    def office(self) -> Office:
        return Office(self.role.data, self.post.data or "", self.term_from.data, self.term_until.data)


class ChangeForm(OfficeForm, ReasonForm):
    """A change of role, post or term, with its reason."""

    def office(self) -> Office:
        return Office(self.role.data, self.post.data or "", self.term_from.data, self.term_until.data)


class JoinForm(Form):
    message = text_field(_l("附言"), 500, description=_l("介绍一下自己，方便支部核对"))


class RosterForm(Form):
    """A spreadsheet of branches and people."""

    file = FileField(_l("名单文件"), [required(_l("请选择文件。"))])
    updates = BooleanField(_l("更新已有成员"), description=_l("按登录信息找到本人，填了的格子以表格为准"))

"""What people type about partnerships, as typed values with errors at the fields."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from coop.core.clock import today
from coop.core.forms import LONG, Form, at_most, required, strip
from coop.core.web.language import said
from coop.partnerships.proposal import Proposal, faults_of
from coop.partnerships.words import DOMAINS

CHOICES = [SelectChoice(code, label) for code, label in DOMAINS.items()]


class CheckboxesField(SelectMultipleField):
    """Several of a list, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ProposalForm(Form):
    branch = SelectField(_l("代表哪个支部"), coerce=int)
    invitees = SelectMultipleField(_l("邀请谁"), coerce=int, validate_choice=False)
    name = StringField(_l("共建名称"), filters=[strip], validators=[required(), at_most(40)])
    aims = TextAreaField(_l("想一起做成什么"), filters=[strip], validators=[required(), at_most(LONG)])
    domains = CheckboxesField(_l("领域"), choices=CHOICES, validators=[Optional()])
    starts_on = DateField(_l("从"), validators=[required(_l("请填开始日期。"))])
    ends_on = DateField(_l("到"), validators=[required(_l("请填结束日期。"))])
    answer_until = DateField(_l("请对方在此日期前答复"), validators=[required(_l("请填答复期限。"))])
    message = TextAreaField(_l("给对方的话"), filters=[strip], validators=[Optional(), at_most(LONG)])

    def proposal(self) -> Proposal:
        return Proposal(
            name=self.name.data, aims=self.aims.data, invitee_ids=tuple(dict.fromkeys(self.invitees.data or ())),
            starts_on=self.starts_on.data, ends_on=self.ends_on.data, answer_until=self.answer_until.data,
            domains=tuple(self.domains.data or ()), message=self.message.data or "",
        )  # fmt: skip

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Everything that cannot stand at once, each at its field: a missing date hides no missing invitee."""
        is_filled_in = super().validate(extra_validators)
        faults = list(faults_of(self.proposal(), self.branch.data or 0, today()))
        for name, sentence in faults:
            field = self._fields[name]
            field.errors = [*field.errors, said(sentence)]
        return is_filled_in and not faults


class ReasonForm(Form):
    reason = TextAreaField(_l("理由"), filters=[strip], validators=[required(_l("请写明理由，对方会看到。")), at_most(500)])


class SummaryForm(Form):
    reason = TextAreaField(_l("总结"), filters=[strip], validators=[required(_l("请写一段总结，留给各方。")), at_most(LONG)])


class AdmitForm(ReasonForm):
    invitee = SelectField(_l("邀请谁"), coerce=int, validate_choice=False, default=0)
    q = HiddenField()


class LiaisonForm(Form):
    liaison = SelectField(_l("联络员"), coerce=int)
    backup = SelectField(_l("备份联络员"), coerce=int)


class RosterForm(Form):
    roster = RadioField(
        _l("对方能看到本支部的"),
        choices=[
            SelectChoice("members", _l("全部成员的姓名和职务")), SelectChoice("officers", _l("只看书记、副书记、委员和内勤")),
        ],
    )

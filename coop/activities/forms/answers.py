"""Short forms: a reason, a guest, answers to the host's questions, a line of the budget."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from coop.core.forms import Form, at_most, required, strip


class ReasonForm(Form):
    """A deed that somebody else has to live with carries its reason."""

    reason = TextAreaField(_l("原因"), [required(_l("请写明原因，对方会看到。")), at_most(500)], filters=[strip])


class GuestForm(Form):
    guest_name = StringField(_l("来宾姓名"), [required(_l("请填写来宾姓名。")), at_most(60)], filters=[strip])
    guest_contact = StringField(
        _l("联系电话后四位"), [required(_l("请填写来宾联系电话的后四位。")), at_most(20)], filters=[strip]
    )


class ExpenseForm(Form):
    """Amounts are typed in yuan with at most two decimals and kept in cents."""

    item = StringField(_l("开支内容"), [required(_l("请填写开支内容。")), at_most(60)], filters=[strip])
    branch = SelectField(_l("承担支部"), coerce=int)
    planned = DecimalField(_l("预算"), [Optional()], places=2)
    actual = DecimalField(_l("实际"), [Optional()], places=2)

    def cents(self, name: str) -> int | None:
        """The amount in cents, rounded to the cent; what is no finite number is nothing typed."""
        typed: Decimal | None = self[name].data
        return int((typed * 100).to_integral_value()) if typed is not None and typed.is_finite() else None


def answer_form(questions: Sequence[str]) -> Any:
    """One field for each question, in the host's words."""
    fields = {
        f"answer-{number}": StringField(question, [at_most(200)], filters=[strip])
        for number, question in enumerate(questions)
    }
    return type("AnswerForm", (Form,), fields)()

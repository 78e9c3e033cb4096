"""What operators type."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from coop.core.forms import Form, at_most, strip


class ApprovalForm(Form):
    is_sure = BooleanField(_l("我核实过，就是这个人"))


class RejectionForm(Form):
    reason = TextAreaField(
        _l("退回的理由"), [at_most(500)], filters=[strip], description=_l("申请人会看到，请写明怎样可以再申请")
    )


class SuspensionForm(Form):
    reason = TextAreaField(
        _l("停用的理由"), [at_most(500)], filters=[strip], description=_l("该单位的人会看到，请写明怎样可以恢复")
    )

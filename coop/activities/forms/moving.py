"""A new date or place, with the reason that everybody reads."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Optional

from coop.activities.forms.times import instant
from coop.core.forms import Form, at_most, required, strip


class MoveForm(Form):
    """Shows the present date and place; whatever differs moves."""

    day = DateField(_l("日期"), [InputRequired(_l("请选择日期。"))])
    starts = TimeField(_l("开始"), [InputRequired(_l("请填写开始时间。"))])
    ends = TimeField(_l("结束"), [InputRequired(_l("请填写结束时间。"))])
    ends_on = DateField(_l("结束日期"), [Optional()])
    place = StringField(_l("地点"), [at_most(120)], filters=[strip])
    reason = TextAreaField(_l("原因"), [required(_l("请写明原因，大家会看到。")), at_most(500)], filters=[strip])

    @property
    def starts_at(self) -> datetime:
        return instant(self.day.data, self.starts.data)

    @property
    def ends_at(self) -> datetime:
        return instant(self.ends_on.data or self.day.data, self.ends.data)

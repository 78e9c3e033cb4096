"""What people type about an entry, as typed values with a sentence at each field."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import (
    FileField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from coop.core.errors import Invalid
from coop.core.forms import LONG, SHORT, Form, at_most, required, strip
from coop.core.text.markdown import demand_size
from coop.core.web.language import said
from coop.library.kinds import CASE, CASE_FIELDS, Writing, clean_tags
from coop.library.words import KINDS

ACCEPT = ".txt,.md,.docx"
ACCEPT_FILES = ".txt,.md,.docx,.xlsx,.pptx,.pdf,.png,.jpg,.jpeg,.gif,.webp"


def choices(pairs: Iterable[tuple[object, object]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in pairs]


class WritingForm(Form):
    """One phone screen: what it is called, what it says, who sees it; the rest is under 更多选项."""

    kind = RadioField(_l("类型"), choices=choices(KINDS.items()), default=CASE)
    title = StringField(_l("标题"), [required(_l("请填写标题。")), at_most(SHORT)], filters=[strip])
    source = FileField(_l("从文件读取正文"))
    body = TextAreaField(_l("正文"))
    audiences = SelectMultipleField(
        _l("谁能看"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )
    branch_id = SelectField(_l("以哪个支部的名义"), coerce=int, validate_choice=False)
    summary = TextAreaField(_l("摘要"), [at_most(500)], filters=[strip], render_kw={"rows": 2})
    tags = StringField(_l("标签"), [at_most(200)], filters=[strip], description=_l("用空格或顿号隔开，最多 8 个"))
    background = TextAreaField(_l("背景"), [at_most(LONG)], filters=[strip])
    practice = TextAreaField(_l("做法"), [at_most(LONG)], filters=[strip])
    results = TextAreaField(_l("成效"), [at_most(LONG)], filters=[strip])
    lessons = TextAreaField(_l("教训"), [at_most(LONG)], filters=[strip])
    conditions = TextAreaField(_l("适用条件"), [at_most(LONG)], filters=[strip])
    materials = TextAreaField(_l("材料"), [at_most(LONG)], filters=[strip])
    contact_role = StringField(_l("联系角色"), [at_most(SHORT)], filters=[strip], description=_l("例如：支部书记"))
    files = MultipleFileField(_l("附件"))

    def validate_body(self, field: TextAreaField) -> None:
        try:
            demand_size(field.data or "")
        except Invalid as refusal:
            raise ValidationError(said(refusal.sentence)) from None

    def offer(self, branches: Sequence[tuple[int, str]], audiences: Sequence[tuple[str, str]]) -> None:
        """What can be chosen; the first branch is the one most people have."""
        self.branch_id.choices = choices(branches)
        self.audiences.choices = choices(audiences)

    def case_fields(self) -> list[TextAreaField]:
        return [self[name] for name in CASE_FIELDS]

    def writing(self) -> Writing:
        """The typed values; browsers send lines with two signs at their end."""
        return Writing(
            title=self.title.data or "",
            body=(self.body.data or "").replace("\r\n", "\n").strip("\n"),
            summary=self.summary.data or "",
            tags=clean_tags(self.tags.data or ""),
            fields={name: self[name].data for name in CASE_FIELDS if self[name].data and self.kind.data == CASE},
            audiences=list(self.audiences.data or []),
        )


class ReviewerForm(Form):
    reviewer_id = RadioField(_l("请谁审核"), [required(_l("请选择审核人。"))], coerce=int, validate_choice=False)


class ReasonForm(Form):
    reason = TextAreaField(_l("理由"), [at_most(500)], filters=[strip])


class RemarkForm(Form):
    text = TextAreaField(_l("说一句"), [at_most(LONG)], filters=[strip], render_kw={"rows": 2})


class AudiencesForm(Form):
    audiences = SelectMultipleField(
        _l("谁能看"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=False
    )


class SuccessorForm(Form):
    successor_id = SelectField(_l("由哪一篇代替"), [Optional()], coerce=int, validate_choice=False)

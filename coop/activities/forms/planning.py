"""The form of an activity: what fits one phone screen first, the rest under 更多选项."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields import DateTimeLocalField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from coop.activities.agenda import Item, read_agenda, write_agenda
from coop.activities.forms.labels import DUTIES, KINDS
from coop.activities.forms.times import from_local, instant, to_local
from coop.activities.models import Activity
from coop.activities.plans import Plan, quota_field
from coop.core.clock import local
from coop.core.forms import LONG, Form, at_most, required, strip
from coop.units.models import Branch

MOST_HANDS = 99


def _clock_of(at: datetime) -> timedelta:
    """How long after midnight clocks show it."""
    here = local(at)
    return timedelta(hours=here.hour, minutes=here.minute)


class ContentForm(Form):
    """What may be changed at any time before the activity is over."""

    branches: ClassVar[Sequence[Branch]] = ()

    title = StringField(_l("活动名称"), [required(_l("请填写活动名称。")), at_most(80)], filters=[strip])
    kind = SelectField(_l("类型"), choices=[SelectChoice(kind, label) for kind, label in KINDS.items()])
    about = TextAreaField(_l("内容和要求"), [at_most(LONG)], filters=[strip])
    agenda = TextAreaField(_l("议程"), [at_most(LONG)], filters=[strip])
    register_until = DateTimeLocalField(_l("报名截止"), [Optional()], format="%Y-%m-%dT%H:%M")
    questions = TextAreaField(_l("报名时要回答的问题"), [at_most(600)], filters=[strip])
    takes_guests = BooleanField(_l("可以带来宾（要主办方批准）"))

    def quota_fields(self) -> list[Any]:
        return [self[quota_field(branch.id)] for branch in self.branches]

    def duty_fields(self) -> list[Any]:
        return [self[f"duty_{kind}"] for kind in DUTIES]

    def contents(self, starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
        """The typed values of a plan; an agenda that cannot be read is refused at its field."""
        typed = (self.agenda.data or ""), (self.questions.data or "")
        return {
            "title": self.title.data, "kind": self.kind.data, "about": self.about.data or "",
            "agenda": read_agenda(typed[0], begins=_clock_of(starts_at), lasts=ends_at - starts_at),
            "questions": [line.strip() for line in typed[1].splitlines() if line.strip()],
            "register_until": from_local(self.register_until.data), "takes_guests": self.takes_guests.data,
            "duties": {kind: self[f"duty_{kind}"].data for kind in DUTIES if self[f"duty_{kind}"].data},
            "quotas": {branch.id: self[quota_field(branch.id)].data for branch in self.branches},
        }  # fmt: skip

    def plan_for(self, activity: Activity) -> Plan:
        """The activity as it would be with these contents, its date and place as they are."""
        return Plan(
            starts_at=activity.starts_at, ends_at=activity.ends_at, place=activity.place, shown_to=activity.shown_to,
            **self.contents(activity.starts_at, activity.ends_at),
        )  # fmt: skip


class PlanForm(ContentForm):
    """The whole of a plan, date, place and hosts included."""

    day = DateField(_l("日期"), [InputRequired(_l("请选择日期。"))])
    starts = TimeField(_l("开始"), [InputRequired(_l("请填写开始时间。"))])
    ends = TimeField(_l("结束"), [InputRequired(_l("请填写结束时间。"))])
    ends_on = DateField(_l("结束日期"), [Optional()])
    place = StringField(_l("地点"), [at_most(120)], filters=[strip])
    shown_to = RadioField(
        _l("谁能看到"),
        choices=[SelectChoice("hosts", _l("主办支部的成员")), SelectChoice("unit", _l("本单位所有人"))],
        default="hosts",
    )
    hosts = SelectMultipleField(
        _l("一起主办"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def validate_ends(self, field: Any) -> None:
        """Told together with whatever else is wrong, not after it."""
        begins = self.day.data and self.starts.data and instant(self.day.data, self.starts.data)
        ends_on = self.ends_on.data or self.day.data
        if begins and ends_on and field.data and instant(ends_on, field.data) <= begins:
            raise ValidationError(_l("结束时间要晚于开始时间。"))

    def plan(self, branch_id: int) -> Plan:
        """The plan that ``branch_id`` makes; quotas tell who hosts it."""
        starts_at = instant(self.day.data, self.starts.data)
        ends_at = instant(self.ends_on.data or self.day.data, self.ends.data)
        contents = self.contents(starts_at, ends_at)
        chosen = {branch_id, *(self.hosts.data or [])}
        contents["quotas"] = {
            number: contents["quotas"].get(number) for number in [branch_id, *sorted(chosen - {branch_id})]
        }
        return Plan(
            starts_at=starts_at,
            ends_at=ends_at,
            place=self.place.data or "",
            shown_to=self.shown_to.data or "hosts",
            **contents,
        )


def plan_form(
    kind: type[ContentForm],
    branches: Sequence[Branch],
    *,
    own_id: int | None = None,
    with_quotas: bool = True,
    kept: dict[str, Any],
) -> Any:
    """A form with a quota for each of the branches and a number of hands for each duty.

    ``own_id`` is the branch that plans; the others are offered as hosts with it.
    """
    fields: dict[str, Any] = {"branches": branches if with_quotas else [b for b in branches if b.id == own_id]}
    hands = [Optional(), NumberRange(0, MOST_HANDS, _l("请填 0 到 99 之间的数。"))]
    seats = [Optional(), NumberRange(min=1, message=_l("名额至少 1 人；不限名额请留空。"))]
    for name, label in DUTIES.items():
        fields[f"duty_{name}"] = IntegerField(label, hands)
    for branch in fields["branches"]:
        fields[quota_field(branch.id)] = IntegerField(branch.label, seats)
    form = type(f"{kind.__name__}Here", (kind,), fields)(data=kept)
    if isinstance(form, PlanForm):
        form.hosts.choices = [SelectChoice(branch.id, branch.label) for branch in branches if branch.id != own_id]
    return form


def kept_values(activity: Activity) -> dict[str, Any]:
    """What the form shows of an activity that is there already."""
    starts, ends = local(activity.starts_at), local(activity.ends_at)
    items = [Item(**item) for item in activity.agenda]
    return {
        "title": activity.title, "kind": activity.kind, "about": activity.about, "place": activity.place,
        "day": starts.date(), "starts": starts.time(), "ends": ends.time(),
        "shown_to": "unit" if activity.shown_to == "unit" else "hosts",
        "ends_on": ends.date() if ends.date() != starts.date() else None,
        "agenda": write_agenda(items, begins=_clock_of(activity.starts_at)),
        "questions": "\n".join(activity.questions), "register_until": to_local(activity.register_until),
        "takes_guests": activity.takes_guests, "hosts": [host.branch_id for host in activity.hosts],
        **{f"duty_{kind}": hands for kind, hands in activity.duties.items()},
        **{quota_field(host.branch_id): host.quota for host in activity.hosts},
    }  # fmt: skip


def first_values(day: date, hosts: Sequence[Branch]) -> dict[str, Any]:
    """What is filled in for somebody who begins: an afternoon in a week, all parties."""
    return {
        "day": day, "starts": time(14), "ends": time(16, 30),
        "hosts": [branch.id for branch in hosts],
    }  # fmt: skip

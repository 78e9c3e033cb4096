"""N1: opening the centre clears the badge; a notification is read by going where it leads; nobody opens another's."""

from flask import Flask
from sqlalchemy import select

from coop.core.outbox import drain
from coop.core.scope import everything
from coop.extensions import db
from coop.notifications.models import Notification
from coop.notifications.queries import count_new
from tests.cast import Cast
from tests.partnerships.asking import propose


def token(client) -> str:
    page = client.get("/notifications").get_data(as_text=True)
    return page.split('name="csrf-token" content="')[1].split('"')[0]


def new_for(person) -> int:
    with everything("test", quiet=True):
        return count_new(person.id)


def told(cast: Cast) -> Notification:
    propose(cast.ana, cast.third, cast.port)
    drain()
    with everything("test", quiet=True):
        return db.session().scalars(select(Notification).where(Notification.user_id == cast.chen.id)).one()


def test_the_page_shows_what_is_new_and_only_ones_own(app: Flask, cast: Cast):
    told(cast)
    page = cast.chen.visit(app).get("/notifications").get_data(as_text=True)
    assert "请答复" in page and "新的" in page
    other = cast.dara.visit(app).get("/notifications").get_data(as_text=True)
    assert "港机联建" not in other and "还没有通知" in other


def test_looking_changes_nothing_and_having_looked_clears_the_badge(app: Flask, cast: Cast):
    told(cast)
    chen = cast.chen.visit(app)
    assert 'data-count="notifications">1<' in chen.get("/notifications").get_data(as_text=True)
    assert new_for(cast.chen) == 1
    assert chen.post("/notifications/seen", headers={"X-CSRFToken": token(chen)}).status_code == 204
    assert new_for(cast.chen) == 0
    assert "未读" in chen.get("/notifications").get_data(as_text=True)


def test_reading_leads_to_where_it_happened(app: Flask, cast: Cast):
    note = told(cast)
    chen = cast.chen.visit(app)
    answer = chen.post(f"/notifications/{note.id}/read", headers={"X-CSRFToken": token(chen)})
    assert answer.status_code == 303 and answer.location == note.url
    assert "没有未读的通知" in chen.get("/notifications?show=unread").get_data(as_text=True)


def test_all_can_be_read_at_once(app: Flask, cast: Cast):
    told(cast)
    chen = cast.chen.visit(app)
    chen.post("/notifications/read", headers={"X-CSRFToken": token(chen)})
    assert new_for(cast.chen) == 0


def test_dara_cannot_read_anothers_and_a_stranger_is_asked_to_sign_in(app: Flask, cast: Cast):
    note = told(cast)
    dara = cast.dara.visit(app)
    assert dara.post(f"/notifications/{note.id}/read", headers={"X-CSRFToken": token(dara)}).status_code == 404
    assert new_for(cast.chen) == 1
    assert app.test_client().get("/notifications").status_code == 303

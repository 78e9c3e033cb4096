"""PostgreSQL reads the unions of the desk and of a timeline as SQLite does: their columns have one type in every part."""

from pathlib import Path

from coop import create_app
from coop.core.scope import entering, everything
from coop.extensions import db
from coop.reports import queries
from coop.settings import Settings
from tests.activities.making import proposed, scheduled, soon
from tests.cast import settle
from tests.partnerships.asking import propose


def test_desk_and_timeline_say_the_same_on_postgresql(postgres_url: str, tmp_path: Path):
    given = {"data_dir": tmp_path, "secret_key": "0123456789abcdefghijklmnopqrstuvwxyz-x", "database_url": postgres_url}
    given |= {"allow_http": True, "relay": False}
    app = create_app(Settings(_env_file=None, **given))
    with app.app_context(), everything("test", quiet=True):
        db.create_all()
        cast = settle()
        scheduled(cast, starts_at=soon(6))
        proposed(cast)
        propose(cast.ana, cast.third, cast.port, cast.second)
        told = {}
        for person in (cast.ana, cast.chen, cast.dara):
            with entering(person.scope) as scope:
                desk = queries.desk_of(scope)
            told[person.name] = ([each.kind for each in (*desk.waiting, *desk.others)], len(desk.upcoming))
        assert told == {
            "安娜": (["activity", "partnership"], 1), "陈立": (["proposal", "invitation"], 1), "达拉": ([], 0),
        }  # fmt: skip
        pages = [cast.ana.visit(app).get(path) for path in (f"/partnerships/{cast.pact.id}", "/partnerships?state=active", "/")]
        assert [page.status_code for page in pages] == [200, 200, 200]
        assert "接下来" in pages[0].get_data(as_text=True) and "安全互促共建" in pages[1].get_data(as_text=True)
        db.session.remove()
        db.engine.dispose()

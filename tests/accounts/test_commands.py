"""The operator's commands for accounts: nobody by default, one link at a time, nothing secret on the list."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from coop.accounts.actions import Newcomer, invite_operator
from coop.accounts.models import ACTIVE, LOCKED, User, WebSession
from coop.core.errors import Conflict, Invalid, NotFound
from coop.core.events import Deed
from coop.core.scope import everything
from coop.extensions import db
from tests import factories as make


def run(app: Flask, *words: str) -> str:
    """What the command printed; a refusal of the house comes out as it is."""
    result = app.test_cli_runner().invoke(args=list(words))
    if isinstance(result.exception, Exception):
        raise result.exception
    return result.stdout


def count(kind: type) -> int:
    with everything("counting", quiet=True):
        return db.session.query(kind).count()


def test_a_fresh_house_has_nobody_in_it(context):
    """A-08: no default account, no default password."""
    assert count(User) == 0


def test_the_first_administrator_gets_a_link_that_sets_a_password(context):
    printed = run(context, "init", "--phone", "139 0000 0001")
    path = re.search(r"http://127\.0\.0\.1:8000(/join/\S+)", printed).group(1)
    with everything("looking", quiet=True):
        user = db.session.query(User).one()
        assert (user.phone, user.is_operator, user.password, user.is_invited) == ("+8613900000001", True, None, True)
    assert context.test_client().get(path).status_code < 500
    assert re.search(r"代码　[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", printed)


def test_asked_again_before_the_first_one_joined_it_prints_a_fresh_link(context):
    first, second = run(context, "init"), run(context, "init")
    assert first != second and "下一步" in second
    assert count(User) == 1


def test_a_house_with_an_administrator_gets_no_second_one_this_way(context, cast):
    with pytest.raises(Conflict):
        run(context, "init", "--username", "intruder")


def test_a_login_that_cannot_be_one_is_refused(context):
    with pytest.raises(Invalid):
        run(context, "init", "--phone", "12")
    assert count(User) == 0


def test_the_list_shows_people_and_masks_their_numbers(context, cast):
    printed = run(context, "users", "list")
    assert "安娜" in printed
    assert cast.ana.user.phone not in printed
    assert "平台管理员" in printed


def test_whoever_has_not_come_for_long_is_found(context, cast):
    """A-08: stale accounts are flagged; a check that finds one ends with 1."""
    assert run(context, "users", "list", "--stale", "90") == ""
    with everything("time passes", quiet=True):
        cast.ben.user.created_at = cast.ben.user.created_at.replace(year=2020)
        make.save()
    result = context.test_cli_runner().invoke(args=["users", "list", "--stale", "90", "--check"])
    assert "贲小满" in result.stdout
    assert "安娜" not in result.stdout
    assert result.exit_code == 1


def test_a_locked_account_is_out_at_once_and_may_come_back(context, cast):
    ben = cast.ben.visit(context)
    run(context, "users", "lock", cast.ben.user.phone)
    assert cast.ben.user.state == LOCKED
    assert ben.get("/sign-in").status_code == 200
    run(context, "users", "unlock", cast.ben.user.phone)
    assert cast.ben.user.state == ACTIVE


def test_signing_somebody_out_ends_every_session_and_locks_nobody(context, cast):
    cast.ben.visit(context)
    cast.ben.visit(context)
    assert "已退出" in run(context, "users", "sign-out", cast.ben.user.phone)
    assert count(WebSession) == 0
    assert cast.ben.user.state == ACTIVE
    with everything("looking", quiet=True):
        assert db.session.scalars(select(Deed.name).where(Deed.name.like("accounts.%"))).all() == ["accounts.SessionsEnded"]


def test_somebody_who_is_not_in_yet_is_signed_in_nowhere(context, cast):
    with everything("inviting", quiet=True):
        newcomer = make.user("新来的", state="invited")
        make.save()
    assert "还没有启用" in run(context, "users", "sign-out", newcomer.phone)
    with everything("looking", quiet=True):
        assert db.session.get(User, newcomer.id).is_invited


def test_a_reset_prints_a_link_for_the_person_named_however_they_are_typed(context, cast):
    phone = cast.ben.user.phone.removeprefix("+86")
    assert "/reset/" in run(context, "users", "reset", f"{phone[:3]} {phone[3:]}")


def test_whoever_has_not_come_in_yet_gets_the_way_in_instead_of_a_way_back(context, cast):
    with everything("inviting", quiet=True):
        newcomer = make.user("新来的", state="invited")
        make.save()
    assert "/join/" in run(context, "users", "reset", newcomer.phone)


def test_a_login_that_a_unit_registered_and_nobody_opened_makes_no_operator(context, cast):
    """Whoever registered it first may hold the card."""
    with everything("inviting", quiet=True):
        newcomer = make.member(cast.gate, "某人", state="invited")
        make.save()
    with pytest.raises(Conflict), everything("inviting", quiet=True) as scope:
        invite_operator(Newcomer("运维", phone=newcomer.phone), by=scope)
    with everything("looking", quiet=True):
        assert not db.session.get(User, newcomer.id).is_operator


def test_nobody_by_that_name_is_said_so(context, cast):
    for command in ("lock", "unlock", "sign-out", "reset"):
        with pytest.raises(NotFound):
            run(context, "users", command, "nobody")


def test_no_command_of_a_library_makes_accounts_past_the_gate(app):
    assert set(app.cli.commands["users"].commands) == {"list", "lock", "unlock", "sign-out", "reset"}
    assert "roles" not in app.cli.commands

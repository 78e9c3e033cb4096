"""The servers that the tests stand on are real, are shared, and come back after a blow."""

import smtplib
from email.message import EmailMessage

import psycopg
import pytest
import redis
import sqlalchemy


def test_each_database_speaks_its_own_dialect(database_url):
    engine = sqlalchemy.create_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE branch (name VARCHAR(20))")
        connection.exec_driver_sql("INSERT INTO branch VALUES ('第一党支部')")
        assert connection.exec_driver_sql("SELECT name FROM branch").scalar() == "第一党支部"
    engine.dispose()


@pytest.mark.postgres
def test_a_module_cannot_see_anothers_database(postgres_server, postgres_url):
    name = postgres_server.new_database()
    engine = sqlalchemy.create_engine(postgres_server.url(name))
    with engine.connect() as connection:
        assert sqlalchemy.inspect(connection).get_table_names() == []
    engine.dispose()
    postgres_server.drop_database(name)


@pytest.mark.postgres
@pytest.mark.faults
def test_what_was_committed_outlives_a_killed_postgres(own_postgres):
    conninfo = f"host=127.0.0.1 port={own_postgres.port} user=coop dbname=postgres"
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    own_postgres.restart(hard=True)
    with psycopg.connect(conninfo) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)


@pytest.mark.redis
def test_redis_answers_and_starts_empty(redis_url):
    client = redis.Redis.from_url(redis_url)
    assert client.dbsize() == 0
    client.set("k", "v")
    assert client.get("k") == b"v"


@pytest.mark.redis
@pytest.mark.faults
def test_a_stopped_redis_refuses_and_comes_back(own_redis):
    client = redis.Redis.from_url(own_redis.url())
    own_redis.stop()
    with pytest.raises(redis.ConnectionError):
        client.ping()
    own_redis.start()
    assert client.ping()


def test_mail_arrives_with_its_chinese_intact(mailbox):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "coop@example.org", "ana@example.org", "共建邀请"
    letter.set_content("请于周五前答复。")
    with smtplib.SMTP("127.0.0.1", mailbox.port) as server:
        server.send_message(letter)
    assert [found["Subject"] for found in mailbox.to("ana@example.org")] == ["共建邀请"]
    assert mailbox.to("dara@example.org") == []


def test_a_full_mail_server_refuses_aloud(mailbox):
    mailbox.refuses = True
    with smtplib.SMTP("127.0.0.1", mailbox.port) as server, pytest.raises(smtplib.SMTPDataError):
        server.sendmail("coop@example.org", ["ana@example.org"], b"Subject: x\r\n\r\ny")
    assert mailbox.messages == []

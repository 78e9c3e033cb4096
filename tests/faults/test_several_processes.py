"""More than one machine's worth, in small: PostgreSQL, Redis, pages by gunicorn, sockets by two more, nginx before them."""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import simple_websocket
from sqlalchemy import func, select

from coop.core.events import Deed, Pending
from coop.core.scope import everything
from coop.extensions import db
from coop.units.models import Membership
from tests.bench.realtime import ROOT, House
from tests.faults.serving import Server
from tests.live import Socket
from tests.servers import asking, process

pytestmark = [pytest.mark.faults, pytest.mark.redis, pytest.mark.postgres]
GUIDE = ROOT / "docs" / "operating.md"


@pytest.fixture
def house(emptied_postgres, tmp_path: Path) -> House:
    """A branch of two people and its channel, on PostgreSQL."""
    return House(tmp_path, 2, database_url=emptied_postgres())


def say(socket: Socket, channel: int, text: str) -> dict:
    return socket.ask("post", {"channel": channel, "client_id": str(uuid4()), "text": text})


def end_membership(house: House, number: int) -> None:
    """As a deed of another process does it."""
    with house.app.app_context(), everything("test", quiet=True):
        row = db.session().scalars(select(Membership).order_by(Membership.id)).all()[number]
        row.state = "ended"
        db.session().commit()


def test_pages_and_sockets_on_processes_of_their_own(house: House, tmp_path: Path, own_redis):
    """What one says is pushed by the other; who is put out by one hears nothing at the other within two seconds."""
    shared = {"redis_url": own_redis.url(), "database_url": house.url, "relay": "0"}
    servers = [Server(tmp_path, house, **shared).start() for _ in range(2)]
    try:
        ana, chen = (server.connect(number) for number, server in enumerate(servers))
        for socket in (ana, chen):
            assert socket.ask("join", {"channel": house.channel_id})["ok"]
        time.sleep(1)
        assert say(ana, house.channel_id, "一")["seq"] == 1
        assert chen.hears("entry")[0]["text"] == "一"
        own_redis.stop(hard=True)
        assert say(ana, house.channel_id, "二")["seq"] == 2, "an absent Redis holds up nobody"
        own_redis.start()
        end_membership(house, 1)
        assert chen.wait(lambda: chen.told("evicted") or chen.is_closed, seconds=2)
        assert say(ana, house.channel_id, "三")["seq"] == 3
        assert not say(chen, house.channel_id, "还在吗").get("ok")
        assert "三" not in [entry["text"] for entry in chen.told("entry")]
    finally:
        for server in servers:
            server.stop()


@pytest.fixture
def proxied(house: House, tmp_path: Path, own_redis) -> Iterator[tuple[House, int]]:
    """The guide's own nginx sample and its own command for pages, before a process for sockets."""
    port, pages_port = process.free_port(), process.free_port()
    shared = {
        "redis_url": own_redis.url(), "database_url": house.url, "relay": "0", "trusted_proxies": "1",
        "base_url": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    sockets = Server(tmp_path, house, **shared).start()
    command = [str(Path(sys.executable).parent / "gunicorn"), *shlex.split(guide("gunicorn"))[1:]]
    command = [part.replace("127.0.0.1:8001", f"127.0.0.1:{pages_port}") for part in command]
    pages = process.launch(command, tmp_path / "pages.log", env=sockets.env, cwd=ROOT)
    nginx = start_nginx(tmp_path, {"8001": pages_port, "8002": sockets.port, "listen 443 ssl": f"listen 127.0.0.1:{port}"})
    try:
        process.wait_until(lambda: is_alive(port), seconds=60, what=f"nginx or the pages ({tmp_path}/pages.log)")
        yield house, port
    finally:
        for pid in (nginx, pages.pid):
            process.end(pid)
        sockets.stop()


def is_alive(port: int) -> bool:
    """gunicorn takes connections before its workers can answer."""
    try:
        return asking.get(f"http://127.0.0.1:{port}/healthz", seconds=5).status == 200
    except OSError:
        return False


def guide(kind: str) -> str:
    """The first block of that kind in docs/operating.md; tests run what operators read."""
    found = re.search(rf"```{kind}\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    assert found, kind
    return found.group(1)


def start_nginx(folder: Path, changes: dict[str, object]) -> int:
    """Checked with ``nginx -t`` and started; only ports are changed, and what names a certificate is left out."""
    program, sample = process.need("nginx"), guide("nginx")
    for old, new in changes.items():
        sample = sample.replace(old, str(new))
    sample = re.sub(r"^\s*ssl_.*\n", "", sample, flags=re.MULTILINE).replace("coop.example.cn", "127.0.0.1")
    path = folder / "nginx.conf"
    path.write_text(
        f"pid {folder}/nginx.pid; daemon off; error_log {folder}/nginx.log; events {{}}\n"
        f"http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n"
        f"fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{sample}\n}}\n"
    )
    if os.getuid() == 0:
        path.write_text("user root;\n" + path.read_text())
    checked = subprocess.run([program, "-t", "-c", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    return process.launch([program, "-c", str(path)], folder / "nginx.out").pid


def test_the_guides_nginx_carries_pages_and_sockets(proxied: tuple[House, int]):
    house, port = proxied
    url, (cookie, token) = f"http://127.0.0.1:{port}", house.papers[0]
    page = asking.get(f"{url}/me", seconds=20, Cookie=cookie)
    assert page.status == 200 and "成员0" in page.text
    socket = Socket(url, {"Cookie": cookie, "Origin": url})
    assert socket.connect(token)
    assert socket.ask("join", {"channel": house.channel_id})["ok"]
    assert say(socket, house.channel_id, "经过代理")["seq"] == 1
    with pytest.raises((simple_websocket.ConnectionError, simple_websocket.ConnectionClosed, OSError)):
        Socket(url, {"Cookie": cookie, "Origin": "http://elsewhere.example"})


def waiting(house: House) -> int:
    with house.app.app_context(), everything("counting", quiet=True):
        return db.session().scalar(select(func.count()).select_from(Pending)) or 0


def ring(house: House, bells: int) -> None:
    """Deeds with a reaction that writes one more deed each."""
    with house.app.app_context(), everything("test", quiet=True):
        for _ in range(bells):
            deed = Deed(name="test.Rung", facts={"number": 1}, audience="public")
            db.session().add(deed)
            db.session().flush()
            db.session().add(Pending(deed_id=deed.id, consumer="tests.faults.ringing.ring/Rung"))
        db.session().commit()


def rung(house: House) -> list[int]:
    with house.app.app_context(), everything("counting", quiet=True):
        return list(db.session().scalars(select(Deed.subject_id).where(Deed.name == "test.Answered")))


def test_two_workers_react_once_to_each_and_what_a_killed_one_held_is_retaken(house: House, tmp_path: Path):
    env = Server(tmp_path, house, database_url=house.url).env | {"COOP_TEST_LEASE": "3"}
    ring(house, 60)
    workers = [
        process.launch([sys.executable, "-m", "tests.faults.ringing"], tmp_path / f"worker-{n}.log", env=env, cwd=ROOT)
        for n in range(2)
    ]
    try:
        process.wait_until(lambda: len(rung(house)) >= 10, seconds=60, what="the first reactions")
        process.end(workers[0].pid, hard=True)
        process.wait_until(lambda: waiting(house) == 0, seconds=60, what="the last reaction")
    finally:
        for worker in workers:
            process.end(worker.pid)
    answered = rung(house)
    assert len(answered) == len(set(answered)) == 60, "each once, none left behind"

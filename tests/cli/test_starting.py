"""Serving from an empty folder, again from the same one, and from one that may not be used that way."""

from tests.cli.test_refuse_start import coop
from tests.servers import asking
from tests.servers.application import Served


def test_an_empty_folder_is_served_and_says_how_the_first_one_comes_in(serve):
    served: Served = serve()
    assert "python -m coop init" in served.told()
    assert asking.get(f"{served.url}/healthz").body == b"ok\n"
    assert served.data_dir.stat().st_mode & 0o777 == 0o700
    served.stop()
    served.start()
    assert served.is_ready()


def test_real_people_keep_a_demonstration_out(tmp_path):
    assert coop(tmp_path, "init").returncode == 0
    ended = coop(tmp_path, "serve", "--demo")
    assert ended.returncode == 1
    assert "已经有真实数据" in ended.stderr

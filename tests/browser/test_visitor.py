"""The watchers watch: noise, foreign origins, policies and sideways pages are noticed, a quiet page is not accused."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGES = {
    "/quiet": '<main><h1>安静</h1><p>一切正常。</p></main>',
    "/noise": '<script src="/noise.js"></script>',
    "/noise.js": "console.error('坏了');",
    "/inline": "<script>document.title = 'x'</script>",
    "/foreign": '<img alt="" src="http://127.0.0.2:9/x.png">',
    "/wide": '<main style="width:3000px">宽</main>',
    "/blind": '<main><h1>图</h1><img src="/quiet"></main>',
}  # fmt: skip

HEAD = '<!doctype html><html lang="zh"><title>页</title><link rel="icon" href="data:,">'


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path)
        script = self.path.endswith(".js")
        text = body if script else HEAD + str(body)
        policy = "script-src 'self'" if self.path != "/wide" else "script-src 'self'; style-src 'unsafe-inline'"
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/javascript" if script else "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_quiet_page_is_accused_of_nothing(visit, origin, size):
    visitor = visit(origin, size=size)
    visitor.go("/quiet")
    visitor.demand_silence()
    visitor.demand_no_sideways_scroll()
    visitor.demand_accessible()
    assert visitor.shot("visitor-quiet").stat().st_size > 1_000


@pytest.mark.parametrize(("path", "word"), [("/noise", "坏了"), ("/inline", "content policy"), ("/nowhere", "404")])
def test_noise_is_noticed(visit, origin, path, word):
    visitor = visit(origin)
    visitor.go(path)
    visitor.page.wait_for_timeout(50)
    assert any(word in line for line in visitor.unexpected())
    visitor.expect_noise("坏了|content policy|Content Security Policy|404")
    assert visitor.unexpected() == []


def test_a_foreign_origin_is_noticed(visit, origin):
    visitor = visit(origin)
    visitor.expect_noise("ERR_")
    visitor.go("/foreign")
    assert visitor.foreign == ["http://127.0.0.2:9/x.png"]
    visitor.foreign.clear()


def test_a_page_wider_than_the_screen_is_noticed(visit, origin, size):
    visitor = visit(origin, size=size)
    visitor.go("/wide")
    with pytest.raises(AssertionError, match="wider than the screen"):
        visitor.demand_no_sideways_scroll()


def test_a_picture_without_words_is_noticed(visit, origin):
    visitor = visit(origin)
    visitor.go("/blind")
    with pytest.raises(AssertionError, match="image-alt"):
        visitor.demand_accessible()


def test_two_visitors_share_no_cookie(visit, origin):
    ana, chen = visit(origin), visit(origin)
    ana.context.add_cookies([{"name": "who", "value": "ana", "url": origin}])
    assert chen.context.cookies() == []

"""W-04: whatever an address asks for, the browser stays on this site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coop.core.web.targets import same_site

#: Sixty and more ways out that were known to work against somebody: OWASP, PayloadsAllTheThings' open redirect list, CVEs.
WAYS_OUT = [
    "http://evil.example", "https://evil.example/", "HTTPS://evil.example", "//evil.example", "///evil.example",
    "////evil.example", "/\\evil.example", "\\/evil.example", "\\\\evil.example", "/\\/evil.example",
    "\\evil.example", "/\\\\evil.example", "/\t/evil.example", "\t//evil.example", "/\n/evil.example",
    "/\r/evil.example", "\x00//evil.example", " //evil.example", "/ /evil.example", "\u3000//evil.example",
    "/\u200b/evil.example", "\ufeff//evil.example", "/%09/evil.example", "/%0a/evil.example",
    "/%0d%0aLocation:%20//evil.example", "/%00/evil.example", "/%2f/evil.example", "/%2f%2fevil.example",
    "/%5cevil.example", "/%5c/evil.example", "/%252f/evil.example", "/%255cevil.example", "%2f%2fevil.example",
    "//evil%E3%80%82example", "//evil。example", "／／evil.example", "/／evil.example", "/＼evil.example",
    "⁄⁄evil.example", "//google.com@evil.example", "//localhost@evil.example", "http://localhost@evil.example",
    "http:evil.example", "http:/evil.example", "http:///evil.example", "https:evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "/javascript:alert(1)//\\",
    "data:text/html,x", "vbscript:x", "file:///etc/passwd", "ftp://evil.example", "//[::1]", "//0x7f000001",
    "//127.1", "//evil.example/%2e%2e", "/..//evil.example", "/.//evil.example", "/./\\evil.example",
    "/a/..//evil.example", "/;//evil.example", "/;@evil.example", "?next=//evil.example", "#//evil.example",
    "evil.example", "@evil.example", "localhost.evil.example", ".evil.example", "", None,
    "/\u0085/evil.example", "//e\u00advil.example", "/%E2%80%8B/evil.example", "/\u2028/evil.example",
    "http://[", "//[evil", "/" * 9 + "evil.example", "/x" * 2000, "/%ef%bc%8fevil.example",
]  # fmt: skip

WAYS_ON = [
    "/", "/me", "/activities/7?tab=people", "/search?q=互联网+党建", "/search?q=%E5%85%9A",
    "/search?q=a%20b&cursor=x-y_z", "/library/3#notes", "/search?q=http://example.cn", "/search?q=c%2B%2B",
    "/a@b", "/partnerships/3/agreements",
]  # fmt: skip


@pytest.mark.parametrize("wanted", WAYS_OUT)
def test_no_known_way_out_leads_out(wanted):
    assert same_site(wanted) == "/"


def test_there_are_at_least_sixty_of_them():
    assert len(set(WAYS_OUT)) >= 60


@pytest.mark.parametrize("wanted", WAYS_ON)
def test_pages_of_this_site_are_reached(wanted):
    assert same_site(wanted) == wanted


@given(st.text(alphabet=st.sampled_from("/\\ \t\n\r.@:%25cf0ax?#e／＼。\u200b"), max_size=14))
def test_whatever_is_typed_a_browser_resolves_it_to_this_host(wanted):
    target = same_site(wanted)
    browser_reads = "".join(mark for mark in target if mark not in "\t\n\r").replace("\\", "/")
    assert urlsplit(urljoin("http://here.example/page", browser_reads)).netloc == "here.example"

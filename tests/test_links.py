"""Nothing on the demo site leads nowhere."""

import re
from collections import deque
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest


class Links(HTMLParser):
    """Collect the addresses a page links to and the ids it offers."""

    def __init__(self, html):
        super().__init__()
        self.hrefs, self.ids = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids.add(attrs.get("id"))
        if tag in ("a", "link") and attrs.get("href") is not None:
            self.hrefs.append(attrs["href"])
        if tag == "form" and attrs.get("method", "get").lower() == "get":
            self.hrefs.append(attrs.get("action", ""))


def dead_links(client, start="/"):
    """Walk all pages from `start` and yield (page, address) of what does not answer.

    Addresses with a query are asked once but not walked on from: facets combine without end.
    """
    queue, seen, offered, anchors = deque([(start, start)]), {start}, {}, []
    while queue:
        source, path = queue.popleft()
        response = client.get(path, follow=True)
        if response.status_code != 200:
            yield source, path
            continue
        if "text/html" not in response.headers.get("Content-Type", ""):
            continue
        page = Links(response.text)
        offered[path] = page.ids
        if "?" in path:
            continue
        for href in page.hrefs:
            target, fragment = urldefrag(urljoin(f"http://testserver{path}", href))
            parts = urlsplit(target)
            if parts.netloc != "testserver" or re.match("/(static|media|cms)/", parts.path):
                continue
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            if fragment:
                anchors.append((path, address, fragment))
            if address not in seen:
                seen.add(address)
                queue.append((path, address))
    yield from ((page, f"{at}#{i}") for page, at, i in anchors if i not in offered.get(at, {i}))


@pytest.mark.django_db
def test_the_demo_site_has_no_dead_link(client, demo_site):
    assert list(dead_links(client)) == []

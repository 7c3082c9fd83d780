"""Links between the texts of the site, kept by page and not by address."""

import re

from wagtail.models import Page

from .writing import story

VIEWS = ("/praktyki/", "/szukaj/", "/cms/")
LINK = re.compile(r'<a href="(/[^"]*)">')


def body(entry, key, beside):
    """The paragraphs of an entry as the body of a page on the same site as another page."""
    html = "".join(f"<p>{text}</p>" for text in entry.texts("body", []))
    return story(key, with_page_links(entry, "body", html, beside))


def with_page_links(entry, field, html, beside):
    """Turn addresses of pages into links that outlive a change of address."""
    home = "/" + beside.url_path.split("/")[1]

    def link(match):
        if match[1].startswith(VIEWS):
            return match[0]
        page = Page.objects.filter(url_path=home + match[1]).first()
        if page is None:
            raise entry.error(field, f"odnośnik „{match[1]}” prowadzi donikąd.")
        return f'<a linktype="page" id="{page.pk}">'

    return LINK.sub(link, html)

"""What surrounds every page: icons, the menu, breadcrumbs, the footer's links."""

from functools import cache

from django import template
from django.contrib.auth.models import AnonymousUser
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from knowledge.models import CitySize
from knowledge.querysets import visible_to
from pimsite.models import SiteSettings

register = template.Library()

MARKS = {
    CitySize.LARGE: "m-duze",
    CitySize.MEDIUM: "m-srednie",
    CitySize.SMALL: "m-male",
    CitySize.FUNCTIONAL_AREA: "m-obszar",
    CitySize.ASSOCIATION: "m-obszar",
}

FILES = {
    "pdf": "file-pdf",
    "docx": "file-doc",
    "odt": "file-doc",
    "xlsx": "file-xls",
    "ods": "file-xls",
    "pptx": "file-ppt",
    "odp": "file-ppt",
    "csv": "file-csv",
}


@register.simple_tag
@cache  # a page shows a hundred of them
def icon(name, css_class="i"):
    """A decorative icon from the sprite; the word beside it carries the meaning."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css_class,
        static("img/icons.svg"),
        name,
    )


@register.filter
def parent_address(address):
    """The address one step up: of the list that a page stands in."""
    return address.rstrip("/").rpartition("/")[0] + "/"


@register.simple_tag
def city_mark(size_class):
    """The atlas mark of a city's size; a globe for a city abroad."""
    return icon(MARKS.get(size_class, "globe"), "m")


@register.simple_tag
def file_icon(extension):
    """The icon of a file's format."""
    return icon(FILES.get(extension.lower(), "file-text"), "")


@register.inclusion_tag("components/pager.html")
def pager(page, request):
    """Links to the pages of a long list, with gaps where there are many."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {"page": page, "numbers": numbers, "request": request}


@register.inclusion_tag("components/menu.html", takes_context=True)
def main_menu(context):
    """The first level of the site, with the section of this page marked."""
    request = context.get("request")
    path = request.path if request else ""
    practices, search = reverse("search:practices"), reverse("search:search")
    sections = [page for page in top_pages(context) if page.show_in_menus]
    links = [(_("Praktyki"), practices)]
    links += [(page.title, page.get_url(request)) for page in sections]
    items = [{"label": label, "url": url, "current": path.startswith(url)} for label, url in links]
    return {"items": items, "search_url": search, "search_current": path.startswith(search)}


@register.inclusion_tag("components/footer.html", takes_context=True)
def site_footer(context):
    """The secretariat's contact, the sections, the texts about the site."""
    pages = top_pages(context)
    request = context.get("request")
    return {
        "contact": SiteSettings.for_request(request) if request else None,
        "sections": [page for page in pages if page.show_in_menus],
        "texts": [page for page in pages if not page.show_in_menus],
        "address": request.build_absolute_uri() if request else "",
        "signed_in": bool(request and request.user.is_authenticated),
    }


@register.simple_tag(takes_context=True)
def declaration_address(context):
    """Where the accessibility declaration stands, for the tag that inspectors look for."""
    for page in top_pages(context):
        if page.cached_content_type.model == "accessibilitypage":
            return page.get_full_url(context["request"])
    return ""


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context):
    """The way from the home page to this one; the last step is plain text."""
    here = step = context.get("page")
    steps = []
    while isinstance(step, Page) and step.depth > 2:
        step = step.get_parent()  # routing has fetched it already
        steps.insert(0, step)
    return {"steps": steps, "here": here if steps else None}


def top_pages(context):
    """Live pages right below home that this visitor may read; fetched once a request."""
    request = context.get("request")
    if request is None:
        return []
    if not hasattr(request, "_top_pages"):
        site = Site.find_for_request(request)
        user = getattr(request, "user", AnonymousUser())
        pages = visible_to(user).child_of(site.root_page) if site else Page.objects.none()
        request._top_pages = list(pages)
    return request._top_pages

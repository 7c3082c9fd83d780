"""Addresses of the site; pages answer last, because their pattern takes everything."""

from django.urls import include, path
from django.views.generic import TemplateView
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from .accounts.views import door
from .freshness.views import answer
from .pictures import picture
from .previews.views import preview, preview_file

handler404 = "pimsite.errors.page_not_found"

urlpatterns = [
    path("cms/jsi18n/", JavaScriptCatalog.as_view(packages=["wagtail.admin", "pimsite"])),
    path("cms/login/", door),  # before Wagtail's own, which asks for no second factor
    path("_util/login/", door),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("pimsite.accounts.urls")),
    path("aktualnosc/<token>/<answer>/", answer, name="freshness_answer"),
    path("podglad/<token>/", preview, name="preview"),
    path("podglad/<token>/plik/<int:pk>/", preview_file, name="preview_file"),
    path("dokumenty/", include(wagtaildocs_urls)),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
    path("", include("search.urls")),
    path("media/<path:path>", picture, name="picture"),
    path("", include(wagtail_urls)),
]

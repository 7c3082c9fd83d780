"""The site's own pages, its media and its settings."""

from .accessibility import AccessibilityPage
from .media import PimDocument, PimImage, PimRendition
from .pages import HomePage, TextPage
from .settings import SiteSettings

__all__ = [
    "AccessibilityPage",
    "HomePage",
    "PimDocument",
    "PimImage",
    "PimRendition",
    "SiteSettings",
    "TextPage",
]

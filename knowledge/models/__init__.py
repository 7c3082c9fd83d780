"""The models of the library, by subject."""

from .base import ArticleMixin, Attachment, PartialDateField
from .cities import CityIndexPage, CityPage
from .freshness import Freshness, Withdrawal, confirm
from .geography import CitySize, Voivodeship
from .practices import (
    CostBand,
    PracticeAttachment,
    PracticePage,
    PracticePartner,
    PracticeTag,
    ResultFigure,
    Stage,
)
from .themes import PageTheme, Theme

__all__ = [
    "ArticleMixin",
    "Attachment",
    "CityIndexPage",
    "CityPage",
    "CitySize",
    "CostBand",
    "Freshness",
    "PageTheme",
    "PartialDateField",
    "PracticeAttachment",
    "PracticePage",
    "PracticePartner",
    "PracticeTag",
    "ResultFigure",
    "Stage",
    "Theme",
    "Voivodeship",
    "Withdrawal",
    "confirm",
]

"""What cities send in answer to a call, and what becomes of it."""

from .applications import Answer, Application, ApplicationFile, NumberSeries
from .judging import Assessment, Composition, Decision, FormalCheck, Score

__all__ = [
    "Answer",
    "Application",
    "ApplicationFile",
    "Assessment",
    "Composition",
    "Decision",
    "FormalCheck",
    "NumberSeries",
    "Score",
]

"""Applications to one network by the points of both assessors; a tie is told, not broken."""

from dataclasses import dataclass
from decimal import Decimal

from .judging import ASSESSORS
from .models import Application


@dataclass(frozen=True)
class Place:
    """An application in the ranking; without rank when an assessment is missing."""

    application: Application
    points: Decimal | None
    rank: int | None
    is_tie: bool


def ranked(call, network) -> list[Place]:
    """The best first; those that still wait for an assessment last."""
    weights = {each.key: each.weight for each in call.criteria.all()}
    applications = (
        Application.objects.submitted()
        .filter(call=call, network=network, formal_check__passed=True)
        .select_related("city", "formal_check", "decision")
        .prefetch_related("assessments__scores")
    )
    known = [(each, mean(each, weights)) for each in applications]
    every = sorted((points for _each, points in known if points is not None), reverse=True)
    places = [
        Place(
            application,
            points,
            None if points is None else every.index(points) + 1,
            every.count(points) > 1,
        )
        for application, points in known
    ]
    return sorted(places, key=lambda place: (place.rank or len(known) + 1, place.application.pk))


def mean(application, weights) -> Decimal | None:
    """What both gave on average; nothing until both handed in."""
    done = [each for each in application.assessments.all() if each.is_submitted]
    if len(done) < ASSESSORS:
        return None
    return sum((weighted(each, weights) for each in done), Decimal(0)) / len(done)


def weighted(assessment, weights) -> Decimal:
    """Points of one assessor, each times its weight."""
    scores = assessment.scores.all()
    return Decimal(sum(score.points * weights.get(score.key, 0) for score in scores))

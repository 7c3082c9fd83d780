"""Recommendations as a list asks for them, and the history that a page's revisions must keep."""

import json

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.utils import timezone
from wagtail.models import Page

from knowledge.querysets import visible_to


class RecommendationQuerySet(models.QuerySet):
    """Questions about many recommendations."""

    def visible_to(self, user):
        """Only of plans that this user may read."""
        return self.filter(plan__in=visible_to(user).filter(outputpage__kind="plan-ulepszen"))

    def with_state(self):
        """Annotate what the newest entry says, and its date."""
        newest = self._children("steps").filter(recommendation=OuterRef("pk"))
        newest = newest.order_by("-sort_order", "-pk")
        return self.annotate(
            state=Subquery(newest.values("state")[:1]), changed=Subquery(newest.values("date")[:1])
        )

    def for_showing(self, user):
        """Fetch all that a list shows, in as many queries for one row as for many."""
        readable = {
            f"{name}_is_readable": Exists(visible_to(user).filter(pk=OuterRef(name)))
            for name in ("city", "mid")
        }
        barriers = self._children("barriers").select_related("city", "mid")
        return self.select_related("addressee", "plan").prefetch_related(
            Prefetch("steps", self._children("steps").order_by("sort_order", "pk")),
            Prefetch("barriers", barriers.annotate(**readable)),
        )

    def _children(self, name):
        return self.model._meta.get_field(name).related_model.objects.all()


def record(plan):
    """Stamp the entries that have just become public."""
    recommendations = plan._meta.get_field("recommendations").related_model
    steps = recommendations._meta.get_field("steps").related_model.objects
    new = steps.filter(recommendation__plan=plan.pk, recorded_at=None)
    new.update(recorded_at=timezone.now())


def with_history(plan, content):
    """The content of a revision with every entry that is public: an older text forgets none."""
    rows = [dict(row) for row in content.get("recommendations", [])]
    by_key = {str(row["key"]): row for row in rows}
    for recommendation in plan.public_recommendations():
        held = json.loads(recommendation.to_json())
        row = by_key.get(held["key"])
        if row is None:
            rows.append(held)
        else:
            row |= {"pk": held["pk"], "steps": merged(row["steps"], held["steps"])}
    return {**content, "recommendations": rows}


def merged(drafted, held):
    """Public entries first, as they are; then what was written since."""
    public = [step for step in held if step["recorded_at"]]
    keys = {step["key"] for step in public}
    steps = [*public, *(step for step in drafted if str(step["key"]) not in keys)]
    return [{**step, "sort_order": number} for number, step in enumerate(steps)]


def network_path(plan_path: str) -> str:
    """Where the network of a plan stands in the tree."""
    return plan_path[: -Page.steplen]

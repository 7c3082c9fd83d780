"""Pages that the secretariat recommends for certain words, above what the search finds itself."""

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from knowledge.querysets import visible_to

from .same_words import reads_same


@dataclass
class Pick:
    """One recommended page or foreign address, ready to be shown."""

    title: str
    url: str
    description: str
    page_id: int | None = None


def picks_for(text: str, user) -> list[Pick]:
    """What is recommended to this reader for words that read the same, as the editor ordered it."""
    promotions = SearchPromotion.objects.select_related("query", "page")
    wanted = [
        each
        for each in promotions.order_by("sort_order", "pk")
        if reads_same(each.query.query_string, text)
    ]
    pages = [each.page_id for each in wanted if each.page_id]
    readable = set(visible_to(user).filter(pk__in=pages).values_list("pk", flat=True))
    picks = {each.link: _pick(each) for each in wanted if each.page_id in {*readable, None}}
    return list(picks.values())


def promoted_queries() -> list[str]:
    """The words for which something is recommended."""
    return list(
        Query.objects.filter(editors_picks__isnull=False)
        .distinct()
        .values_list("query_string", flat=True)
    )


def _pick(promotion: SearchPromotion) -> Pick:
    if promotion.page is None:
        link = promotion.external_link_url
        return Pick(promotion.external_link_text or link, link, promotion.description)
    page = promotion.page
    return Pick(page.title, page.url, promotion.description, page.pk)

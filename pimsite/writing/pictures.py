"""Pictures of a practice that nobody described for those who cannot see them."""

from django.urls import reverse


def undescribed(draft):
    """(title, address where a description is written) of every picture without words."""
    pictures = {}
    if draft.image and not draft.image.description.strip():
        pictures[draft.image.title] = reverse("wagtailimages:edit", args=[draft.image.pk])
    for block in draft.body:
        if block.block_type != "image" or not block.value["image"]:
            continue
        picture = block.value["image"]
        if not picture.decorative and not (picture.contextual_alt_text or "").strip():
            editor = reverse("wagtailadmin_pages:edit", args=[draft.pk])
            pictures[picture.title] = f"{editor}#block-{block.id}-section"
    return list(pictures.items())

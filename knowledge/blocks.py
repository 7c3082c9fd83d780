"""One set of blocks for the body of every text on the site."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class FigureBlock(blocks.StructBlock):
    """One number that carries the text: 64 % fewer cars."""

    value = blocks.CharBlock(label=_("liczba"), max_length=30, help_text=_("Np. „−64%”."))
    label = blocks.CharBlock(
        label=_("co znaczy"),
        max_length=160,
        help_text=_("Np. „mniej aut pod szkołami rano”."),
    )

    class Meta:
        icon = "order"


class CaptionedImageBlock(blocks.StructBlock):
    """A picture with its alternative text, caption and author."""

    image = ImageBlock(label=_("zdjęcie"))
    caption = blocks.CharBlock(label=_("podpis"), required=False, max_length=250)
    credit = blocks.CharBlock(label=_("autor zdjęcia"), required=False, max_length=120)

    class Meta:
        icon = "image"


class QuoteBlock(blocks.StructBlock):
    """Words of a person who did it."""

    quote = blocks.TextBlock(label=_("cytat"), max_length=500)
    source = blocks.CharBlock(
        label=_("czyje słowa"),
        required=False,
        max_length=160,
        help_text=_("Funkcja i urząd, np. „Koordynatorka programu, Urząd Miasta”."),
    )

    class Meta:
        icon = "openquote"


class StoryBlock(blocks.StreamBlock):
    """The body of every text on the site."""

    paragraph = blocks.RichTextBlock(
        label=_("tekst"),
        features=["h2", "h3", "bold", "ol", "ul", "link", "document-link"],
        template="blocks/paragraph.html",
    )
    image = CaptionedImageBlock(label=_("zdjęcie"), template="blocks/image.html")
    quote = QuoteBlock(label=_("cytat"), template="blocks/quote.html")
    figures = blocks.ListBlock(
        FigureBlock(), label=_("liczby"), icon="order", template="blocks/figures.html"
    )
    document = DocumentChooserBlock(label=_("plik"), template="blocks/document.html")

    class Meta:
        required = False

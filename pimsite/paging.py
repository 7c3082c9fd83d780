"""How lists of the admin say how long they are."""

from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator


class PlainCount(WagtailPaginator):
    """Says how many rows there are; Wagtail would write „5 użytkownicy”."""

    @property
    def items_count_label(self):
        return _("Razem: %(count)s") % {"count": self.count}

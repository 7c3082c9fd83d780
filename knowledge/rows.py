"""Rows of an editor's form whose button speaks Polish: „Dodaj barierę”, not „Dodaj bariera”."""

from wagtail.admin.panels import InlinePanel


class RowsPanel(InlinePanel):
    """Rows whose button takes the name as `added`, where the accusative differs."""

    def __init__(self, *args, added="", **kwargs):
        super().__init__(*args, **kwargs)
        self.added = added or self.label

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "added": self.added}

    class BoundPanel(InlinePanel.BoundPanel):
        """Wagtail's own, with another button."""

        template_name = "wagtailadmin/panels/rows.html"

"""The form that takes a table."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .kinds import KINDS
from .models import Import
from .table import MOST_BYTES, TableError, read_table


class ImportForm(forms.ModelForm):
    """A file that cannot be read at all is refused at once; its rows are checked afterwards."""

    kind = forms.ChoiceField(label=_("Co jest w tabeli"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Plik XLSX albo CSV"),
        help_text=_("Najwyżej 25 MB i 10 000 wierszy."),
        error_messages={"empty": _("Plik jest pusty.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    class Meta:
        model = Import
        fields = ["kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(slug, kind.label) for slug, kind in KINDS.items()]

    def clean(self):
        cleaned = super().clean()
        file, kind = cleaned.get("file"), cleaned.get("kind")
        if file and kind:
            try:
                content = file.read(MOST_BYTES + 1)
                KINDS[kind]().check_headings(read_table(file.name, content))
            except TableError as error:
                self.add_error("file", str(error))
            else:
                self.instance.name, self.instance.content = file.name[:255], content
        return cleaned

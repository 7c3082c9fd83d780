"""Read the text of uploaded files that nobody read yet."""

from django.core.management.base import BaseCommand
from tqdm import tqdm
from wagtail.documents import get_document_model

from search.extraction.models import AttachmentText
from search.extraction.reading import read_now, unread_files


class Command(BaseCommand):
    """For files whose reading was interrupted, and those uploaded before files were read."""

    help = "Reads uploaded files that wait for it, one after the other; --all reads all again."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="also those that were read before")

    def handle(self, *args, verbosity=1, **options):
        files = get_document_model().objects.all() if options["all"] else unread_files()
        keys = list(files.order_by("pk").values_list("pk", flat=True))
        for pk in tqdm(keys, desc="Files", unit="file", disable=verbosity == 0):
            document = get_document_model().objects.filter(pk=pk).first()
            if document is not None:
                read_now(document, again=options["all"])
        if verbosity:
            self.stdout.write(f"{len(keys)} files read.")
            for state in AttachmentText.State:
                number = AttachmentText.objects.filter(state=state).count()
                self.stdout.write(f"{state.label}: {number}")

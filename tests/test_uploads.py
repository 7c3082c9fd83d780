"""What may be uploaded: by content, through every door, with a reason in Polish."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from knowledge import office as office_rules
from knowledge.permissions import ensure_editors
from pimsite.models import PimDocument, PimImage
from tests.factories import make_city, make_user
from tests.hostile_documents import container

pytestmark = pytest.mark.django_db

GPS, ORIENTATION = 0x8825, 0x0112


@pytest.fixture
def editor(client):
    user = make_user("pisarka", groups=[ensure_editors(make_city())])
    client.force_login(user)
    return client


def office(extension, **extra):
    types = f'<Types><Override ContentType="{office_rules.CONTAINERS[extension]}"/></Types>'
    return container({"[Content_Types].xml": types, "word/document.xml": "<w/>", **extra})


def opendocument(extension, **extra):
    return container(
        {"mimetype": office_rules.CONTAINERS[extension], "content.xml": "<x/>", **extra}
    )


def picture(kind="PNG", size=(40, 20), **options):
    target = io.BytesIO()
    Image.new("RGB", size, "green").save(target, format=kind, **options)
    return target.getvalue()


def with_place():
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    return picture("JPEG", exif=exif)


ACCEPTED = [
    ("plan.pdf", b"%PDF-1.7\n..."),
    ("PLAN.PDF", b"%PDF-1.4\n..."),
    ("wzor.docx", office("docx")),
    ("dane.xlsx", office("xlsx")),
    ("pokaz.pptx", office("pptx")),
    ("wzor.odt", opendocument("odt")),
    ("dane.ods", opendocument("ods")),
    ("pokaz.odp", opendocument("odp")),
    ("dane.csv", "miasto;liczba\nŁódź;5\n".encode("utf-8-sig")),
    ("notatka.txt", "Żory, tabulator\there".encode()),
]
REFUSED = [
    ("wirus.exe", b"MZ\x90", "Takich plików nie przyjmujemy"),
    ("strona.html", b"<script>alert(1)</script>", "Takich plików nie przyjmujemy"),
    ("rysunek.svg", b"<svg onload='alert(1)'/>", "Takich plików nie przyjmujemy"),
    ("makra.docm", office("docx"), "Takich plików nie przyjmujemy"),
    ("bez-rozszerzenia", b"%PDF-1.7", "Takich plików nie przyjmujemy"),
    ("plan.pdf", b"MZ\x90 to program", "To nie jest plik PDF"),
    ("plan.pdf", b"<html>%PDF-1.7", "To nie jest plik PDF"),
    ("wzor.docx", b"%PDF-1.7", "To nie jest plik DOCX"),
    ("wzor.docx", office("xlsx"), "To nie jest plik DOCX"),
    ("wzor.docx", opendocument("odt"), "To nie jest plik DOCX"),
    ("wzor.odt", opendocument("ods"), "To nie jest plik ODT"),
    ("wzor.odt", container({"plik.txt": "x"}), "To nie jest plik ODT"),
    ("wzor.docx", office("docx")[:-30], "To nie jest plik DOCX"),
    ("wzor.docx", office("docx", **{"word/vbaProject.bin": "x"}), "Plik zawiera makra"),
    ("wzor.ods", opendocument("ods", **{"Basic/script-lc.xml": "x"}), "Plik zawiera makra"),
    ("bomba.docx", office("docx", **{"a": b"0" * 4000}), "Plik po rozpakowaniu"),
    ("dane.csv", "Łódź".encode("cp1250"), "UTF-8"),
    ("dane.csv", b"a\0b", "To nie jest plik CSV"),
    ("dane.csv", picture(), "To nie jest plik CSV"),
    ("notatka.txt", b"dzwonek\x07", "To nie jest plik TXT"),
    ("pusty.pdf", b"", "pusty"),
    ("duzy.pdf", b"%PDF-" + b"0" * 2000, "za duży"),
]
PICTURES_REFUSED = [
    ("rysunek.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "format"),
    ("rysunek.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "obraz"),
    ("ruch.gif", picture("GIF"), ""),
    ("strona.jpg", b"<html><script>alert(1)</script>", ""),
    ("inny.jpg", picture("PNG"), "formatu pliku"),
    ("bomba.png", picture("PNG", (400, 400)), "Zdjęcie jest za duże"),
    ("urwane.png", picture("PNG", (99, 99))[:-30], "nie da się odczytać"),
    ("pusty.png", b"", "pusty"),
    ("ciezkie.png", picture() + b"0" * 5000, "za duży"),
]


@pytest.fixture(autouse=True)
def _small_limits(settings, monkeypatch):
    """Limits small enough that a test can pass them."""
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1500
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 4000
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000
    monkeypatch.setattr(office_rules, "UNPACKED_AT_MOST", 3000)


def upload(client, kind, door, name, content, title="Mój tytuł"):
    """Send a file through one of the three doors; return what the person reads."""
    file = SimpleUploadedFile(name, content)
    app = {"image": "wagtailimages", "document": "wagtaildocs"}[kind]
    if door == "multiple":
        return client.post(reverse(f"{app}:add_multiple"), {"files[]": file, "title": title})
    prefix = f"{kind}-chooser-upload-" if door == "chooser" else ""
    url = reverse(f"{app}_chooser:create" if door == "chooser" else f"{app}:add")
    data = {"title": title, "file": file, "tags": "", "focal_point_x": ""}
    return client.post(url, {prefix + key: value for key, value in data.items()})


def said(response):
    if response.headers["Content-Type"].startswith("application/json"):
        return " ".join(str(value) for value in response.json().values())
    return response.content.decode()


DOORS = ["single", "multiple", "chooser"]


@pytest.mark.parametrize(("name", "content"), ACCEPTED, ids=[name for name, _ in ACCEPTED])
def test_document_is_taken(editor, name, content):
    upload(editor, "document", "single", name, content)
    assert PimDocument.objects.get().title == "Mój tytuł"


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED, ids=range(len(REFUSED)))
def test_document_is_refused_with_a_reason(editor, name, content, reason):
    answer = said(upload(editor, "document", "multiple", name, content))
    assert reason in answer
    assert not PimDocument.objects.exists()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("kind", ["document", "image"])
def test_every_door_refuses_and_keeps_what_was_typed(editor, door, kind):
    answer = said(upload(editor, kind, door, "plan.pdf" if kind == "document" else "a.png", b"MZ"))
    assert "To nie jest plik PDF" in answer or "poprawny plik graficzny" in answer
    assert not PimDocument.objects.exists()
    assert not PimImage.objects.exists()
    assert door == "multiple" or "Mój tytuł" in answer


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_picture_is_taken(editor, kind):
    upload(editor, "image", "single", f"ulica.{kind.lower()}", picture(kind))
    assert (PimImage.objects.get().width, PimImage.objects.get().height) == (40, 20)


@pytest.mark.parametrize(
    ("name", "content", "reason"), PICTURES_REFUSED, ids=[name for name, *_ in PICTURES_REFUSED]
)
def test_picture_is_refused_with_a_reason(editor, name, content, reason):
    answer = said(upload(editor, "image", "multiple", name, content))
    assert reason in answer
    assert not PimImage.objects.exists()


@pytest.mark.parametrize("door", DOORS)
def test_place_and_anything_hidden_is_removed(editor, door):
    upload(editor, "image", door, "ulica.jpg", with_place() + b"<script>ukryty</script>")
    stored = PimImage.objects.get()
    with stored.open_file() as file:
        content = file.read()
    saved = Image.open(io.BytesIO(content))
    assert not saved.getexif()
    assert b"ukryty" not in content
    assert (stored.width, stored.height) == (20, 40), "the picture stands upright"


def test_animation_is_refused(editor):
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "green")]
    target = io.BytesIO()
    frames[0].save(target, format="WEBP", save_all=True, append_images=frames[1:])
    answer = said(upload(editor, "image", "single", "ruch.webp", target.getvalue()))
    assert "Animacje nie są przyjmowane" in answer


def test_pillow_bomb_is_refused_before_it_is_decoded(editor, monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 300)
    answer = said(upload(editor, "image", "single", "bomba.png", picture()))
    assert "Zdjęcie jest za duże" in answer


def test_new_version_keeps_its_collection_and_old_file_goes(editor):
    upload(editor, "document", "single", "plan.pdf", b"%PDF-1")
    stored = PimDocument.objects.get()
    first = stored.file.name
    url = reverse("wagtaildocs:edit", args=[stored.pk])
    file = SimpleUploadedFile("plan2.pdf", b"%PDF-2")
    editor.post(url, {"title": "Nowy", "file": file, "tags": ""})
    again = PimDocument.objects.get()
    assert again.collection == stored.collection
    assert not again.file.storage.exists(first)


def test_title_is_changed_without_a_new_file(editor):
    upload(editor, "image", "single", "ulica.png", picture())
    stored = PimImage.objects.get()
    editor.post(reverse("wagtailimages:edit", args=[stored.pk]), {"title": "Nowy", "tags": ""})
    assert PimImage.objects.get().title == "Nowy"

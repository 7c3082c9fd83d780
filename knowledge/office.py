"""Office files are ZIPs: which one is genuine, and what makes one dangerous."""

import zipfile

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
CONTAINERS = {
    "docx": f"{OOXML}wordprocessingml.document.main+xml",
    "xlsx": f"{OOXML}spreadsheetml.sheet.main+xml",
    "pptx": f"{OOXML}presentationml.presentation.main+xml",
    "odt": f"{ODF}text",
    "ods": f"{ODF}spreadsheet",
    "odp": f"{ODF}presentation",
}
MACROS = ("vbaproject.bin", "basic/", "scripts/")
UNPACKED_AT_MOST = 300 * 1024 * 1024
MEMBERS_AT_MOST = 10_000
NOT_A_ZIP = (
    zipfile.BadZipFile,
    KeyError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


class TooLarge(ValueError):
    """It would fill the memory or the disk of whoever unpacks it."""


class HasMacros(ValueError):
    """It carries a program."""


def is_container(file, extension: str) -> bool:
    """Whether a ZIP holds the office document it claims to be; raises for bombs and macros."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MEMBERS_AT_MOST or unpacked(members) > UNPACKED_AT_MOST:
                raise TooLarge
            if any(macro in member.filename.lower() for member in members for macro in MACROS):
                raise HasMacros
            return CONTAINERS[extension] in declared_type(archive)
    except (TooLarge, HasMacros):
        raise
    except NOT_A_ZIP:
        return False


def unpacked(members) -> int:
    return sum(member.file_size for member in members)


def declared_type(archive) -> str:
    """What the container says of itself, in the way of OpenDocument or of Office Open XML."""
    name = "mimetype" if "mimetype" in archive.namelist() else "[Content_Types].xml"
    with archive.open(name) as member:
        return member.read(1024 * 1024).decode("utf-8", "replace")

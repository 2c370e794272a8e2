"""Photos and files for a paper platform."""

from bot.platform import Attached
from storage.evidence import of_record
from storage.tables import Evidence
from tests.paper import PaperHouse
from tests.people import BRANCH

JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 60


def photo(house: PaperHouse, key: str, name: str = "") -> tuple[Attached, ...]:
    """A photo, or with a name a file, that waits on the platform."""
    house.platform.files[key] = b"%PDF-1.7" if name else JPEG
    return (Attached(key, name, "file" if name else "image"),)


def files_of(house: PaperHouse, ref: str) -> list[Evidence]:
    """The files of a record in the books; with "" those of none."""
    found: list[Evidence] = house.look(lambda s: of_record(s, BRANCH, ref))
    return found

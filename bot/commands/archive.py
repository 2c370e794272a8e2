"""The archive a backup is: a zip with the database and, under files/, the photos and study files."""

import stat
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from storage.trouble import StorageTrouble

BOOKS = "zhibu.db"
FILES = "files"
BROKEN = (BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""What zipfile raises for a broken, cut or locked archive (an unknown packing is a RuntimeError, too)."""


def packed(to: Path, books: Path, files: Path) -> int:
    """Write the archive; say how many files are in it beside the database. Raises OSError."""
    count = 0
    with ZipFile(to, "w") as archive:
        archive.write(books, BOOKS, ZIP_DEFLATED)
        for file in kept_in(files):  # photos are packed already
            archive.write(file, f"{FILES}/{file.relative_to(files).as_posix()}")
            count += 1
    return count


def kept_in(files: Path) -> Iterator[Path]:
    """The finished files of the files' folder: what is still being fetched is hidden, and left out."""
    for file in sorted(files.rglob("*")) if files.is_dir() else ():
        hidden = any(part.startswith(".") for part in file.relative_to(files).parts)
        if not hidden and file.is_file() and not file.is_symlink():
            yield file


def is_archive(file: Path) -> bool:
    """Whether a file is an archive with a database in it, such as `packed` writes."""
    try:
        with ZipFile(file) as archive:
            return BOOKS in archive.namelist()
    except BROKEN:
        return False


def unpacked(source: Path, room: Path) -> Path:
    """Unpack an archive into an empty folder; return the database in it.

    Raises StorageTrouble: not an archive of ours, broken, or with a path that leads out of its place.
    """
    if not is_zipfile(source):
        raise StorageTrouble(f"{source} 不是支部通的备份，或者没有拷完整。请换一份备份。")
    try:
        with ZipFile(source) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _looked_over(entries, source)
            for entry in entries:
                _written(archive, entry, room / entry.filename)
    except BROKEN as broken:
        raise StorageTrouble(f"{source} 已损坏，读不出来（{broken}）。请换一份备份。") from broken
    return room / BOOKS


def _looked_over(entries: list[ZipInfo], source: Path) -> None:
    names = [entry.filename for entry in entries]
    if BOOKS not in names:
        raise StorageTrouble(f"{source} 里没有 {BOOKS}，不是支部通的备份。")
    if len(set(names)) < len(names):
        raise StorageTrouble(f"{source} 里有重名的文件，没有使用它。请换一份备份。")
    if astray := next((entry.filename for entry in entries if _astray(entry)), ""):
        raise StorageTrouble(f"{source} 里有不该有的路径 {astray!r}，没有使用它。请换一份备份。")


def _astray(entry: ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    odd = path.is_absolute() or ".." in path.parts or set(entry.filename) & set("\\:\0")
    inside = entry.filename == BOOKS or path.parts[0] == FILES
    return bool(odd) or not inside or stat.S_ISLNK(entry.external_attr >> 16)


def _written(archive: ZipFile, entry: ZipInfo, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as packed_one, to.open("wb") as written:
        copyfileobj(packed_one, written, 1 << 20)  # read to its end: the check-sum is compared there

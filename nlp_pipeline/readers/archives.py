"""Reads ZIP, tar and compressed files member by member; nothing is ever written to disk.

What a member is named cannot lead anywhere, since its name is only shown; names that climb out of
the archive and links are reported, because an honest dump has none.
"""

from __future__ import annotations

import bz2
import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.failures import failure_from
from nlp_pipeline.readers.files import DAMAGE, InputFile, read_error
from nlp_pipeline.records import Failure

MAX_RATIO: Final = 200
"""Bytes that one compressed byte may become; texts reach 20, a bomb 1,000."""

FREE_BYTES: Final = 64 * 1024 * 1024
"""What an archive may always unpack to, however small it is."""

_CHUNK: Final = 1024 * 1024
"""Bytes that are unpacked at once."""

_UNPACK = "unpack it and name the folder"


def read_zip(file: InputFile) -> Iterator[InputFile | Failure]:
    """Yield the files of a ZIP archive in its order; each is to be read before the next.

    Raises:
        ReadError: It is damaged, an Office document, not on disk, or grows beyond measure.
    """
    if not file.is_seekable:
        raise ReadError("a ZIP archive that is no file on disk", place=file.path, remedy=_UNPACK)
    try:
        with zipfile.ZipFile(file.path) as archive:
            names = {info.filename for info in archive.infolist()}
            if "[Content_Types].xml" in names:
                raise ReadError(
                    "unsupported format: Office document",
                    place=file.path,
                    remedy="export it as plain text, UTF-8",
                )
            yield from _zip_members(file, archive)
    except DAMAGE as error:
        raise read_error(file.path, error) from error


def _zip_members(file: InputFile, archive: zipfile.ZipFile) -> Iterator[InputFile | Failure]:
    limit = max(FREE_BYTES, MAX_RATIO * file.path.stat().st_size)
    unpacked = 0
    for info in archive.infolist():
        path = member_path(file.path, info.filename)
        if info.is_dir() or is_hidden(info.filename):
            continue
        unpacked += info.file_size
        try:
            if unpacked > limit:
                raise _bomb(file.path)
            _check_name(info.filename, path)
            if stat.S_ISLNK(info.external_attr >> 16):
                raise _link(path)
            if info.file_size > max(FREE_BYTES, MAX_RATIO * info.compress_size):
                raise _bomb(path)
            with archive.open(info) as stream:
                yield InputFile(path, stream)
        except ReadError as error:
            if error.place == str(file.path):
                raise
            yield failure_from(error, path)
        except DAMAGE as error:
            yield failure_from(read_error(path, error), path)


def read_tar(file: InputFile) -> Iterator[InputFile | Failure]:
    """Yield the files of a tar archive in its order; each is to be read before the next.

    Raises:
        ReadError: It is damaged, or ends before its end mark; what stood before has been read.
    """
    with file.open() as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as archive:
                while (member := archive.next()) is not None:
                    yield from _tar_member(file, archive, member)
                    # It would keep all of them.
                    archive.members.clear()  # type: ignore[attr-defined]
        except DAMAGE as error:
            raise read_error(file.path, error) from error


def _tar_member(
    file: InputFile, archive: tarfile.TarFile, member: tarfile.TarInfo
) -> Iterator[InputFile | Failure]:
    path = member_path(file.path, member.name)
    if member.isdir() or is_hidden(member.name):
        return
    try:
        _check_name(member.name, path)
        if member.issym() or member.islnk():
            raise _link(path)
        stream = archive.extractfile(member) if member.isreg() else None
    except ReadError as error:
        yield failure_from(error, path)
        return
    if stream is None:
        what = ReadError("not a regular file", place=path, remedy="leave it out of the archive")
        yield failure_from(what, path)
    else:
        yield InputFile(path, stream)


def read_compressed(file: InputFile) -> Iterator[InputFile]:
    """Yield the one file that gzip or bzip2 has compressed, under the name of the compressed file.

    Raises:
        ReadError: While that is read: it is damaged, or grows beyond measure.
    """
    with file.open() as stream:
        name = file.name.removesuffix(".gz").removesuffix(".bz2")
        if file.name.endswith((".tgz", ".tbz2")):
            name = f"{file.name.rpartition('.')[0]}.tar"
        yield InputFile(file.path, io.BufferedReader(_Inflated(file, stream)), name=name)


def member_path(archive: Path, name: str) -> Path:
    """Return what messages call a member; bytes that are no UTF-8 become replacement characters."""
    return Path(f"{archive}/{name.encode('utf-8', 'replace').decode()}")


def is_hidden(name: str) -> bool:
    """Return whether a member is one that folders hide, or one that macOS adds.

    Examples:
        >>> is_hidden("./figures/a.md"), is_hidden(".git/config"), is_hidden("__MACOSX/a.md")
        (False, True, True)
    """
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part[0] == "." and part != "..") for part in parts)


def _check_name(name: str, path: Path) -> None:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or parts[0] == "/" or ".." in parts or parts[0].endswith(":"):
        raise ReadError(
            "the name leads out of the archive", place=path, remedy="pack it again from one folder"
        )


def _link(path: Path) -> ReadError:
    return ReadError("a link", place=path, remedy="pack the file that it leads to")


def _bomb(path: Path) -> ReadError:
    return ReadError(
        f"it unpacks to more than {MAX_RATIO} times its size", place=path, remedy=_UNPACK
    )


class _Header(tarfile.TarInfo):
    """A member's header; unlike the base class, a damaged one is no quiet end of the archive."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            message = "it is damaged or cut off; what stood before was read"
            raise tarfile.ReadError(message) from error


class _Counted(io.RawIOBase):
    """Passes a stream on and counts its bytes."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        data = self._stream.read(len(buffer))
        self.count += len(data)
        buffer[: len(data)] = data
        return len(data)


class _Inflated(io.RawIOBase):
    """What a compressed stream unpacks to, within measure."""

    def __init__(self, file: InputFile, stream: IO[bytes]) -> None:
        self._path = file.path
        self._packed = _Counted(stream)
        is_gzip = file.sample().startswith(b"\x1f\x8b")
        packed = io.BufferedReader(self._packed)
        self._inner = gzip.GzipFile(fileobj=packed) if is_gzip else bz2.BZ2File(packed)
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        data = self._inner.read(min(len(buffer), _CHUNK))
        self._count += len(data)
        if self._count > max(FREE_BYTES, MAX_RATIO * self._packed.count):
            raise _bomb(self._path)
        buffer[: len(data)] = data
        return len(data)

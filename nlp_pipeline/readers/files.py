"""What readers read from: a file on disk, a member of an archive, or standard input."""

from __future__ import annotations

import io
import lzma
import stat
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from nlp_pipeline.errors import ReadError

MAX_FILE_BYTES: Final = 64 * 1024 * 1024
"""Largest file that is read as a whole, in bytes; tables and lines are read as a stream."""

SAMPLE_BYTES: Final = 65_536
_CHUNK: Final = 1024 * 1024
"""Bytes that are read at once: more would be set aside before it is known to be needed."""

STANDARD_INPUT: Final = Path("-")
"""The path that stands for standard input."""

DAMAGE: Final = (
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the standard library raises for files that cannot be read and damaged archives."""


class InputFile:
    """The bytes of one document or table, with the name that messages give it.

    Attributes:
        path: Where it lies; for a member of an archive the archive's path and the member's name,
            as in ``dump.zip/figures/a.md``; ``stdin`` for standard input.
        name: The last part of the path, without the suffix of a compressed file.
    """

    def __init__(
        self, path: Path, stream: IO[bytes] | None = None, *, name: str | None = None
    ) -> None:
        """Name a file on disk, or a stream that is read once, from where it stands."""
        self._is_stdin = stream is None and path == STANDARD_INPUT
        self.path = Path("stdin") if self._is_stdin else path
        self.name = self.path.name if name is None else name
        self._stream = stream
        self._sample: bytes | None = None

    @property
    def stem(self) -> str:
        r"""Return the file's name without its last suffix, on one line: a document's name.

        Examples:
            >>> InputFile(Path("reviews/her2\nreview.txt")).stem
            'her2 review'
        """
        name = Path(self.name).stem.encode("utf-8", "replace").decode()
        return " ".join(name.split()) or "unnamed"

    @property
    def suffix(self) -> str:
        """Return the name's last suffix in lower case, such as ``.csv``; empty without one."""
        return Path(self.name).suffix.lower()

    @property
    def is_seekable(self) -> bool:
        """Return whether the content lies on disk, where any part can be read at any time."""
        return self._stream is None and not self._is_stdin

    def check(self, *, max_bytes: int | None = None) -> None:
        """Make sure that a path on disk is a regular, non-empty file within the size limit.

        Raises:
            ReadError: It is not, or the file system refuses to say.
        """
        if not self.is_seekable:
            return
        try:
            info = self.path.stat()
        except DAMAGE as error:
            raise read_error(self.path, error) from error
        if not stat.S_ISREG(info.st_mode):
            remedy = "name a file or a folder of files"
            raise ReadError("not a regular file", place=self.path, remedy=remedy)
        if info.st_size == 0:
            raise self._empty()
        if max_bytes is not None and info.st_size > max_bytes:
            raise self._too_large(f"has {info.st_size:,} bytes, more than", max_bytes)

    def sample(self) -> bytes:
        """Return the first bytes, ``SAMPLE_BYTES`` at most.

        Raises:
            ReadError: The file is unreadable or empty.
        """
        if self._sample is None:
            try:
                if self.is_seekable:
                    with self.path.open("rb") as handle:
                        sample = handle.read(SAMPLE_BYTES)
                else:
                    sample = _read_up_to(self._stream or sys.stdin.buffer, SAMPLE_BYTES)
            except DAMAGE as error:
                raise read_error(self.path, error) from error
            if not sample:
                raise self._empty()
            self._sample = sample
        return self._sample

    @contextmanager
    def open(self) -> Iterator[io.BufferedReader]:
        """Open the content from its first byte; a stream can be opened once.

        Raises:
            ReadError: Here or while reading, with the cause that the system gives.
        """
        if self.is_seekable:
            try:
                handle: IO[bytes] = self.path.open("rb")
            except DAMAGE as error:
                raise read_error(self.path, error) from error
            with handle:
                yield io.BufferedReader(_Checked(self.path, b"", handle))
        else:
            head = self.sample()
            stream = self._stream or sys.stdin.buffer
            yield io.BufferedReader(_Checked(self.path, head, stream))

    def read(self, *, max_bytes: int = MAX_FILE_BYTES) -> bytes:
        """Return the whole content.

        Raises:
            ReadError: The file is unreadable, empty, or larger than ``max_bytes``.
        """
        self.check(max_bytes=max_bytes)
        with self.open() as handle:
            data = _read_up_to(handle, max_bytes + 1)
        if not data:
            raise self._empty()
        if len(data) > max_bytes:
            raise self._too_large("has more bytes than", max_bytes)
        return data

    def _empty(self) -> ReadError:
        return ReadError("the file is empty", place=self.path, remedy="remove it or fill it")

    def _too_large(self, what: str, limit: int) -> ReadError:
        return ReadError(
            f"the file {what} the limit of {limit:,}",
            place=self.path,
            remedy="split it into one file per article, or make it JSON lines",
        )


class _Checked(io.RawIOBase):
    """Bytes already read, then the rest of a stream, whose errors become ours."""

    def __init__(self, path: Path, head: bytes, rest: IO[bytes]) -> None:
        self._path = path
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any writable buffer
        size = len(buffer)
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
        else:
            try:
                data = self._rest.read(min(size, _CHUNK))
            except DAMAGE as error:
                raise read_error(self._path, error) from error
        buffer[: len(data)] = data
        return len(data)


def _read_up_to(stream: IO[bytes], size: int) -> bytes:
    """Read until ``size`` bytes or the end; one read of a pipe may give less."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(min(size, _CHUNK))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def read_error(path: Path, error: BaseException) -> ReadError:
    """Return what the error table says about a file that the system or a library cannot read."""
    if isinstance(error, ReadError):
        return error
    if isinstance(error, OSError) and error.strerror:
        message, remedy = error.strerror, "check that it exists and its permissions"
    elif isinstance(error, RuntimeError) and "password" in str(error):
        message, remedy = "it is encrypted", "unpack it with its password and name the folder"
    else:
        message, remedy = str(error) or type(error).__name__, "fetch or write it again"
    return ReadError(f"cannot be read: {message}", place=path, remedy=remedy)

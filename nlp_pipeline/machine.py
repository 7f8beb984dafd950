"""How a process uses its machine: threads, matrix kernels, memory.

All that is set here changes time alone, but for the last digits of the model's numbers.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import os
import sys
from functools import cache
from pathlib import Path
from typing import Final

_THREADS: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
_KERNELS: Final = "OPENBLAS_CORETYPE"
_WIDE: Final = frozenset({"avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"})
"""What OpenBLAS' kernels named SkylakeX need."""
_MMAP_THRESHOLD: Final = -3
_TRIM_THRESHOLD: Final = -1
_KEPT_BYTES: Final = 128 << 20
"""More than the largest matrices of a batch take."""

_USUAL_THRESHOLDS: Final = (700, 10, 10)
_RARE_THRESHOLDS: Final = (50_000, 10, 10)
"""At the earliest every five million objects more than were freed there is a full search."""


def prepare_machine() -> None:
    """Set all of this module for this process and, where they inherit it, those that it starts.

    Threads and kernels hold where numpy has not been imported yet; what the environment says
    is left alone.
    """
    use_one_thread()
    use_wide_kernels()
    keep_freed_memory()
    collect_rarely()


def use_one_thread() -> None:
    """Let numpy's linear algebra use one thread.

    The model's matrices are too small to gain from more, and processes would get in each other's
    way.
    """
    for variable in _THREADS:
        os.environ.setdefault(variable, "1")


def use_wide_kernels() -> None:
    """Let OpenBLAS multiply with AVX-512 on processors of AMD that have it.

    The OpenBLAS of numpy 1.26 (0.3.23) does not know them and falls back to AVX2: 100 GFLOP/s
    instead of 190 on one core of a Zen 5. On those of Intel it chooses so by itself.
    """
    vendor, flags = _processor()
    if vendor == "AuthenticAMD" and flags >= _WIDE:
        os.environ.setdefault(_KERNELS, "SkylakeX")


def keep_freed_memory() -> None:
    """Let the C library keep the memory of large matrices for the next ones (glibc alone).

    It gives them back to the system otherwise, which hands them out again page by page, each
    cleared: a tenth of the whole run's time.
    """
    if not sys.platform.startswith("linux"):
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, _KEPT_BYTES)
        set_option(_TRIM_THRESHOLD, _KEPT_BYTES)


def collect_rarely() -> None:
    """Let Python search for objects that only refer to each other less often than it does.

    A run makes few of them, some thousands, but each full search goes over all that the lexicon
    and the rules keep: a twentieth of the whole run's time. Thresholds of one's own stay.
    """
    if gc.get_threshold() == _USUAL_THRESHOLDS:
        gc.set_threshold(*_RARE_THRESHOLDS)


def end_quickly() -> None:
    """Let Python leave out its last search for objects that only refer to each other.

    The system takes back all memory anyway: half a second of each command that has built the
    pipeline. For a process that is ours to its end.
    """
    atexit.register(gc.freeze)


@cache
def _processor() -> tuple[str, frozenset[str]]:
    """Return vendor and abilities of the first processor as Linux tells them, else nothing."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "", frozenset()
    pairs = (line.partition(":") for line in text.split("\n\n", 1)[0].split("\n"))
    told = {name.strip(): value.strip() for name, _, value in pairs}
    return told.get("vendor_id", ""), frozenset(told.get("flags", "").split())

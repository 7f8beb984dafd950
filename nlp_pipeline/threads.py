"""How many threads a process computes with."""

from __future__ import annotations

import os
from typing import Final

_VARIABLES: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def use_one_thread() -> None:
    """Let numpy's linear algebra use one thread in this process and in those that it starts.

    The model's matrices are too small to gain from more, and processes would get in each other's
    way. It holds where numpy has not been imported yet; what the environment says is left alone.
    """
    for variable in _VARIABLES:
        os.environ.setdefault(variable, "1")

"""Which matrix library the language model computes with."""

from __future__ import annotations

import os

from thinc.api import NumpyOps, set_current_ops


def use_fast_ops() -> None:
    """Make numpy's own linear algebra, on one thread, the one that new models compute with.

    thinc multiplies matrices with BLIS unless told otherwise; numpy's library is about three times
    as fast on AVX2 machines. To be called before a pipeline is built or loaded: a model keeps
    the operations it was made with. The thread count holds only where numpy was not imported
    before, or where it is set in the environment already; it is left alone where set.
    """
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    set_current_ops(NumpyOps(use_blis=False))

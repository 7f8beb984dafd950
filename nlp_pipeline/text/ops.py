"""Which matrix library the language model computes with."""

from __future__ import annotations

from thinc.api import NumpyOps, set_current_ops

from nlp_pipeline.machine import prepare_machine


def use_fast_ops() -> None:
    """Make numpy's own linear algebra, on one thread, the one that new models compute with.

    thinc multiplies matrices with BLIS unless told otherwise; numpy's library is about three times
    as fast on AVX2 machines. To be called before a pipeline is built or loaded: a model keeps
    the operations it was made with. See :mod:`nlp_pipeline.machine` for what else is set: threads
    and kernels hold only where numpy was not imported before, and are left alone where set.
    """
    prepare_machine()
    set_current_ops(NumpyOps(use_blis=False))

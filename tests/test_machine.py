"""Settings of the process: kernels only where the processor has them, memory that stays."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nlp_pipeline import machine

FLAGS = "fpu avx2 avx512f avx512bw avx512cd avx512dq avx512vl"


@pytest.mark.parametrize(
    ("vendor", "flags", "wanted"),
    [
        ("AuthenticAMD", FLAGS, "SkylakeX"),
        ("AuthenticAMD", "fpu avx2", None),
        ("GenuineIntel", FLAGS, None),
        ("", "", None),
    ],
    ids=["new AMD", "old AMD", "Intel", "unknown"],
)
def test_wide_kernels_are_chosen_where_openblas_does_not(monkeypatch, vendor, flags, wanted):
    monkeypatch.setattr(machine, "_processor", lambda: (vendor, frozenset(flags.split())))
    monkeypatch.setattr(machine.os, "environ", environment := {})
    machine.use_wide_kernels()
    assert environment.get("OPENBLAS_CORETYPE") == wanted


def test_what_the_environment_says_is_left_alone(monkeypatch):
    monkeypatch.setattr(machine, "_processor", lambda: ("AuthenticAMD", frozenset(FLAGS.split())))
    said = {"OPENBLAS_CORETYPE": "Haswell", "OMP_NUM_THREADS": "2"}
    monkeypatch.setattr(machine.os, "environ", environment := dict(said))
    machine.prepare_machine()
    assert {name: environment[name] for name in said} == said
    assert environment["OPENBLAS_NUM_THREADS"] == "1"


COUNT = """
import resource
{prepare}
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(10):
    blocks = [bytearray(20 << 20) for _ in range(4)]
    for block in blocks:
        block[::4096] = b"x" * len(block[::4096])
    del block, blocks
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the memory of glibc")
def test_freed_memory_is_used_again():
    prepare = "from nlp_pipeline.machine import keep_freed_memory; keep_freed_memory()"
    kept, given_back = (
        int(subprocess.run([sys.executable, "-c", COUNT.format(prepare=text)],
                           capture_output=True, check=True, text=True).stdout)
        for text in (prepare, "import nlp_pipeline.machine")
    )  # fmt: skip
    assert kept < given_back / 4


def test_thresholds_of_ones_own_stay():
    code = (
        "import gc, sys; from nlp_pipeline.machine import collect_rarely;"
        "gc.set_threshold(*map(int, sys.argv[1:])); collect_rarely(); print(gc.get_threshold())"
    )
    usual, own = (
        subprocess.run([sys.executable, "-c", code, *numbers],
                       capture_output=True, check=True, text=True).stdout.strip()
        for numbers in (("700", "10", "10"), ("5", "10", "10"))
    )  # fmt: skip
    assert (usual, own) == ("(50000, 10, 10)", "(5, 10, 10)")


@pytest.mark.parametrize(("quickly", "searched"), [("True", ""), ("False", "found")])
def test_a_process_that_ends_quickly_searches_no_more(quickly, searched):
    code = (
        "import sys; from nlp_pipeline.machine import end_quickly\n"
        "class Ring:\n"
        "    def __init__(self): self.own = self\n"
        "    def __del__(self): print('found')\n"
        f"if {quickly}: end_quickly()\n"
        "Ring()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert run.stdout.strip() == searched

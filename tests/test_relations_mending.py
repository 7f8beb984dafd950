"""Misread wordings are put right before a graph is built, and only those."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.mending import find_mended_heads
from tests.build import build_doc

PAIR = """associated VBN associate 0 ROOT
with IN with 0 prep
primary JJ primary 1 pobj
and CC and 2 cc
acquired VBN acquire 2 conj
resistance NN resistance 4 dobj
to IN to 4 prep
D NN d 6 pobj"""

CAUSE = """studied VBD study 0 ROOT
resistance NN resistance 0 dobj
to IN to 1 prep
D NN d 2 pobj
caused VBN cause 3 acl
by IN by 4 agent
X NN x 5 pobj"""

INFINITIVE = """sensitizes VBZ sensitize 0 ROOT
cells NNS cell 0 dobj
to TO to 3 aux
D VB d 0 xcomp"""

CLAUSE = """Silencing NN silencing 0 ROOT
of IN of 0 prep
X NN x 3 npadvmod
sensitized VBD sensitize 4 amod
cells NNS cell 1 pobj"""

COMBINATION = """combination NN combination 0 ROOT
of IN of 0 prep
D NN d 1 pobj
with IN with 2 prep
X NN x 3 pobj"""

MONTHS = """resistance NN resistance 0 ROOT
within IN within 0 prep
months NNS month 1 pobj
occurs VBZ occur 2 relcl"""

CONJUNCT = """resistance NN resistance 0 ROOT
to IN to 0 prep
D NN d 1 pobj
but CC but 2 cc
sensitivity NN sensitivity 2 conj"""

FOLLOWING = """A NN a 1 nsubj
raises VBZ raise 1 ROOT
B NN b 1 dobj
, , , 2 punct
which WDT which 5 nsubj
lowers VBZ lower 2 relcl
C NN c 5 dobj
, , , 1 punct
inducing VBG induce 1 advcl
X NN x 8 dobj"""

GERUNDS = """A NN a 1 nsubj
acts VBZ act 1 ROOT
, , , 1 punct
raising VBG raise 1 advcl
death NN death 3 dobj
and CC and 4 cc
lowering VBG lower 4 conj
X NN x 6 dobj"""


@pytest.mark.parametrize(
    ("table", "token", "mended"),
    [
        pytest.param(PAIR, 5, ("pobj", 1), id="primary and acquired resistance"),
        pytest.param(PAIR, 6, ("prep", 5), id="resistance to D"),
        pytest.param(CAUSE, 4, ("acl", 1), id="resistance caused by"),
        pytest.param(INFINITIVE, 3, ("pobj", 2), id="to is no infinitive"),
        pytest.param(CLAUSE, 3, ("ROOT", 3), id="verb read as adjective"),
        pytest.param(CLAUSE, 0, ("nsubj", 3), id="its subject"),
        pytest.param(COMBINATION, 3, ("prep", 0), id="combination with"),
        pytest.param(MONTHS, 3, ("relcl", 0), id="which occurs is the resistance"),
        pytest.param(CONJUNCT, 4, ("conj", 0), id="resistance but sensitivity"),
        pytest.param(FOLLOWING, 8, ("advcl", 5), id="which lowers, inducing"),
        pytest.param(GERUNDS, 6, ("conj", 3), id="raising and lowering"),
    ],
)
def test_misread_wording_is_mended(table: str, token: int, mended: tuple[str, int]) -> None:
    doc = build_doc(table, {"D": "Drug", "X": "Gene"})
    named = {t.i for t in doc if t.text in {"D", "X"}}
    assert find_mended_heads(doc[:], named, ())[token] == mended


def test_sound_parse_is_left_alone() -> None:
    doc = build_doc(
        """X NN x 1 nsubj
        confers VBZ confer 1 ROOT
        acquired VBN acquire 3 amod
        resistance NN resistance 1 dobj
        to IN to 3 prep
        D NN d 4 pobj""",
        {"D": "Drug", "X": "Gene"},
    )
    assert find_mended_heads(doc[:], {0, 5}, ()) == {}

"""Near keys against the distance itself, worked out the slow way."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.lexicon.nearest import find_near_keys

KEYS = st.text(alphabet="abc1", min_size=1, max_size=6)


def distance(a: str, b: str) -> int:
    """Restricted Damerau-Levenshtein distance."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            rows[i][j] = min(
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]),
            )
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.sets(KEYS, max_size=12), KEYS)
def test_find_near_keys_agrees_with_the_distance(keys, key):
    near = find_near_keys(
        key,
        lambda prefix: any(k.startswith(prefix) for k in keys),
        keys.__contains__,
        lambda prefix: sorted(k for k in keys if k.startswith(prefix)),
        limit=1000,
    )
    most = 1 if len(key) <= 4 else 2
    alike = {n.key: n.edits for n in near if n.relation == "alike"}
    assert alike == {k: distance(key, k) for k in keys if k != key and distance(key, k) <= most}
    assert len({n.key for n in near}) == len(near)
    assert key not in {n.key for n in near}

"""Where in a sentence a word, a dependency or an edge occurs.

Most passes over a sentence graph are about a few words or one kind of edge, and most sentences
have none of them. A pass asks the index for its nodes and ends at once where there are none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable


class Places:
    """Nodes by what they have: a lemma, a text, a dependency, an edge.

    Args:
        pairs: Nodes, and what each has.

    >>> lemmas = Places([(2, "inhibit"), (4, "kinase"), (7, "inhibit")])
    >>> lemmas.find({"inhibit", "block"})
    [2, 7]
    """

    __slots__ = ("_nodes",)

    def __init__(self, pairs: Iterable[tuple[int, str]] = ()) -> None:
        self._nodes: dict[str, set[int]] = {}
        nodes = self._nodes
        for node, key in pairs:
            if key in nodes:
                nodes[key].add(node)
            else:
                nodes[key] = {node}

    def put(self, node: int, key: str) -> None:
        """Note that a node has something."""
        nodes = self._nodes.get(key)
        if nodes is None:
            self._nodes[key] = {node}
        else:
            nodes.add(node)

    def find(self, keys: Collection[str]) -> list[int]:
        """Return the nodes that have any of the keys, in text order; of a long list give a set."""
        here = self._nodes
        if here.keys().isdisjoint(keys):  # of two sets the shorter one is gone over
            return []
        if len(keys) < len(here):
            found = [here[key] for key in keys if key in here]
        else:
            found = [nodes for key, nodes in here.items() if key in keys]
        if len(found) == 1:
            return sorted(found[0])
        return sorted(set().union(*found))

"""A sentence as a graph of who does what to what.

The parser's tree says how a sentence is built; rules want to know what it says. This module turns
the tree into a graph whose edges mean the same in every construction: ``subj`` is the one who
acts and ``obj`` what is acted on, whether the clause is active, passive, relative, participial or
folded into a noun ("activation of B by A", "A-induced B loss"). Prepositions become edges of
their own (``prep_of``), coordination is distributed, and a name of several words is one node.

The scheme follows the collapsed, propagated Stanford dependencies (de Marneffe & Manning 2008),
taken one step further to nominal predicates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any

from spacy.tokens import Span

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.idioms import find_idiom, find_signed_regulation
from nlp_pipeline.relations.index import Places
from nlp_pipeline.relations.mending import find_mended_heads
from nlp_pipeline.relations.misread import find_misread_verbs
from nlp_pipeline.relations.words import DASHES, RESPONDING, Words
from nlp_pipeline.text.tokens import Token, Tokens

PARTS_OF_NAMES = frozenset({"domain", "domains", "element", "elements", "motif", "cassette"})
"""Nouns of which "response" and "resistance" are a part: "serum response element"."""
NAME_OF_GENE = re.compile(r"[-‐‑]?\s?((associated|related)\s)?(proteins?|genes?)\b", re.IGNORECASE)
"""What makes "resistance" the part of a name: "multidrug resistance-associated protein 2"."""
RESIDUE = re.compile(
    r"(?:ser(?:ine)?|thr(?:eonine)?|tyr(?:osine)?|lys(?:ine)?|arg(?:inine)?|cys(?:teine)?)s?-?\d*"
    r"|[styk]\d{2,4}|[cdehr]\d{3,4}"
)
"""Where a protein is modified: the protein is named behind it."""
INSIDE = frozenset({"i", "i.", "c", "cyt", "cyto", "in"})
"""What is written behind a bracket for the amount inside cells."""
SPREADING = frozenset({"subj", "obj", "mod", "apposed", "appos", "attr", "tied"})
"""Edges that coordinated nodes share."""


class SentenceGraph:
    """Nodes are token indices of the Doc; a mention is the node of its head token.

    Args:
        sentence: A sentence that carries a parse.
        mentions: The mentions that lie inside it.
        words: The word classes, for nominal predicates and phrasal verbs.
        doc: The tokens of its Doc, where they are made already.

    Attributes:
        nodes: All node indices in text order.
        verbs, adjectives: Those that are verbs, those tagged as adjectives, in text order.
        ordered: Each mention with its node, by first token.
        neighbours: Each two of these in a row, and the text between them.
        mentions: Node to its mentions (several where one token stands for two names).
        pred: Node to the verb that it is or stands for ("inhibition": inhibit), else None.
        tree_below: Node to ``(dependency label, child)`` pairs of the contracted tree.
        parents: Node to dependency label and parent; the root has none.
        outgoing, incoming: Edges by node and label, in both directions.
        memo: What has been read off the edges, by what it is and where; forgotten with each change.

    ``with_lemma``, ``with_text``, ``with_dep``, ``with_child``, ``with_edge`` and ``events`` give
    the nodes that have something, in text order and as they are at that moment.
    """

    def __init__(
        self,
        sentence: Span,
        mentions: Sequence[MentionSpan],
        words: Words,
        doc: Tokens | None = None,
    ) -> None:
        self.sentence = sentence
        self.doc = Tokens.of(sentence.doc) if doc is None else doc
        self.words = words
        self.mentions: dict[int, list[MentionSpan]] = defaultdict(list)
        self._first = sentence.start
        self._tokens = tuple(self.doc[sentence.start : sentence.end])
        self._tags = tuple([token.tag_ for token in self._tokens])
        self._lower = tuple([token.lower_ for token in self._tokens])
        self._texts = [token.text_with_ws for token in self._tokens]
        self.memo: dict[tuple[str, int, int], Any] = {}
        self._node_of = {i: i for i in range(sentence.start, sentence.end)}
        self.tree_below: dict[int, list[tuple[str, int]]] = defaultdict(list)
        self.parents: dict[int, tuple[str, int]] = {}
        self.outgoing: dict[int, dict[str, list[int]]] = defaultdict(dict)
        self.incoming: dict[int, dict[str, list[int]]] = defaultdict(dict)
        self._contract(mentions)
        self.nodes = tuple(sorted(set(self._node_of.values())))
        self.ordered = sorted(
            ((m, node) for node, found in self.mentions.items() for m in found),
            key=lambda pair: pair[0].start_token,
        )
        self.neighbours = [
            (first, second, self.text_between(first[0], second[0]))
            for first, second in pairwise(self.ordered)
        ]
        self._misread = find_misread_verbs(self._tokens, self.mentions, words)
        self._lemmas = tuple(self._read_lemmas())
        self._verbs = self._find_verbs()
        self.adjectives = tuple([n for n in self.nodes if self._tags[n - self._first][:2] == "JJ"])
        self._by_text = Places(enumerate(self._lower, start=self._first))
        self._by_lemma = Places((n, self._lemmas[n - self._first]) for n in self.nodes)
        self._by_dep, self._by_child, self._by_edge = Places(), Places(), Places()
        self.pred = {node: self._predicate(node) for node in self.nodes}
        self._link_tree()
        self._verbs -= {node for node in self._verbs if self._is_listed_noun(node)}
        self.verbs = tuple([node for node in self.nodes if node in self._verbs])

    def targets(self, node: int, label: str) -> list[int]:
        """Return the nodes that an edge of this label leads to, in text order."""
        return self.outgoing[node].get(label, [])

    def sources(self, node: int, label: str) -> list[int]:
        """Return the nodes that an edge of this label comes from."""
        return self.incoming[node].get(label, [])

    def edges(self, node: int) -> dict[str, list[int]]:
        """Return all edges that leave a node."""
        return self.outgoing[node]

    def with_lemma(self, words: Collection[str]) -> list[int]:
        """Return the nodes whose lemma is one of these."""
        return self._by_lemma.find(words)

    def with_text(self, words: Collection[str]) -> list[int]:
        """Return the nodes whose token has one of these lower-case texts."""
        return [i for i in self._by_text.find(words) if i in self.pred]

    def tokens_with(self, words: Collection[str]) -> list[int]:
        """Return all tokens with one of these lower-case texts, those inside names included."""
        return self._by_text.find(words)

    def with_dep(self, *labels: str) -> list[int]:
        """Return the nodes that hang on another by one of these dependency labels."""
        return self._by_dep.find(labels)

    def with_child(self, *labels: str) -> list[int]:
        """Return the nodes that have another below them under one of these dependency labels."""
        return self._by_child.find(labels)

    def with_edge(self, *labels: str) -> list[int]:
        """Return the nodes that an edge of one of these labels leaves, or once left."""
        return self._by_edge.find(labels)

    def events(self) -> list[int]:
        """Return the nodes that are a verb or stand for one."""
        return [node for node, verb in self.pred.items() if verb is not None]

    def token(self, node: int) -> Token:
        """Return the token of a node."""
        return self._tokens[node - self._first]

    def text_between(self, first: MentionSpan, second: MentionSpan) -> str:
        """Return what stands between two mentions, with the blank at its end where there is one."""
        return self.text(first.end_token, second.start_token)

    def text(self, start: int, end: int) -> str:
        """Return the text from one token up to another, with the blank at its end."""
        return "".join(self._texts[start - self._first : end - self._first])

    def lemma(self, node: int) -> str:
        """Return the lower-case lemma of a node's token, with a prefix that a dash cuts off.

        "down-regulates" is three tokens; its lemma is ``downregulate``.
        """
        return self._lemmas[node - self._first]

    def word(self, node: int) -> str:
        """Return the lower-case text of a node, with a prefix that a dash cuts off."""
        return self._prefix_of(node) + self.lower(node)

    def lower(self, node: int) -> str:
        """Return the lower-case text of a node's token."""
        return self._lower[node - self._first]

    def tag(self, node: int) -> str:
        """Return the fine part of speech of a node's token."""
        return self._tags[node - self._first]

    def _prefix_of(self, node: int) -> str:
        place = node - self._first
        if place >= 2 and self._lower[place - 1] in DASHES:
            prefix = self._lower[place - 2]
            return prefix if prefix in self.words["prefixes"] else ""
        return ""

    def _is_scarcely(self, adjective: Token) -> bool:
        """Tell whether there is little of a quality: "less effective"."""
        return any(child.lower_ in self.words["scarcely"] for child in adjective.children)

    def _read_lemmas(self) -> Iterator[str]:
        mend = self.words.lemma
        for place, (token, tag) in enumerate(zip(self._tokens, self._tags, strict=True)):
            raw = str(token.lemma_ or token.text).lower()
            node = place + self._first
            dashed = place >= 2 and self._lower[place - 1] in DASHES
            if dashed and (cut := self._prefix_of(node)):
                yield cut + raw
            elif raw in self.words["effectual"] and self._is_scarcely(token):
                yield "ineffective"
            elif tag == "JJ" and node in self._misread:  # "circumvented", read as an adjective
                stems = (raw[:-1], raw[:-2], raw[:-3])
                yield next((verb for verb in stems if self.words.verb(verb)), raw)
            elif tag == "JJR" and node in self._misread:  # "statins lower cholesterol"
                yield self._lower[place]
            else:
                yield mend(raw, tag)

    def is_transparent(self, node: int) -> bool:
        """Tell whether a noun stands for what is named behind it: "the level of", "Ser473 of"."""
        named = self.lemma(node) in self.words["transparent"] or self.is_residue(node)
        inside = node > self._first and self._texts[node - 1 - self._first].strip() == "]"
        return named or (inside and self.lower(node) in INSIDE)  # "[Ca2+]i"

    def is_residue(self, node: int) -> bool:
        """Tell whether a token is a residue, or the second number of "Thr69/70"."""
        token = self.token(node)
        if token.is_digit and node - 1 >= self._first:
            before = self.token(node - 1).lower_
            if RESIDUE.fullmatch(before) or before in {"residue", "residues"}:  # "Thr 1160"
                return True
            if node - 2 >= self._first and self.token(node - 1).text in {"/", *DASHES}:
                token = self.token(node - 2)
        return RESIDUE.fullmatch(token.lower_) is not None

    def tree_children(self, node: int) -> list[tuple[str, int]]:
        """Return ``(dependency label, node)`` pairs of the contracted tree below a node."""
        return self.tree_below[node]

    def tree_parent(self, node: int) -> tuple[str, int] | None:
        """Return the dependency label and parent of a node, None for the root."""
        return self.parents.get(node)

    def tree_subjects(self, node: int) -> list[int]:
        """Return the subjects that a verb has of its own in the tree."""
        return self.children(node, "nsubj", "nsubjpass", "csubj", "csubjpass")

    def is_verb(self, node: int) -> bool:
        """Tell whether a node is a verb form used as one (not a participle before a noun)."""
        return node in self._verbs

    def _find_verbs(self) -> frozenset[int]:
        # "The tumor suppressors A and B": the tagger takes the plural for a verb.
        plurals = self.words["agent_nouns"]
        return frozenset(
            [
                node
                for node, tag in enumerate(self._tags, start=self._first)
                if (tag[:2] == "VB" or node in self._misread)
                and node not in self.mentions
                and (tag != "VBZ" or self.lemma(node) not in plurals or self._acts(node))
            ]
        )

    def _acts(self, node: int) -> bool:
        """Tell whether a word that can be a verb has a subject and an object: "A sponges B"."""
        labels = {child.dep_ for child in self.doc[node].children}
        return {"nsubj", "dobj"} <= labels and not self.word(node).endswith(("ors", "ers"))

    def _is_listed_noun(self, node: int) -> bool:
        """Tell whether a plural stands in a list of nouns: "loss of A and increases in B"."""
        dep, head = self.parents.get(node, ("", node))
        if dep != "conj" or self.tag(node) != "VBZ" or self.children(node, "dobj"):
            return False
        return self.tag(head).startswith("NN") and self.lemma(node) in self.words["directed"]

    def _contract(self, mentions: Sequence[MentionSpan]) -> None:
        for mention in mentions:
            root = mention.start_token
            if mention.end_token > root + 1:
                root = self.sentence.doc[root : mention.end_token].root.i
            if root not in self._node_of:
                continue
            for i in range(mention.start_token, mention.end_token):
                if i in self._node_of and self._node_of[i] not in self.mentions:
                    self._node_of[i] = self._node_of[root]
            self.mentions[self._node_of[root]].append(mention)

    def _predicate(self, node: int) -> str | None:
        """Return the verb that a node stands for ("inhibition": inhibit), None for others."""
        if node in self.mentions:
            return None
        token = self.token(node)
        lemma = self.lemma(node)
        if lemma in self.words["regulating"]:
            return find_signed_regulation(token, self.words)
        if self.is_verb(node):
            meant = self.idiom(node)
            if meant is not None:
                return meant[0]
            return self.words.verb(lemma) or self.words.nominal(lemma, token.lower_)
        verb = self.words.nominal(lemma, token.lower_)
        if verb not in RESPONDING:
            return verb
        behind = self.doc[node + 1 : node + 5]
        named = {t.lower_ for t in behind} & PARTS_OF_NAMES or NAME_OF_GENE.match(behind.text)
        return None if named else verb

    def idiom(self, node: int) -> tuple[str, str | None] | None:
        """Return what a verb means with its particle or object: "give rise to" is to produce."""
        return find_idiom(self.token(node), self.lemma(node), self.words)

    def add(self, source: int, label: str, target: int) -> None:
        """Add an edge, unless it is there already or leads back to its own node."""
        if source == target:
            return
        self.memo.clear()
        edges = self.outgoing[source]
        if label not in edges:
            edges[label] = [target]
            self._by_edge.put(source, label)
        elif target not in edges[label]:
            edges[label].append(target)
        else:
            return
        self.incoming[target].setdefault(label, []).append(source)

    def _link_tree(self) -> None:
        mended = find_mended_heads(self._tokens, self.mentions, self._misread)
        for i, token in enumerate(self._tokens, start=self._first):
            dep, head_at = mended.get(i) or (token.dep_, token.head.i)
            node = self._node_of[i]
            head = self._node_of.get(head_at, node)
            if head == node:
                continue
            if i == node:
                self.parents[node] = (dep, head)
                self._by_dep.put(node, dep)
            self.hang(node, dep, head)

    def hang(self, node: int, dep: str, head: int) -> None:
        """Put a node below another in the tree; it may hang elsewhere besides."""
        self.tree_below[head].append((dep, node))
        self._by_child.put(head, dep)

    def children(self, node: int, *labels: str) -> list[int]:
        """Return the nodes below a node in the tree under one of these dependency labels."""
        return [child for dep, child in self.tree_below[node] if dep in labels]

    def copulas(self, node: int) -> list[int]:
        """Return the verb "be" (or alike) that a predicate noun or adjective completes."""
        parent = self.parents.get(node)
        if parent is None or parent[0] not in {"attr", "acomp", "oprd"}:
            return []
        return [parent[1]] if self.lemma(parent[1]) in self.words["copula"] else []

    def is_passive(self, node: int) -> bool:
        """Tell whether a verb is in the passive voice, reduced relatives included."""
        if self.children(node, "nsubjpass", "auxpass"):
            return True
        parent = self.parents.get(node)
        if parent is not None and parent[0] == "conj" and self.token(node).tag_ in {"VBN", "VBD"}:
            own = self.children(node, "nsubj", "dobj", "aux")
            return not own and self.is_verb(parent[1]) and self.is_passive(parent[1])
        if parent is not None and parent[0] == "acomp" and self.token(node).tag_ == "VBN":
            return True  # "becomes activated"
        return (
            self.token(node).tag_ in {"VBN", "VBD"}
            and parent is not None
            and (parent[0] == "acl" or (parent[0] == "advcl" and not self.children(node, "nsubj")))
        )

    def replace(self, node: int, label: str, old: int, new: int) -> None:
        """Lead an edge to another node."""
        self.remove(node, label, old)
        self.add(node, label, new)

    def remove(self, node: int, label: str, target: int) -> None:
        """Take an edge away; it has to be there."""
        self.memo.clear()
        self.outgoing[node][label].remove(target)
        self.incoming[target][label].remove(node)

    def is_argument(self, child: int, node: int) -> bool:
        """Tell whether a child can be what a noun or participle above it speaks of."""
        if child in self.mentions:
            return True
        event = self.pred[child] is not None and self.token(child).tag_.startswith("NN")
        return child < node and event and not self.is_verb(child)

    def conjuncts(self, node: int) -> list[int]:
        """Return the nodes coordinated with a node that follow it, in text order."""
        found: list[int] = []
        todo = self.children(node, "conj")
        while todo:
            child = todo.pop(0)
            if child not in found and child != node:
                found.append(child)
                todo.extend(self.children(child, "conj"))
        return sorted(found)

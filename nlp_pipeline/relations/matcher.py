"""Try every rule at every place of a sentence graph where it can fire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from nlp_pipeline.relations.assertion import (
    is_alike,
    is_denied_rival,
    is_excluded,
    is_hedged,
    is_negated,
)
from nlp_pipeline.relations.grades import is_lacking
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import Resolved
from nlp_pipeline.relations.pairing import pair_arguments
from nlp_pipeline.relations.polarity import find_effects
from nlp_pipeline.relations.rule_arguments import find_arguments, find_objects, fits_pattern
from nlp_pipeline.relations.rules import ArgumentPattern, Rule
from nlp_pipeline.vocabulary import PREDICATES

_FREE: Final = 1
"""Among the edges of every trigger, and of a path that needs none of it."""

_Trigger = tuple[str | None, tuple[str, ...], str]
"""Class of the verb, types of the mentions and, where a rule asks for it, lemma of a node."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fired.

    Attributes:
        rule: Which.
        trigger: Node of the trigger.
        subject, object: The arguments; ``object`` is None for a response to no named agent.
        bare: Node of a response word whose agent must be looked for elsewhere, else None.
        negated, hedged: As the clause has it.
    """

    rule: Rule
    trigger: int
    subject: Resolved
    object: Resolved | None
    bare: int | None
    negated: bool
    hedged: bool


class _Openings:
    """The first steps of the paths of each rule; most rules fail at a trigger by having none.

    A set of edges is a number with one bit for each label, so that it is compared at once.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._bits: dict[str, int] = {}
        self._steps = {
            rule.id: (*self._first_steps(rule.subject), *self._first_steps(rule.object))
            for rule in rules
        }

    def _first_steps(self, pattern: ArgumentPattern) -> tuple[int, int]:
        """Return the edges followed from the trigger, and those against their direction."""
        first = [path[0] for path in pattern.paths if path]
        for step in first:
            self._bits.setdefault(step.edge, 2 << len(self._bits))
        outward = self._edges(step.edge for step in first if not step.reverse)
        inward = self._edges(step.edge for step in first if step.reverse)
        optional = len(first) < len(pattern.paths) or any(step.optional for step in first)
        return outward | (_FREE if optional or pattern.kinds else 0), inward

    def _edges(self, labels: Iterable[str]) -> int:
        edges = 0
        for label in labels:
            edges |= self._bits.get(label, 0)
        return edges

    def fitting(self, graph: SentenceGraph, node: int, rules: Iterable[Rule]) -> Iterator[Rule]:
        """Yield those of some rules whose paths to both arguments have a first step at a node."""
        outgoing = self._edges(graph.outgoing[node]) | _FREE
        incoming = self._edges(graph.incoming[node])
        for rule in rules:
            from_, against, object_from, object_against = self._steps[rule.id]
            if (outgoing & from_ or incoming & against) and (
                outgoing & object_from or incoming & object_against
            ):
                yield rule


class RuleMatcher:
    """Matches a fixed set of rules.

    Args:
        rules: Rules by descending priority, as :func:`load_rules` returns them.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._by_class: dict[str, list[Rule]] = defaultdict(list)
        self._by_lemma: dict[str, list[Rule]] = defaultdict(list)
        self._by_mention: dict[str, list[Rule]] = defaultdict(list)
        for rule in rules:
            for name in sorted(rule.classes):
                self._by_class[name].append(rule)
            for lemma in sorted(rule.lemmas):
                self._by_lemma[lemma].append(rule)
            for name in sorted(rule.mention_types):
                self._by_mention[name].append(rule)
        self._of_trigger: dict[_Trigger, tuple[list[Rule], bool]] = {}
        self._openings = _Openings(rules)

    def find_matches(self, graph: SentenceGraph) -> list[Match]:
        """Return all matches in a sentence, by trigger place, then rule order; none is dropped."""
        found: list[Match] = []
        worded = graph.with_lemma(self._by_lemma)
        for node in sorted({*graph.events(), *graph.mentions, *worded}):
            for rule in self._openings.fitting(graph, node, self.candidates(graph, node)):
                if _may_fit(graph, node, rule):
                    found.extend(self.match(graph, node, rule))
        return found

    def candidates(self, graph: SentenceGraph, node: int) -> list[Rule]:
        """Return the rules whose trigger a node can be, by descending priority, then id."""
        verb = graph.words.verb_class(graph.pred[node])
        types: tuple[str, ...] = ()
        lemma = ""
        if node in graph.mentions:
            types = tuple(mention.type for mention in graph.mentions[node])
        elif graph.lemma(node) in self._by_lemma:
            lemma = graph.lemma(node)
        key = (None if verb is None else verb.name, types, lemma)
        if key not in self._of_trigger:
            self._of_trigger[key] = self._collect(*key)
        found, formed = self._of_trigger[key]
        if not formed:
            return found
        form = form_of(graph, node)
        return [rule for rule in found if not rule.forms or form in rule.forms]

    def _collect(
        self, name: str | None, types: Sequence[str], lemma: str
    ) -> tuple[list[Rule], bool]:
        """Return the rules of a kind of trigger, and whether the form matters to any."""
        found = [*self._by_class.get(name or "", ()), *self._by_lemma.get(lemma, ())]
        found += [rule for type_ in types for rule in self._by_mention.get(type_, ())]
        rules = {rule.id: rule for rule in found}.values()
        ranked = sorted(rules, key=lambda rule: (-rule.priority, rule.id))
        return ranked, any(rule.forms for rule in ranked)

    def match(self, graph: SentenceGraph, node: int, rule: Rule) -> Iterator[Match]:
        """Yield the matches of one rule at one trigger."""
        objects = list(find_objects(graph, node, rule.object))
        if not objects:
            return
        subjects = list(find_arguments(graph, node, rule.subject))
        if not subjects:
            return
        negated, hedged = _assertion(graph, node)
        for subject, (target, bare) in pair_arguments(graph, node, subjects, objects):
            if target is not None and _same_mention(subject, target):
                continue
            denied = negated
            ends = (subject.node,) if target is None else (subject.node, target.node)
            said = rule.predicate != "targets" or not rule.mention_types
            said = said and not _kills(graph, node, subject.node)
            apart = [is_excluded(graph, end) for end in ends]
            # "but not in those given A plus B" sets neither apart from the other.
            together = rule.predicate == "combined_with" and all(apart)
            if said and any(apart) and not together:
                denied = not denied
            if is_denied_rival(graph, subject.node, node):
                denied = True
            yield Match(rule, node, subject, target, bare, denied, hedged)


def _may_fit(graph: SentenceGraph, node: int, rule: Rule) -> bool:
    """Tell whether a trigger does what a rule asks for, where its object is what that moves."""
    own = rule.object.kinds and not rule.object.paths
    return not own or any(fits_pattern(rule.object, effect) for effect in find_effects(graph, node))


def _kills(graph: SentenceGraph, trigger: int, node: int) -> bool:
    """Tell whether D brings death all the same: "protects from C- but not D-induced death"."""
    deaths = graph.targets(trigger, "obj")
    return any(node in graph.targets(death, "death_by") for death in deaths)


def form_of(graph: SentenceGraph, node: int) -> str:
    """Return ``verb``, ``noun``, ``participle`` or ``adjective`` for a trigger node."""
    tag = graph.token(node).tag_
    parent = graph.tree_parent(node)
    if tag.startswith("VB") or graph.is_verb(node):
        before_noun = parent is not None and parent[0] in {"amod", "compound", "nmod"}
        return "participle" if before_noun else "verb"
    return "adjective" if tag.startswith("JJ") else "noun"


def _same_mention(first: Resolved, second: Resolved) -> bool:
    return first.mention == second.mention and first.mention.parts == second.mention.parts


def _assertion(graph: SentenceGraph, node: int) -> tuple[bool, bool]:
    """Return whether an event is denied, and whether it is doubted."""
    place = ("assertion", node, 0)
    if place not in graph.memo:
        denied = is_negated(graph, node) and not is_lacking(graph, node)
        graph.memo[place] = (denied != is_alike(graph, node), is_hedged(graph, node))
    assertion: tuple[bool, bool] = graph.memo[place]
    return assertion


def allowed_pair(rule: Rule, subject: Resolved, target: Resolved) -> bool:
    """Tell whether the predicate admits the two entity types."""
    predicate = PREDICATES[rule.predicate]
    return subject.mention.type in predicate.subjects and target.mention.type in predicate.objects

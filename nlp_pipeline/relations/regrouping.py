"""Mends phrases whose words the parser puts together wrongly.

"Phosphorylation (and inactivation) of B", "ligand-binding to B activates C", "A stabilization and
B secretion", "1) A raises B, 2) C lowers D", "degraded by A releasing B".
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.rehanging import EVENTS
from nlp_pipeline.relations.verb_forms import FINITE, SUBJECTS, Heads
from nlp_pipeline.relations.words import DASHES
from nlp_pipeline.text.tokens import Token

YIELDING = frozenset({"releasing", "producing", "generating", "yielding", "forming"})
REACH = 8
"""How many tokens a bracket inside a phrase may hold."""
EVENT = ("tion", "sion", "ing", "sis", "age", "ment", "ance", "ase")
"""Ends of nouns that take "of" for what they are done to."""
LINKING = frozenset(
    {"dependent", "mediated", "induced", "driven", "stimulated", "triggered", "evoked", "elicited"}
    | {"increased", "decreased", "reduced", "elevated", "enhanced", "impaired", "diminished"}
)
"""Words that hang on an event, before all names of a list: "A-induced", "reduced"."""
OBJECTS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})
BINDING_DEPS = frozenset({"nsubj", "nsubjpass", "compound", "pobj"})
PROCESS = ("tion", "sion", "sis", "genesis", "phagy", "osis", "itis", "ption", "ance", "stress")
"""Ends of names that are a process by themselves: "inflammation"."""


def mend_behind_bracket(of: Token, _named: Collection[int]) -> Heads:
    """Hang "of B" of "phosphorylation (and inactivation) of B" on the phosphorylation."""
    doc, close = of.doc, of.i - 1
    if of.lower_ != "of" or close <= of.sent.start or doc[close].text != ")":
        return {}
    opening = close - 1
    while opening > max(of.sent.start, close - REACH) and doc[opening].text not in {"(", ")"}:
        opening -= 1
    noun = doc[opening - 1] if opening > of.sent.start else doc[opening]
    if doc[opening].text != "(" or not noun.tag_.startswith("NN") or of.head.i >= opening:
        return {}
    fits = of.head != noun and of.head.tag_.startswith("VB") and noun.lower_.endswith(EVENT)
    return {of.i: ("prep", noun.i)} if fits else {}


def mend_dashed_binding(binding: Token, _named: Collection[int]) -> Heads:
    """Read "ligand-binding to B activates C" as "ligand binding to B activates C"."""
    first = binding.head
    joined = binding.i == first.i + 2 and binding.nbor(-1).text in DASHES
    if binding.lower_ != "binding" or not joined or first.dep_ not in BINDING_DEPS:
        return {}
    return {binding.i: (first.dep_, first.head.i), first.i: ("compound", binding.i)}


def mend_second_event(name: Token, named: Collection[int]) -> Heads:
    """Read "A stabilization and B secretion" as two events, B no third member of the list."""
    event = name.i + 1
    if name.i not in named or event >= name.sent.end or event in named:
        return {}
    noun = name.doc[event]
    listed = noun.dep_ == "conj" and noun.head in (name.head, name)
    fits = listed and noun.tag_.startswith("NN") and noun.lower_.endswith(EVENTS)
    above = name.head if noun.head == name else noun.head
    if not fits or above.i in named or not above.lower_.endswith(EVENTS):
        return {}
    return {name.i: ("compound", event), event: ("conj", above.i)}


def mend_listed_themes(linked: Token, named: Collection[int]) -> Heads:
    """Let "A-dependent B, C and D activation" be an activation of all that depends on A."""
    name = linked.head
    if linked.lower_ not in LINKING or name.i not in named or linked.i > name.i:
        return {}
    event = name.head
    several = any(c.dep_ == "conj" and name.i < c.i < event.i for c in name.children)
    fits = several and name.dep_ in {"nmod", "compound"} and event.lower_.endswith(EVENTS)
    return {linked.i: ("amod", event.i)} if fits and event.i not in named else {}


def mend_first_of_two(name: Token, named: Collection[int]) -> Heads:
    """Coordinate "inflammation and B dysfunction": the dysfunction is not one of inflammation."""
    head = name.head
    seconds = [c for c in name.children if c.dep_ == "conj" and name.i < c.i < head.i]
    if name.i not in named or len(seconds) != 1 or head.dep_ not in OBJECTS:
        return {}
    second = seconds[0]
    whole = name.lower_.endswith(PROCESS) and not second.lower_.endswith(PROCESS)
    if not whole or second.i != head.i - 1 or not head.tag_.startswith("NN"):
        return {}
    return {
        name.i: (head.dep_, head.head.i),
        head.i: ("conj", name.i),
        second.i: ("compound", head.i),
    }


def mend_colon_list(name: Token, named: Collection[int]) -> Heads:
    """Read "suppresses several parts of the network: A, B and C" with A and B for the parts."""
    opening = name.left_edge.i - 1
    if name.i not in named or opening <= name.sent.start or name.doc[opening].text != ":":
        return {}
    noun = name.head
    while noun.dep_ in {"pobj", "prep"} and noun.head.i < noun.i:
        noun = noun.head
        if noun.tag_ == "NNS" and noun.i not in named:
            held = noun.dep_ in {"dobj", "pobj", "nsubj", "nsubjpass"}
            return {name.i: ("appos", noun.i)} if held and noun != name.head else {}
    return {}


def mend_getting(verb: Token, named: Collection[int]) -> Heads:
    """Read "A gets phosphorylated by B" as a clause, though "gets" is taken for a plural."""
    gets = verb.head
    before = gets.nbor(-1) if gets.i > gets.sent.start else gets
    fits = gets.lower_ in {"gets", "get"} and gets.tag_[:2] == "NN" and verb.tag_ == "VBN"
    if not fits or before.i not in named or before.head != gets or verb.i < gets.i:
        return {}
    place = (gets.dep_, verb.i if gets.dep_ == "ROOT" else gets.head.i)
    later = {c.i: (c.dep_, verb.i) for c in gets.children if c.i not in {verb.i, before.i}}
    return {
        **later,
        verb.i: place,
        before.i: ("nsubjpass", verb.i),
        gets.i: ("auxpass", verb.i),
    }


def mend_nearer_which(verb: Token, named: Collection[int]) -> Heads:
    """Let "exchange on A, which in turn raises B" say it of A: the exchange is no event told of."""
    noun = verb.head
    words = [t.lower_ for t in verb.doc[noun.i + 1 : verb.i]]
    if "turn" not in words or "which" not in words or noun.i in named:
        return {}
    which = next(t for t in verb.doc[noun.i + 1 : verb.i] if t.lower_ == "which")
    name = which.nbor(-2)
    event = noun.lower_.endswith((*EVENT, "level", "levels", "activity", "loss", "increase"))
    hung = name.dep_ == "pobj" and name.head.head == noun
    fits = which.nbor(-1).text == "," and name.i in named and hung and not event
    return {verb.i: ("relcl", name.i)} if fits else {}


def mend_numbered(verb: Token, _named: Collection[int]) -> Heads:
    """Coordinate "by (a) raising A and (b) lowering B", "(i) raises A, (ii) lowers B"."""
    first = verb.head
    numbered = _is_numbered(verb) and _is_numbered(first) and first.i < verb.i
    fits = numbered and verb.tag_ == first.tag_ and verb.tag_.startswith("VB")
    return {verb.i: ("conj", first.i)} if fits else {}


def _is_numbered(verb: Token) -> bool:
    """Tell whether "(a)", "(ii)" or "2)" stands right before a word."""
    if verb.i - 2 < verb.sent.start or verb.nbor(-1).text != ")":
        return False
    mark = verb.nbor(-2).lower_
    return mark.isdigit() or len(mark) == 1 or set(mark) <= {"i", "v", "x"}


def mend_before_number(name: Token, named: Collection[int]) -> Heads:
    """Read "1) A raises B, 2) C lowers D" with B for an object, no part of the name C."""
    verb = name.nbor(-1) if name.left_edge.i == name.i > name.sent.start else name
    head = name.head
    if name.i not in named or verb.tag_ not in FINITE or head.i < name.i + 3:
        return {}
    between = [t.text for t in name.doc[name.i + 1 : head.i]]
    number = between[0] in {",", ";"} and between[-1] == ")"
    own = any(c.dep_ in {"dobj", "ccomp"} and c.i < name.i for c in verb.children)
    return {name.i: ("dobj", verb.i)} if number and not own else {}


def mend_noun_gerund(gerund: Token, named: Collection[int]) -> Heads:
    """Read "a signal promoting B" with a signal that promotes B, not with a kind of B."""
    noun, thing = gerund.nbor(-1) if gerund.i else gerund, gerund.head
    fits = gerund.tag_ == "VBG" and noun.dep_ == "npadvmod" and noun.head == gerund
    if not fits or noun.i in named or thing.i < gerund.i or noun.tag_ != "NN":
        return {}
    first = thing.left_edge
    if first.tag_ != "DT" or first.i > noun.i:
        return {}
    before = {c.i: (c.dep_, noun.i) for c in thing.children if c.i < noun.i}
    clauses = {"acl", "relcl"}
    later = {c.i: (c.dep_, noun.i) for c in thing.children if c.dep_ in clauses and c.i > thing.i}
    place = (thing.dep_, noun.i if thing.dep_ == "ROOT" else thing.head.i)
    return {
        **before,
        **later,
        noun.i: place,
        gerund.i: ("acl", noun.i),
        thing.i: ("dobj", gerund.i),
    }


def mend_second_infinitive(verb: Token, _named: Collection[int]) -> Heads:
    """Read "allows A to bind B and recruit C" with A for whom recruits: it is no "recruits"."""
    main = verb.head
    if verb.tag_ != "VBP" or main.tag_ != "VBZ" or any(c.dep_ in SUBJECTS for c in verb.children):
        return {}
    inner = [
        t
        for t in verb.doc[main.i + 1 : verb.i]
        if t.tag_ == "VB" and any(c.tag_ == "TO" for c in t.children)
        if t.dep_ in {"xcomp", "ccomp", "advcl", "acl"}
    ]
    return {verb.i: ("conj", inner[-1].i)} if inner else {}


def mend_agent_releasing(name: Token, named: Collection[int]) -> Heads:
    """Let "degraded by A releasing B" be degraded by A, which releases B."""
    gerund, by = name.head, name.head.head
    if name.i not in named:
        return {}
    if gerund.tag_ == "VBG" and gerund.dep_ == "pcomp":
        hung = by.lower_ == "by" and by.i < name.i < gerund.i
        return {name.i: ("pobj", by.i), gerund.i: ("acl", name.i)} if hung else {}
    made, verb = name.head, name.nbor(1)  # "A releasing B" as one long noun
    hung = verb.head == made and made.dep_ == "pobj" and by.lower_ == "by"
    if not hung or verb.lower_ not in YIELDING:
        return {}
    return {name.i: ("pobj", by.i), verb.i: ("acl", name.i), made.i: ("dobj", verb.i)}

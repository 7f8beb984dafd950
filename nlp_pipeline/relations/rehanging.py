"""Single wordings in which the parser hangs a word on the wrong one, each with its correction.

Each correction names the wording and touches only the tokens of it.
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations import main_verbs
from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.text.tokens import Token

RESPONSE_NOUNS = frozenset(
    {"resistance", "sensitivity", "response", "responses", "responsiveness", "insensitivity"}
    | {"refractoriness", "benefit", "chemoresistance", "chemosensitivity", "susceptibility"}
)
SEEMING = frozenset({"fail", "seem", "appear", "tend", "likely", "unlikely", "able", "unable"})
CAUSING = frozenset(
    {"caused", "mediated", "conferred", "driven", "induced", "associated", "related", "imparted"}
    | {"linked", "arising", "resulting", "attributed", "attributable", "triggered", "emerging"}
)


LOSSES = frozenset(
    {"reduction", "reductions", "decrease", "decreases", "decline", "loss", "fall", "drop"}
    | {"depletion", "downregulation", "down-regulation", "degradation"}
)
UNDOING = frozenset(
    {"prevent", "reverse", "attenuate", "block", "abolish", "abrogate", "ameliorate", "rescue"}
    | {"counteract", "antagonize", "restore", "mitigate", "alleviate", "inhibit", "blunt"}
)
"""What is done against a loss: by whom it was caused stands behind it."""
COMBINING = frozenset(
    {"combination", "combinations", "coadministration", "cotreatment", "treatment", "pretreatment"}
    | {"synergy", "synergism", "interaction", "co-administration", "co-treatment"}
    | {"incubation", "preincubation", "stimulation", "challenge", "transfection", "priming"}
)
"""Nouns whose "with" names what is given, behind an "of" for what it is given to."""
RESULTING = frozenset(
    {"leading", "conferring", "causing", "resulting", "triggering", "allowing", "enabling"}
)
"""Participles that say what follows from all that stands before them."""
TAKING_PART = frozenset(
    {"involved", "implicated", "promoting", "inhibiting", "mediating", "inducing", "activating"}
    | {"suppressing", "regulating", "blocking", "attenuating", "enhancing", "driving", "reducing"}
)
"""Participles of what a molecule does: "a model of A involved in B"."""
FRAMES = frozenset(
    {"mechanism", "model", "schematic", "diagram", "scheme", "representation", "illustration"}
    | {"overview", "summary", "pathway", "view", "cartoon", "outline", "depiction"}
)
"""Nouns of what a figure shows, behind which the parser hangs the agent of an event."""
ALTERED = frozenset(
    {"knockout", "knockdown", "overexpression", "deletion", "loss", "deficiency", "depletion"}
    | {"silencing", "amplification", "mutation", "null", "mutant"}
)
EVENTS = (
    "ion",
    "sis",
    "ing",
    "ment",
    "ance",
    "ference",
    "ivity",
    "ility",
    "level",
    "levels",
    "release",
    "uptake",
    "influx",
    "efflux",
    "loss",
    "crease",
    "cleavage",
    "effect",
    "effects",
)
"""Ends of nouns for what happens."""


def mend_infinitive(to: Token, named: Collection[int]) -> Heads:
    """Read "to tamoxifen", "to resistance" with a preposition where it is taken for a verb."""
    if to.lower_ != "to":
        return {}
    noun = to.head
    fits = noun.i in named or noun.lower_ in RESPONSE_NOUNS or noun.tag_ == "NN"
    if (
        not fits
        or noun.i != to.i + 1
        or noun.dep_ not in {"xcomp", "acl", "advcl", "relcl", "ccomp"}
    ):
        return {}
    if noun.lower_ == "benefit" and noun.tag_ == "VB" and noun.head.lemma_ in SEEMING:
        return {}  # "failed to benefit from D"
    waits = to.i > to.sent.start and to.nbor(-1).lower_ in {"time", "interval"}
    above = to.nbor(-1) if waits else noun.head
    head = next((c for c in noun.children if c.dep_ == "dobj" and c.i == noun.i + 1), None)
    whole = noun.dep_ == "xcomp" or noun.tag_ == "NN"
    if head is not None and whole:  # "contributes to tamoxifen resistance"
        return {
            to.i: ("prep", above.i),
            head.i: ("pobj", to.i),
            noun.i: ("compound", head.i),
        }
    mended = {to.i: ("prep", above.i), noun.i: ("pobj", to.i)}
    if noun.dep_ == "xcomp":  # what seemed to hang on that verb hangs on the one above
        later = [child for child in noun.children if child.dep_ == "prep" and child.i > noun.i]
        mended.update({child.i: ("prep", noun.head.i) for child in later})
    return mended


def mend_contrast(to: Token, _named: Collection[int]) -> Heads:
    """Let "resistance to C but not to D" be a resistance to either, D set apart by "not"."""
    if to.lower_ != "to":
        return {}
    responses = [t for t in to.sent if t.lower_ in RESPONSE_NOUNS and t.i < to.i]
    same = [c for c in to.head.children if c.lower_ == "to" and c.dep_ == "prep" and c.i < to.i]
    if same and responses and same[-1].i > responses[-1].i:
        return {to.i: ("conj", same[-1].i)}  # "ascribed to A and to the loss of B"
    return {to.i: ("prep", responses[-1].i)} if responses else {}


def mend_cause(verb: Token, _named: Collection[int]) -> Heads:
    """Let "resistance to D caused by A" speak of a caused resistance, not of a caused D."""
    if verb.lower_ not in CAUSING:
        return {}
    preposition = verb.head.head
    if verb.head.dep_ != "pobj" or preposition.lower_ not in {"to", "of", "in"}:
        return {}
    noun = preposition.head
    caused = noun.lower_ in RESPONSE_NOUNS and preposition.lower_ != "in"
    return {verb.i: ("acl", noun.i)} if caused or _is_undone_loss(noun) else {}


def _is_undone_loss(noun: Token) -> bool:
    """Tell whether a loss is told of that is undone: "prevents the reduction in B caused by A"."""
    while noun.dep_ == "pobj" and noun.head.lower_ in {"of", "in"}:
        noun = noun.head.head
    above = noun.head
    if noun.lower_ not in LOSSES:
        return False
    undone = above.lemma_ in UNDOING and noun.dep_ in {"dobj", "nsubjpass"}
    return undone or (noun.dep_ == "pobj" and above.lower_ in {"against", "from"})


def mend_result(verb: Token, named: Collection[int]) -> Heads:
    """Let "A phosphorylates B leading to C" say that the whole event leads to C, not bare B.

    A noun that is no name keeps its participle, and so does a pathway: "pathways leading to C".
    """
    noun = verb.head
    if noun.lower_ in FRAMES:  # "a model for A leading to B"
        inside = [c for p in noun.children if p.lower_ in {"of", "for"} for c in p.children]
        inside = [c for c in inside if c.dep_ == "pobj" and c.i < verb.i]
        near = inside and inside[-1].i in named and inside[-1].right_edge.i == verb.i - 1
        fits = verb.lower_ in RESULTING or (near and verb.lower_ in TAKING_PART)
        return {verb.i: ("acl", inside[-1].i)} if inside and fits else {}
    if noun.lower_ in {"turn", "turns"} and noun.head.lower_ == "in":  # "in turn activating B"
        return {verb.i: ("advcl", noun.head.head.i)} if noun.head.head.tag_[:2] == "VB" else {}
    before = verb.nbor(-1).lower_ if verb.i else ""
    apart = verb.tag_ == "VBG" and before in {",", "thereby", "thus", "hence"}
    if verb.lower_ not in RESULTING and not (apart and noun.i not in named):
        return {}
    if verb.i == noun.i + 1 and noun.lower_.startswith(("pathway", "cascade", "signal")):
        return {}
    for way in noun.children:
        if way.lower_ in {"by", "via", "through"} and noun.i < way.i < verb.i:
            events = [child for child in way.children if child.lower_.endswith(EVENTS)]
            return {verb.i: ("acl", events[0].i)} if events else {}
    if noun.i not in named and not noun.lower_.endswith(EVENTS):
        return {}
    above = noun
    while above.dep_ in {"dobj", "pobj", "prep", "conj", "appos", "nmod", "agent", "compound"}:
        above = above.head
        if above.tag_.startswith("VB"):
            return {verb.i: ("advcl", above.i)}
    return {}


def mend_role(noun: Token, _named: Collection[int]) -> Heads:
    """Let "a role in A and the development of B" be a role in both."""
    role = _role_played(noun)
    if (
        role.lower_ not in {"role", "roles"}
        or role.dep_ != "dobj"
        or noun.lower_.startswith("role")
    ):
        return {}
    places = (*role.children, *noun.head.children)
    inside = [c for p in places if p.lower_ == "in" for c in p.children if c.i < noun.i]
    return {noun.i: ("conj", inside[-1].i)} if inside and inside[-1].dep_ == "pobj" else {}


def _role_played(noun: Token) -> Token:
    """Return the role of "plays a role in A and the development of B", where B hangs on "plays"."""
    played = [c for c in noun.head.children if c.dep_ == "dobj" and c.i < noun.i]
    return played[-1] if noun.head.lemma_ == "play" and played else noun.head


def mend_altered(name: Token, named: Collection[int]) -> Heads:
    """Let "A knockout mice" be mice with a knockout of A."""
    if name.i not in named:
        return {}
    behind = name.nbor(1) if name.i + 1 < name.sent.end else name
    fits = behind.head.i == name.head.i and behind.lower_ in ALTERED
    return {name.i: ("compound", behind.i)} if fits and behind.dep_ == "compound" else {}


def mend_predicate(adjective: Token, _named: Collection[int]) -> Heads:
    """Coordinate "is resistant to C but sensitive to D": two adjectives, not "is" and one."""
    subjected = adjective.lower_ == "subject"  # "is unstable and subject to degradation"
    if (adjective.tag_ != "JJ" and not subjected) or adjective.head.lemma_ != "be":
        return {}
    said = [c for c in adjective.head.children if c.dep_ == "acomp" and c.i < adjective.i]
    own = any(c.dep_ in {"cop", "aux", "nsubj"} for c in adjective.children)
    return {adjective.i: ("conj", said[-1].i)} if said and not own else {}


def mend_object(noun: Token, named: Collection[int]) -> Heads:
    """Coordinate "inhibits A activity and the expression of B" as two objects of the verb."""
    if not noun.head.tag_.startswith("VB"):
        return {}
    verb = noun.head
    if any(main_verbs.mend_main_verb(c, named) for c in noun.children if c.dep_ == "amod"):
        return {}  # "lowered A, and raised B"
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i < noun.i]
    if verb.lemma_ in {"lead", "result"}:
        objects += [c for p in verb.children if p.lower_ in {"to", "in"} for c in p.children]
    if not objects or not noun.tag_.startswith("NN"):
        return {}
    # Of "A, B, and C" each may be hung on the verb.
    members = [objects[-1], *(c for c in verb.children if c.dep_ == "conj" and c.i < noun.i)]
    joined = noun.left_edge.i - 1
    while joined > verb.i and noun.doc[joined].lower_ in {",", "and", "or", "also", "but"}:
        joined -= 1
    # "a decrease in A, B and C" is one of all three.
    moved = noun.lower_.endswith(("crease", "reduction"))  # "an increase of A, but a decrease in B"
    own = any(child.lower_ == "of" or (moved and child.lower_ == "in") for child in noun.children)
    inner = any(child.dep_ == "prep" for child in members[-1].children)
    plain = (own or not inner) and not any(
        t.tag_.startswith("VB") and t.dep_ != "amod" for t in members[-1].subtree
    )
    fits = plain and joined < noun.left_edge.i - 1 and members[-1].right_edge.i == joined
    return {noun.i: ("conj", objects[-1].i)} if fits else {}


def mend_event(event: Token, named: Collection[int]) -> Heads:
    """Coordinate "inhibition of A and upregulation of B", not A and the upregulation."""
    if not event.lower_.endswith(EVENTS):
        return {}
    name, of = event.head, event.head.head
    # "phosphorylation of B" with its "of" hung on the name before
    lost = [c for c in name.children if c.lower_ == "of" and c.i == event.i + 1]
    own = bool(lost) or any(child.lower_ == "of" for child in event.children)
    # "reprogramming of the response and loss of B": a noun that is no event has no loss beside it
    plain = name.i in named or not name.lower_.endswith(EVENTS)
    if not own or event.i in named or not plain or name.dep_ != "pobj":
        return {}
    above = of.head
    fits = of.lower_ in {"of", "in", "with"} and above.lower_.endswith(EVENTS)
    if not fits or above.i in named or above.tag_.startswith("VB"):
        return {}
    return {event.i: ("conj", above.i), **{c.i: ("prep", event.i) for c in lost}}


def mend_conjunct(noun: Token, _named: Collection[int]) -> Heads:
    """Coordinate "resistance to C but sensitivity to D", not C and the sensitivity."""
    if noun.lower_ not in RESPONSE_NOUNS:
        return {}
    response = noun.head.head.head
    fits = noun.head.dep_ == "pobj" and noun.head.head.lower_ in {"to", "with", "from"}
    if fits and response.lower_ in RESPONSE_NOUNS:
        return {noun.i: ("conj", response.i)}
    # "associated with poor response to C and with sensitivity to D": hung on the verb.
    opening = noun.left_edge.i - 1
    while opening > noun.head.i and noun.doc[opening].lower_ in {"and", "or", "but", ","}:
        opening -= 1
    before = [t for t in noun.doc[noun.head.i + 1 : opening] if t.lower_ in RESPONSE_NOUNS]
    joined = before and opening < noun.left_edge.i - 1 and before[-1].right_edge.i == opening
    return {noun.i: ("conj", before[-1].i)} if joined else {}


def mend_combination(preposition: Token, _named: Collection[int]) -> Heads:
    """Let "the combination of A with B" be a combination of the two, not A that has B.

    So too "treatment of cells with D", "exposure of cells to D".
    """
    if preposition.lower_ not in {"with", "to"}:
        return {}
    name = preposition.head
    while name.dep_ == "conj":  # "the combination of A or B with C"
        name = name.head
    above = name.head
    if name.dep_ != "pobj" or above.lower_ != "of":
        return {}
    nouns = COMBINING if preposition.lower_ == "with" else {"exposure"}
    return {preposition.i: ("prep", above.head.i)} if above.head.lower_ in nouns else {}


def mend_caused(verb: Token, named: Collection[int]) -> Heads:
    """Let "the loss of B in cells, which is caused by A" speak of the loss."""
    noun = verb.head
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if verb.lower_ not in CAUSING or not passive or noun.i in named or noun.dep_ != "pobj":
        return {}
    event = noun.head.head
    fits = noun.head.lower_ in {"in", "within", "from"} and event.lower_.endswith(EVENTS)
    return {verb.i: ("relcl", event.i)} if fits else {}

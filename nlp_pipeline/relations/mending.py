"""Corrects what the parser makes of a few frequent wordings, before a graph is built.

Each correction names the wording and touches only the tokens of it.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Span, Token

from nlp_pipeline.relations.words import Words

RESPONSE_NOUNS = frozenset(
    {"resistance", "sensitivity", "response", "responses", "responsiveness", "insensitivity"}
    | {"refractoriness", "benefit", "chemoresistance", "chemosensitivity", "susceptibility"}
)
MAIN_VERBS = frozenset(
    {"rendered", "sensitized", "resensitized", "sensitised", "increased", "decreased", "enhanced"}
    | {"reduced", "restored", "reversed", "conferred", "abrogated", "potentiated", "made"}
    | {"impaired", "attenuated", "suppressed", "inhibited", "blocked", "abolished", "prevented"}
    | {"induced", "promoted", "activated", "upregulated", "downregulated", "stimulated", "blunted"}
    | {"diminished", "elevated", "lowered", "triggered", "caused", "repressed", "accelerated"}
    | {"improved", "ameliorated", "alleviated", "mitigated", "exacerbated", "aggravated"}
)
"""Verbs in the past tense that are read as adjectives before the noun they act on."""
TIMES = frozenset({"months", "years", "weeks", "days", "hours"})
CAUSING = frozenset(
    {"caused", "mediated", "conferred", "driven", "induced", "associated", "related", "imparted"}
    | {"linked", "arising", "resulting", "attributed", "attributable", "triggered", "emerging"}
)


COMBINING = frozenset(
    {"combination", "combinations", "coadministration", "cotreatment", "treatment", "pretreatment"}
    | {"incubation", "preincubation", "stimulation", "challenge", "transfection", "priming"}
)
"""Nouns whose "with" names what is given, behind an "of" for what it is given to."""
RESULTING = frozenset({"leading", "causing", "resulting", "triggering", "allowing", "enabling"})
"""Participles that say what follows from all that stands before them."""
STOPPING = frozenset(
    {"blocking", "inhibiting", "targeting", "silencing", "suppressing", "depleting", "disrupting"}
)
"""Gerunds that are read as adjectives of the name that they have for their object."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "conj", "dep"})
EVENTS = ("ion", "sis", "ing", "ment", "ance", "ivity", "ility", "level", "levels", "release", "loss", "crease")
"""Ends of nouns for what happens."""


def find_mended_heads(
    sentence: Span, named: Collection[int], verbs: Collection[int]
) -> dict[int, tuple[str, int]]:
    """Return dependency label and head, by token, of each token whose head is corrected.

    Args:
        sentence: A sentence that carries a parse.
        named: The tokens that head a mention.
        verbs: What :func:`find_misread_verbs` has found.
    """
    mended: dict[int, tuple[str, int]] = {}
    for i in verbs:
        mended.update(_mend_verb(sentence.doc[i], named))
    for token in sentence:
        if token.lower_ == "to" and token.dep_ == "conj":
            mended.update(_mend_contrast(token))
        elif token.lower_ == "to" and token.dep_ == "aux":
            mended.update(_mend_infinitive(token, named))
        elif token.dep_ == "conj" and token.lower_ in RESPONSE_NOUNS:
            mended.update(_mend_conjunct(token))
        elif token.dep_ == "amod" and token.lower_ in MAIN_VERBS:
            mended.update(_mend_main_verb(token, named))
        elif token.lower_ in {"with", "to"} and token.dep_ == "prep":
            mended.update(_mend_combination(token))
        elif token.dep_ == "relcl" and token.head.lower_ in TIMES:
            mended.update(_mend_time(token))
        elif token.dep_ == "appos" and token.i in named and token.head.i in named:
            mended.update(_mend_fronted(token) or _mend_list(token))
        elif token.dep_ == "appos":
            mended.update(_mend_fronted(token))
        elif token.lower_ == "both" and token.dep_ == "nsubj":
            mended.update(_mend_both(token))
        elif token.dep_ == "acl" and token.lower_ in RESULTING:
            mended.update(_mend_result(token, named))
        elif token.dep_ == "acl" and token.lower_ in CAUSING:
            mended.update(_mend_cause(token))
        elif token.dep_ == "conj" and token.head.tag_.startswith("VB"):
            mended.update(_mend_object(token))
        elif token.dep_ == "conj" and token.lower_.endswith(EVENTS):
            mended.update(_mend_event(token, named))
        elif token.dep_ == "amod" and token.lower_ in STOPPING:
            mended.update(_mend_gerund(token, named))
        elif token.i in named and token.tag_.startswith("VB"):
            mended.update(_mend_name(token))
    mended.update(_mend_pairs(sentence))
    return mended


def _mend_infinitive(to: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Read "to tamoxifen", "to resistance" with a preposition where it is taken for a verb."""
    noun = to.head
    fits = noun.i in named or noun.lower_ in RESPONSE_NOUNS
    if not fits or noun.i != to.i + 1 or noun.dep_ not in {"xcomp", "acl", "advcl", "relcl"}:
        return {}
    mended = {to.i: ("prep", noun.head.i), noun.i: ("pobj", to.i)}
    if noun.dep_ == "xcomp":  # what seemed to hang on that verb hangs on the one above
        later = [child for child in noun.children if child.dep_ == "prep" and child.i > noun.i]
        mended.update({child.i: ("prep", noun.head.i) for child in later})
    return mended


def _mend_contrast(to: Token) -> dict[int, tuple[str, int]]:
    """Let "resistance to C but not to D" be a resistance to either, D set apart by "not"."""
    responses = [t for t in to.sent if t.lower_ in RESPONSE_NOUNS and t.i < to.i]
    return {to.i: ("prep", responses[-1].i)} if responses else {}


def _mend_cause(verb: Token) -> dict[int, tuple[str, int]]:
    """Let "resistance to D caused by A" speak of a caused resistance, not of a caused D."""
    preposition = verb.head.head
    if verb.head.dep_ != "pobj" or preposition.lower_ not in {"to", "of"}:
        return {}
    noun = preposition.head
    return {verb.i: ("acl", noun.i)} if noun.lower_ in RESPONSE_NOUNS else {}


def _mend_result(verb: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Let "A phosphorylates B leading to C" say that the whole event leads to C, not bare B.

    A noun that is no name keeps its participle, and so does a pathway: "pathways leading to C".
    """
    noun = verb.head
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


def _mend_list(name: Token) -> dict[int, tuple[str, int]]:
    """Read "A, B, and C" as a list where B is taken for another name of A.

    Without the second comma B and C may well be members of A: "antagonists, B and C".
    """
    end = next((child for child in name.children if child.dep_ == "conj"), None)
    joined = any(c.lower_ in {"and", "or"} and c.nbor(-1).text == "," for c in name.children)
    first = name.head
    before = name.left_edge.nbor(-1).text if name.left_edge.i > name.sent.start else ""
    fits = end is not None and joined and before == "," and first.i < name.i < end.i
    return {name.i: ("conj", first.i)} if fits else {}


def _mend_fronted(noun: Token) -> dict[int, tuple[str, int]]:
    """Let "in the presence of A, B accumulates" have B for its subject, not for another name of A."""
    before = noun.left_edge.nbor(-1) if noun.left_edge.i > noun.sent.start else noun
    above = noun.head
    while above.dep_ in {"pobj", "prep", "compound", "nmod", "conj", "pcomp", "dobj", "amod"}:
        above = above.head
        if above.tag_.startswith(("VB", "MD")) and above.i > noun.i:
            break
    if (
        before.text != ","
        or not above.tag_.startswith("VB")
        or above.i < noun.i
        or any(child.dep_ in SUBJECTS for child in above.children)
    ):
        return {}
    passive = any(child.dep_ == "auxpass" for child in above.children)
    return {noun.i: ("nsubjpass" if passive else "nsubj", above.i)}


def _mend_gerund(gerund: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Let "blocking A restores B" have the blocking for its subject, not A."""
    name = gerund.head
    fits = name.i in named and name.dep_ in SUBJECTS and gerund.i < name.left_edge.i + 1
    if not fits or name.left_edge.i != gerund.i or name.head.i < name.i:
        return {}
    return {gerund.i: ("csubj", name.head.i), name.i: ("dobj", gerund.i)}


def find_misread_verbs(sentence: Span, named: Collection[int], words: Words) -> frozenset[int]:
    """Return the tokens that are verbs though the tagger takes them for plurals: "A activates B".

    Such a token is the root of its sentence, stands right behind a name, and a verb is known that
    it can be a form of.
    """
    return frozenset(
        token.i
        for token in sentence
        if token.dep_ == "ROOT"
        and token.tag_ == "NNS"
        and token.i not in named
        and words.verb(token.lemma_.lower())
        and any(_is_name_before(child, token, named) for child in token.children)
        and any(c.i > token.i and c.dep_ in {"appos", "dobj", "prep"} for c in token.children)
        and not any(c.dep_ in SUBJECTS or c.tag_[:2] == "DT" for c in token.children)
    )


def _is_name_before(child: Token, verb: Token, named: Collection[int]) -> bool:
    return child.i in named and child.dep_ in {"compound", "nmod"} and child.i < verb.i


def _mend_verb(verb: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Give a verb that was taken for a plural its subject and its object."""
    mended: dict[int, tuple[str, int]] = {}
    for child in verb.children:
        if _is_name_before(child, verb, named):
            mended[child.i] = ("nsubj", verb.i)
        elif child.dep_ == "appos" and child.i > verb.i:
            mended[child.i] = ("dobj", verb.i)
    return mended


def _mend_object(noun: Token) -> dict[int, tuple[str, int]]:
    """Coordinate "inhibits A activity and the expression of B" as two objects of the verb."""
    objects = [c for c in noun.head.children if c.dep_ == "dobj" and c.i < noun.i]
    if not objects or not noun.tag_.startswith("NN"):
        return {}
    joined = noun.left_edge.i - 1
    behind = noun.doc[joined].lower_ in {"and", "or"} and objects[-1].right_edge.i == joined - 1
    return {noun.i: ("conj", objects[-1].i)} if behind else {}


def _mend_event(event: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "inhibition of A and upregulation of B", not A and the upregulation."""
    name, of = event.head, event.head.head
    own = any(child.lower_ == "of" for child in event.children)
    if not own or event.i in named or name.i not in named or name.dep_ != "pobj":
        return {}
    above = of.head
    fits = of.lower_ in {"of", "in"} and above.lower_.endswith(EVENTS) and above.i not in named
    return {event.i: ("conj", above.i)} if fits else {}


def _mend_name(name: Token) -> dict[int, tuple[str, int]]:
    """Let "for example, butyrate can raise B" have a name for its subject, not for its verb."""
    verb = next(
        (c for c in name.children if c.i > name.i and c.tag_.startswith("VB") and c.dep_ in CLAUSES),
        None,
    )
    if verb is None or any(c.dep_ in SUBJECTS for c in (*verb.children, *name.children)):
        return {}
    finite = verb.tag_ in {"VBZ", "VBP", "VBD"} or any(c.tag_ == "MD" for c in verb.children)
    if not finite:
        return {}
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    head = verb.i if name.dep_ == "ROOT" else name.head.i
    mended = {c.i: (c.dep_, verb.i) for c in name.children if c.i != verb.i}
    mended[verb.i] = (name.dep_, head)
    mended[name.i] = ("nsubjpass" if passive else "nsubj", verb.i)
    return mended


def _mend_both(both: Token) -> dict[int, tuple[str, int]]:
    """Let "A is activated by B and both raises and lowers C" say the latter of A."""
    verb = both.head
    fits = verb.i == both.i + 1 and verb.dep_ == "conj" and verb.tag_ == "VBZ"
    return {both.i: ("preconj", verb.i)} if fits else {}


def _mend_conjunct(noun: Token) -> dict[int, tuple[str, int]]:
    """Coordinate "resistance to C but sensitivity to D", not C and the sensitivity."""
    response = noun.head.head.head
    fits = noun.head.dep_ == "pobj" and noun.head.head.lower_ in {"to", "with", "from"}
    if not fits or response.lower_ not in RESPONSE_NOUNS:
        return {}
    return {noun.i: ("conj", response.i)}


def _mend_main_verb(verb: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Read "Silencing of A increased the response" as a clause, not as one long noun."""
    noun = verb.head
    before = verb
    while before.i > verb.sent.start and (before is verb or before.tag_ == "RB"):
        before = before.nbor(-1)
    if before.i not in named and before.head.i in named:
        before = before.head  # "IRS-2 impaired": the number ends the name
    is_noun = before.tag_.startswith("NN") or before.i in named
    if not is_noun or noun.i < verb.i:
        return {}
    if noun.dep_ == "ROOT":
        ways = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "via", "through"}]
        return {
            verb.i: ("ROOT", verb.i),
            noun.i: ("dobj", verb.i),
            before.i: ("nsubj", verb.i),
            **{way.i: ("prep", verb.i) for way in ways},
        }
    if noun.dep_ in {"conj", "appos"} and noun.head.dep_ == "ROOT" and _is_subject(noun.head):
        return {
            verb.i: ("ROOT", verb.i),
            noun.i: ("dobj", verb.i),
            noun.head.i: ("nsubj", verb.i),
        }
    preposition = noun.head
    subject = preposition.head
    happens = subject.lower_.endswith(("ing", "ion", "down", "out", "loss", "ency", "ations"))
    if noun.dep_ != "pobj" or subject.dep_ != "ROOT" or not happens:
        return {}
    mended = {verb.i: ("ROOT", verb.i), noun.i: ("dobj", verb.i), subject.i: ("nsubj", verb.i)}
    if before.head.i in {noun.i, verb.i}:
        mended[before.i] = ("pobj", preposition.i)
    for second in noun.children:
        mended.update(_mend_second_verb(second, verb) if second.dep_ == "conj" else {})
    return mended


def _mend_second_verb(noun: Token, first: Token) -> dict[int, tuple[str, int]]:
    """Read "… impaired A and blunted B activation" with two verbs where the first was lost."""
    verb = noun.left_edge
    fits = verb.lower_ in MAIN_VERBS and verb.i > first.i and verb.nbor(-1).lower_ in {"and", "or"}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)} if fits else {}


def _is_subject(root: Token) -> bool:
    """Tell whether a noun at the root of a sentence can be the subject of a lost verb."""
    return root.tag_.startswith("NN") and not any(
        child.dep_ in {"nsubj", "nsubjpass", "cop"} for child in root.children
    )


def _mend_combination(preposition: Token) -> dict[int, tuple[str, int]]:
    """Let "the combination of A with B" be a combination of the two, not A that has B.

    So too "treatment of cells with D", "exposure of cells to D".
    """
    above = preposition.head.head
    if preposition.head.dep_ != "pobj" or above.lower_ != "of":
        return {}
    nouns = COMBINING if preposition.lower_ == "with" else {"exposure"}
    return {preposition.i: ("prep", above.head.i)} if above.head.lower_ in nouns else {}


def _mend_time(verb: Token) -> dict[int, tuple[str, int]]:
    """Let "resistance within 12 months, which is due to A" speak of the resistance."""
    noun = verb.head.head.head
    fits = verb.head.dep_ == "pobj" and noun.tag_.startswith("NN")
    return {verb.i: ("relcl", noun.i)} if fits else {}


def _mend_pairs(sentence: Span) -> dict[int, tuple[str, int]]:
    """Read "primary and acquired resistance to D" as one resistance with two adjectives.

    The parser coordinates "primary" with a verb "acquired" that has "resistance" as its object.
    "Resistance" takes the place of "primary", and what hangs on the two adjectives hangs on it.
    """
    mended: dict[int, tuple[str, int]] = {}
    for token in sentence:
        first = token.head
        if token.dep_ != "conj" or not _is_misread_pair(first, token):
            continue
        noun = _noun_of(token)
        if noun is None:
            continue
        mended[noun.i] = (first.dep_, first.head.i if first.head.i != first.i else noun.i)
        mended[first.i] = ("amod", noun.i)
        mended[token.i] = ("amod", noun.i)
        for adjective in (first, token):
            for child in adjective.children:
                if child.i > noun.i and child.dep_ in {"prep", "punct", "acl", "relcl", "appos"}:
                    mended[child.i] = (child.dep_, noun.i)
    return mended


def _is_misread_pair(first: Token, second: Token) -> bool:
    return (
        first.tag_ in {"JJ", "NN"}
        and first.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass", "attr", "ROOT"}
        and second.tag_ in {"VBN", "VBD"}
        and second.lower_ in {"acquired", "induced", "adapted", "limited", "reduced", "increased"}
    )


def _noun_of(verb: Token) -> Token | None:
    """Return the noun right behind a participle that is taken for its object."""
    for child in verb.children:
        if child.dep_ in {"dobj", "dep", "npadvmod"} and child.i <= verb.i + 4 and child.i > verb.i:
            return child if child.tag_.startswith("NN") else None
    return None

"""Verbs that look like nouns or adjectives: "A decreases", "B signals through C", "A raised B"."""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.text.tokens import Token

Heads = dict[int, tuple[str, int]]
"""Dependency label and head, by token, of tokens whose head is corrected."""
BOTH = frozenset(
    {"signal", "function", "trigger", "increase", "decrease", "block", "release", "target"}
    | {"work", "partner", "act", "cooperate", "team", "fuel", "spark", "force", "shift"}
)
"""Nouns that are plain verbs as well."""
PLAIN = frozenset(
    {"engage", "accumulate", "ubiquitinate", "phosphorylate", "activate", "inhibit", "regulate"}
    | {"induce", "mediate", "recruit", "promote", "stimulate", "suppress", "interact", "modulate"}
    | {"dimerize", "cleave", "degrade", "couple", "associate", "participate", "upregulate"}
    | {"downregulate", "repress", "enhance", "facilitate", "stabilize", "synergize", "secrete"}
)
"""Verbs whose plain form is no noun."""
HOLDING = frozenset({"keep", "hold", "render", "bind", "trap", "lock", "lead", "shuttle", "drive"})
"""Further verbs that a name follows."""
PRESENT = (
    (PLAIN - {"couple", "associate", "dimerize"})
    | {"keep", "foster", "deplete", "sequester", "elicit", "evoke", "abolish", "abrogate", "confer"}
    | {"attenuate", "potentiate", "ameliorate", "impair", "hamper", "prevent", "inactivate"}
    | {"neutralize", "neutralise", "antagonize", "antagonise", "stabilise", "destabilise"}
    | {"destabilize", "sensitize", "sensitise", "resensitize", "dephosphorylate", "methylate"}
    | {"demethylate", "acetylate", "deacetylate", "ubiquitylate", "deubiquitinate", "sumoylate"}
    | {"hydroxylate", "hydrolyse", "metabolise", "catalyse", "catalyze", "transactivate"}
    | {"synergise", "dimerise", "translocate", "palmitoylate", "glycosylate", "deubiquitylate"}
)
"""Verbs that are read as nouns or adjectives before their object, which they can hardly be."""
MAIN_VERBS = frozenset(
    {"rendered", "sensitized", "resensitized", "re-sensitized", "sensitised", "chemosensitized"}
    | {"radiosensitized", "increased", "decreased", "enhanced", "reduced", "restored", "reversed"}
    | {"conferred", "abrogated", "potentiated", "made", "impaired", "attenuated", "suppressed"}
    | {"inhibited", "blocked", "abolished", "prevented", "induced", "promoted", "activated"}
    | {"upregulated", "downregulated", "stimulated", "blunted", "diminished", "elevated", "lowered"}
    | {"triggered", "caused", "repressed", "accelerated", "circumvented", "prolonged", "extended"}
    | {"delayed", "augmented", "predicted", "affected", "protected", "amplified", "strengthened"}
    | {"weakened", "slowed", "eliminated", "counteracted", "negated", "brought", "raised"}
    | {"impeded", "hindered", "hampered", "worsened", "compromised", "disrupted", "halted"}
    | {"depleted", "boosted", "dampened", "improved", "ameliorated", "alleviated", "mitigated"}
    | {"exacerbated", "aggravated"}
)
"""Verbs in the past tense that are read as adjectives before the noun they act on."""
FINITE = frozenset({"VBZ", "VBP", "VBD"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
LONELY = frozenset({"decreases", "increases", "accumulates", "rises", "declines", "drops", "falls"})
LONELY |= {"decrease", "increase", "accumulate", "rise", "decline", "drop", "fall"}
"""Verbs, and their lemmas, that need no object."""
CONDITIONS = frozenset({"active", "inactive", "quiescent", "phosphorylated", "dormant", "silent"})
"""What a thing can be kept."""


def is_present_form(token: Token) -> bool:
    """Tell whether a noun or adjective must be a verb in the present: "A antagonises B"."""
    if token.tag_ == "NNS":
        return token.lower_.endswith("s") and token.lower_[:-1] in PRESENT
    return token.tag_ in {"NN", "JJ"} and token.lower_ in PRESENT


def is_keeping(token: Token, named: Collection[int]) -> bool:
    """Tell whether a plural is the verb of "A keeps B inactive"."""
    if token.lower_ not in {"keeps", "holds", "renders", "leaves"} or token.tag_ != "NNS":
        return False
    if token.dep_ == "ROOT":
        return any(_kept(c, named) and c.lower_ in CONDITIONS for c in token.children)
    adjective = token.head.head
    subject = token.head.i in named and token.head.dep_ == "nsubj"
    return subject and adjective.lower_ in CONDITIONS and adjective.dep_ == "conj"


def _kept(adjective: Token, named: Collection[int]) -> list[Token]:
    """Return B of "keeps B inactive" where it is taken for a part of the adjective."""
    return [c for c in adjective.children if c.i in named and c.i < adjective.i]


def mend_keeping(verb: Token, named: Collection[int]) -> Heads:
    """Give the verb of "A keeps B inactive" its subject, its object and what it says of that."""
    if verb.dep_ != "ROOT":
        adjective = verb.head.head
        first = adjective.head
        ways = [c for c in adjective.children if c.dep_ == "prep" and c.i < verb.i]
        return {
            **{way.i: ("prep", verb.i) for way in ways},
            verb.i: ("conj", first.i),
            verb.head.i: ("dobj", verb.i),
            adjective.i: ("oprd", verb.i),
        }
    adjective = next(c for c in verb.children if c.lower_ in CONDITIONS and _kept(c, named))
    subjects = [c for c in verb.children if c.i in named and c.i < verb.i]
    return {
        **{c.i: ("nsubj", verb.i) for c in subjects},
        **{c.i: ("dobj", verb.i) for c in _kept(adjective, named)},
        adjective.i: ("oprd", verb.i),
    }


def is_second_verb(token: Token, named: Collection[int]) -> bool:
    """Tell whether a plural is the second verb: "A binds B and signals through C"."""
    if is_verb_before_object(token, named) or _has_object(token):
        return True
    plural = token.tag_ == "NNS" and token.lower_.endswith("s") and token.lower_[:-1] in BOTH
    if not plural or token.dep_ != "conj" or token.head.i not in named:
        return False
    after = token.nbor(1).lower_ if token.i + 1 < token.sent.end else ""
    joined = token.nbor(-1).lower_ == "and" and after in {"through", "via"}
    return joined and verb_above(token) is not None


def _has_object(token: Token) -> bool:
    """Tell whether a plural has an object as the second verb: "methylates A and silences B"."""
    second = token.tag_ == "NNS" and token.dep_ == "conj" and token.head.tag_ == "VBZ"
    return second and any(c.dep_ == "dobj" and c.i > token.i for c in token.children)


def mend_first_verb(token: Token, named: Collection[int]) -> Heads:
    """Read "A dimerizes, enters the nucleus and raises B" with A for the subject of all."""
    verb, name = token.head, token.nbor(-1) if token.i > token.sent.start else token
    plain = token.tag_ == "NNS" and token.lower_[:-1] in BOTH | PLAIN | HOLDING
    if not plain or name.head != token or name.i not in named or verb.tag_ not in FINITE:
        return {}
    if token.i + 1 >= token.sent.end or token.nbor(1).lower_ not in {",", "and"}:
        return {}
    before = {c.i: (c.dep_, name.i) for c in token.children if c.i < name.i}
    return {**before, name.i: ("nsubj", verb.i), token.i: ("dep", verb.i)}


def is_verb_before_object(token: Token, named: Collection[int]) -> bool:
    """Tell whether a plural before a name is a second verb: "A binds B and keeps C inactive"."""
    name = token.head
    plain = token.tag_ == "NNS" and token.lower_[:-1] in BOTH | PLAIN | HOLDING
    if not plain or token.dep_ not in {"compound", "nmod"} or name.i not in named:
        return False
    second = token.i - 1 > token.sent.start and token.nbor(-1).lower_ == "and"
    return second and name.dep_ == "conj" and verb_above(name) is not None


def mend_verb_before_object(name: Token, named: Collection[int]) -> Heads:
    """Coordinate such a verb with the one before, the name behind it being its object."""
    verb = name.doc[name.left_edge.i]
    above = verb_above(name)
    if above is None or verb.head != name or not is_verb_before_object(verb, named):
        return {}
    return {verb.i: ("conj", above.i), name.i: ("dobj", verb.i)}


def is_relative_verb(token: Token, named: Collection[int]) -> bool:
    """Tell whether a plural is the verb of a relative clause: "A, which signals via B"."""
    plural = token.tag_ == "NNS" and token.lower_.endswith("s") and token.lower_[:-1] in BOTH
    if not plural or token.dep_ != "dep" or token.i - 3 < token.sent.start:
        return False
    return token.nbor(-1).lower_ in {"which", "that"} and _antecedent(token).i in named


def _antecedent(verb: Token) -> Token:
    """Return the word before "which", the comma left out."""
    return verb.nbor(-3) if verb.nbor(-2).text == "," else verb.nbor(-2)


def mend_relative_verb(verb: Token, named: Collection[int]) -> Heads:
    """Hang "which signals via B to raise C" on the name before it, and the purpose on its verb."""
    if not is_relative_verb(verb, named):
        return {}
    mended = {verb.i: ("relcl", _antecedent(verb).i), verb.i - 1: ("nsubj", verb.i)}
    purpose = verb.head
    if purpose.i > verb.i and any(child.tag_ == "TO" for child in purpose.children):
        mended[purpose.i] = ("advcl", verb.i)
    return mended


def verb_above(token: Token) -> Token | None:
    """Return the finite verb in the singular that a word hangs under, None where there is none."""
    above = token
    while above.dep_ in {"pobj", "prep", "dobj", "conj", "nmod", "compound"}:
        above = above.head
        if above.tag_ == "VBZ":
            return above
    return None


def mend_two_clauses(verb: Token, noun: Token, before: Token) -> Heads:
    """Read "A deubiquitinates B and its inhibitor C blocks D" as two clauses, the latter of C."""
    second = noun.head
    own = [c for c in noun.children if c.dep_ == "conj" and c.right_edge.i == second.i - 1]
    if not own or own[0].left_edge.nbor(-1).lower_ not in {"and", "while", "whereas"}:
        return {}
    return {
        verb.i: ("ROOT", verb.i),
        before.i: ("nsubj", verb.i),
        noun.i: ("dobj", verb.i),
        second.i: ("conj", verb.i),
        own[0].i: ("nsubj", second.i),
    }


def before_bracket(closing: Token) -> Token:
    """Return what stands before the bracket that ends here."""
    before = closing
    while before.i > closing.sent.start and before.text != "(":
        before = before.nbor(-1)
    return before.nbor(-1) if before.i > closing.sent.start else closing

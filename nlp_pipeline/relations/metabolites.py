"""Which names of compounds count where a reaction is told of.

"Catalyzes the oxidation of proline to P5C" names what is used up, no process; "arginine" is a
residue of a protein or a compound of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from nlp_pipeline.annotations import NESTED, MentionSpan, get_mentions
from nlp_pipeline.text.tokens import Token, Tokens
from nlp_pipeline.vocabulary import COMPOUNDS

NEAR = 6
"""Tokens around a reaction in which its catalysis is looked for."""
DONE_BY = frozenset(
    {"by", "via", "through", "mediated", "dependent", "responsible", "enzyme", "enzymes"}
    | {"role", "roles", "involved", "participates", "participate"}
)
AMINO_ACIDS = frozenset({"arginine", "lysine", "alanine", "cysteine", "histidine", "serine"})
FREE_ACID = re.compile(r"[LD]-", re.IGNORECASE)
CHANGED = re.compile(
    r"\b(?:substrate|conver[ts]\w*|hydroly\w+|metaboli[sz]\w+|metabolism|catabol\w+|\w*synthesi[sz]\w*"
    r"|uptake|transporters?|transported|deplet\w+|degrades?|degraded|deaminat\w+|ornithine|citrulline|availability)\b"
)
"""What is done to an amino acid that is a compound of its own."""
OF_PROTEINS = re.compile(r"residue|phosphorylat|methylat|acetylat|kinase|ubiquit|mutat|protease")
VAGUE_ENZYME = re.compile(
    r"(?:pivotal|sole|promiscuous|predominant|[a-z]+-dependent|\w+-bound) enzyme"
)
"""Families that only say what kind of enzyme is meant."""


def unfold_reactions(
    doc: Tokens, found: Sequence[MentionSpan], reactions: Collection[str]
) -> list[MentionSpan]:
    """Put the compound in the place of a reaction that an enzyme is said to carry out.

    "Catalyzes the oxidation of proline", "metabolism of AMP to adenosine", "5-FU catabolism by A".

    Args:
        doc: The tokens of a Doc with mentions.
        found: The mentions that count.
        reactions: Nouns for what is done to a compound.
    """
    nested = {m.end_token: m for m in get_mentions(doc.source, group=NESTED) if m.type in COMPOUNDS}
    starts = {m.start_token for m in found if m.type in COMPOUNDS}
    return [
        inner
        for mention in found
        for inner in (_compounds_of(doc, mention, nested, starts, reactions) or [mention])
    ]


def _compounds_of(
    doc: Tokens,
    mention: MentionSpan,
    nested: dict[int, MentionSpan],
    starts: Collection[int],
    reactions: Collection[str],
) -> list[MentionSpan]:
    if mention.type != "Process" or mention.end_token - mention.start_token < 2:
        return []
    first, last = doc[mention.start_token], doc[mention.end_token - 1]
    of = first.lower_ in reactions and first.nbor(1).lower_ == "of"
    before = last.lower_ in reactions
    inner = nested.get(mention.end_token if of else mention.end_token - 1)
    if inner is None or not (of or before) or inner.start_token < mention.start_token:
        return []
    around = {t.lower_ for t in _around(doc, mention)}
    told = any(word.startswith("cataly") for word in around)
    done = told or not around.isdisjoint(DONE_BY)
    if before:  # "cholesterol esterification" is a process of its own
        return [inner] if inner.type == "Drug" and done else []
    made = any(
        doc[i].lower_ in {"to", "into"} and {i + 1, i + 2, i + 3} & set(starts)
        for i in range(mention.end_token, min(mention.end_token + 2, len(doc)))
    )
    return [inner] if told or (done and (made or inner.type == "Drug")) else []


def _around(doc: Tokens, mention: MentionSpan) -> Iterator[Token]:
    yield from doc[max(mention.start_token - NEAR, 0) : mention.start_token]
    yield from doc[mention.end_token : mention.end_token + NEAR]


def is_free_acid(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether an amino acid is a compound of its own: "L-arginine", "arginine is depleted"."""
    if mention.type not in COMPOUNDS:
        return False
    if FREE_ACID.match(doc[mention.start_token : mention.end_token].text):
        return True
    if mention.label not in AMINO_ACIDS:
        return False
    around = doc[max(mention.start_token - NEAR, 0) : mention.end_token + NEAR].text
    return CHANGED.search(around) is not None and OF_PROTEINS.search(around) is None


def is_of_compound(doc: Tokens, mention: MentionSpan, compounds: Collection[int]) -> bool:
    """Tell whether a reaction is that of a compound by its side: "metabolism of erlotinib"."""
    behind = doc[mention.end_token : mention.end_token + 4]
    of = behind[:1].text == "of" and any(token.i in compounds for token in behind)
    return of or mention.start_token - 1 in compounds

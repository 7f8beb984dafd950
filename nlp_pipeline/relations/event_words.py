"""Names of processes that the grammar reads as events: "degradation" is what is done to B."""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.metabolites import (
    is_of_compound,
)
from nlp_pipeline.relations.words import RESPONDING, Words
from nlp_pipeline.text.tokens import Tokens

MOVEMENTS = frozenset(
    {"translocation", "localization", "localisation", "import", "export", "binding", "retention"}
    | {"accumulation", "entry", "activation", "inhibition", "silencing", "expression"}
    | {"re-expression", "reexpression", "overexpression", "loss", "repression", "knockdown"}
    | {"deletion", "depletion", "inactivation", "upregulation", "downregulation"}
    | {"degradation", "proteolysis", "glycosylation", "stabilization", "turnover", "destruction"}
)
"""Last words of processes that are something a molecule does."""
GIVEN = frozenset({"with", "on", "under", "to", "of"})
NEAR = 12
"""Tokens before and after "survival" in which patients are looked for."""
OF_PATIENTS = frozenset(
    {"free", "overall", "patient", "patients", "median", "term", "year", "longer", "shorter"}
    | {"poor", "dismal", "unfavorable"}
    | {"favorable", "favourable", "unfavourable"}
    | {"poorer", "worse", "better", "inferior", "superior", "improved", "prolonged", "extended"}
)


def _is_said_of_a_molecule(doc: Tokens, mention: MentionSpan, molecules: Collection[int]) -> bool:
    """Tell whether "nuclear translocation" is that of a named molecule: "… of NF-κB"."""
    if mention.label == "translation":  # "suppresses A protein synthesis"
        return mention.start_token - 1 in molecules
    last = doc[mention.end_token - 1].lower_
    if last == "degradation" and _is_done_to_something(doc, mention):
        return True
    if doc[mention.end_token - 1].lower_ not in MOVEMENTS:
        return False
    after = doc[mention.end_token : mention.end_token + 3]
    of = len(after) > 1 and after[0].lower_ == "of" and any(t.i in molecules for t in after[1:])
    start = mention.start_token
    before = [token.lower_ for token in doc[max(start - 4, 0) : start]]
    listed = before[-1:] in (["and"], ["or"]) and {"its", "their"} & set(before)
    owned = bool(listed) or before[-1:] in (["its"], ["their"])
    return of or owned or mention.start_token - 1 in molecules


def is_event_word(
    doc: Tokens,
    mention: MentionSpan,
    words: Words,
    molecules: Collection[int],
    compounds: Collection[int],
) -> bool:
    """Tell whether a "process" is a word that the grammar reads as an event ("degradation").

    The survival of patients is no process of a cell either.
    """
    if mention.type not in {"Process", "Disease"} and mention.label != "cell survival":
        return False
    before = doc[max(mention.start_token - 1, 0)].lower_
    if mention.label == "cell survival" and (
        before in OF_PATIENTS or _is_of_patients(doc, mention)
    ):
        return True
    if mention.type == "Process" and _speaks_of_response(doc, mention, words):
        return True
    final = doc[mention.end_token - 1].lower_
    if mention.type == "Disease" and words.nominal(final, final) in RESPONDING:
        return True  # "clinical resistance" is no tumour
    if final == "depression" and doc[mention.end_token : mention.end_token + 1].text == "of":
        return True  # "depression of the A pathway" is no disorder of the mind
    if mention.type != "Process":
        return False
    if mention.end_token - mention.start_token > 1:
        last = doc[mention.end_token - 1].lower_
        after = doc[mention.end_token : mention.end_token + 1].text
        if _is_of_response(doc, mention, words) and last == "failure" and after in GIVEN:
            return True  # "treatment failure with D"
        return _is_said_of_a_molecule(doc, mention, molecules)
    return _is_one_word_of_an_event(doc, mention, words, compounds)


def _is_one_word_of_an_event(
    doc: Tokens, mention: MentionSpan, words: Words, compounds: Collection[int]
) -> bool:
    """Tell whether a "process" of one word is an event: "degradation", not "adhesion"."""
    word = doc[mention.start_token].lower_
    if word == "preconditioning" and doc[max(mention.start_token - 1, 0)].tag_.startswith("NN"):
        return True  # "Pam3CSK4 preconditioning": what is given beforehand
    after = doc[mention.end_token : mention.end_token + 1].text
    if word in words["bad_outcomes"] and after in {"on", "under", "during", "after", "following"}:
        return True  # "relapse on D"
    if mention.source == "pattern" and mention.label.endswith(f"cyte {word}"):
        return False  # "chondrocyte proliferation and maturation"
    if word in words["reactions"] and not is_of_compound(doc, mention, compounds):
        return word == "oxidation"
    return words.nominal(word, word) is not None or words.neutral_kind(word) is not None


def _is_done_to_something(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether a text says what is degraded: "its A-mediated proteasomal degradation"."""
    before = doc[max(mention.start_token - 1, 0)].lower_
    if before in {"for", "from"} or doc[mention.end_token : mention.end_token + 1].text == "of":
        return True
    place = mention.start_token - 1
    while place > 0 and doc[place].tag_[:2] in {"JJ", "VB", "HY", "NN", "RB", "CC"}:
        place -= 1
    return doc[max(place, 0)].lower_ in {"its", "their"}


def _is_of_response(doc: Tokens, mention: MentionSpan, words: Words) -> bool:
    """Tell whether all words of a name but the last speak of a response to drugs."""
    own = doc[mention.start_token : mention.end_token - 1]
    return all(token.lower_ in words["of_drug_response"] for token in own)


def _is_of_patients(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether "survival" is that of the patients who stand near it in the text."""
    if mention.end_token - mention.start_token > 1:
        return False
    near = doc[max(mention.start_token - NEAR, 0) : mention.start_token + NEAR]
    return any(token.lower_ in {"patient", "patients"} for token in near)


def _speaks_of_response(doc: Tokens, mention: MentionSpan, words: Words) -> bool:
    """Tell whether a "process" is how patients fare: "poor response", "overall survival"."""
    *before, last = [token.lower_ for token in doc[mention.start_token : mention.end_token]]
    several = last.endswith("s") and not last.endswith("ss")  # "objective responses"
    last = last[:-1] if several else last
    of_drugs = words.nominal(last, last) in RESPONDING or last in words["outcomes"]
    first = doc[mention.start_token].lower_
    if words.nominal(first, first) == "respond" and "of" in before:
        return True
    if last in {"cytotoxic", "toxic"} and doc[mention.start_token].tag_ == "JJ":
        return True  # "D was less cytotoxic in cells with A"
    after = doc[mention.end_token : mention.end_token + 1].text
    if words.nominal(first, first) == "resist" and "of" in before and after == "to":
        return True  # "the tolerance of cells to D"
    if words.nominal(first, first) == "resist" and last in {"state", "phenotype"}:
        return True  # "in the D-resistant state"
    if of_drugs and mention.source == "phrase" and not several:
        return True
    known = (
        words["of_drug_response"] | words["of_any_response"] | words["raising_adjectives"]
    ) | words["lowering_adjectives"]
    return (
        of_drugs
        and bool(before)
        and "cell" not in before
        and all(word in known or word == "-" for word in before)
    )

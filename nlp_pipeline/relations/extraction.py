"""From an annotated Doc to claims: the one entry into this package."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from nlp_pipeline.annotations import MentionSpan, get_legend, get_mentions, get_parsed
from nlp_pipeline.relations.agents import UNNAMED
from nlp_pipeline.relations.assertion import follows_from_denied, is_denied_rival
from nlp_pipeline.relations.building import build_graph
from nlp_pipeline.relations.cut_names import is_cut_compound, is_cut_protein
from nlp_pipeline.relations.graph import DASHES, SentenceGraph
from nlp_pipeline.relations.matcher import Match, RuleMatcher, allowed_pair
from nlp_pipeline.relations.metabolites import (
    VAGUE_ENZYME,
    is_free_acid,
    is_of_compound,
    unfold_reactions,
)
from nlp_pipeline.relations.response import resolve_bare_response
from nlp_pipeline.relations.selection import Claim, select_claims
from nlp_pipeline.relations.vetoes import (
    are_alternatives,
    is_against_itself,
    is_altered_disease,
    is_bound_gene,
    is_bound_partner,
    is_done_to_both,
    is_mere_reaction,
    is_named_inhibitor,
    is_named_interaction,
    is_no_reaction,
    is_of_another_class,
    is_of_another_drug,
    is_who_needs,
)
from nlp_pipeline.relations.words import Words, load_words
from nlp_pipeline.text.tokens import Tokens
from nlp_pipeline.vocabulary import AGENTS, MOLECULES

MOVEMENTS = frozenset(
    {"translocation", "localization", "localisation", "import", "export", "binding", "retention"}
    | {"accumulation", "entry", "activation", "inhibition", "silencing", "expression"}
    | {"re-expression", "reexpression", "overexpression", "loss", "repression", "knockdown"}
    | {"deletion", "depletion", "inactivation", "upregulation", "downregulation"}
    | {"degradation", "proteolysis", "glycosylation", "stabilization", "turnover", "destruction"}
)
"""Last words of processes that are something a molecule does."""
GENERIC_FAMILY = re.compile(
    r"(?:(?:[a-z]+[- /]){0,3}(?:kinase|phosphatase|ligase|gtpase|protease|oncoprotein|cytokine"
    r"|chemokine|transcription factor|receptor|effector|(?:co-?)?(?:activator|repressor)))"
    r"|TK|RTK|GPCR|Protease|Phosphatase|E3_Ub_ligase|GTPase"
)
"""Families that say what kind of protein the gene named right before them is."""
DOMAINS = frozenset(
    {"PTB", "SH2", "SH3", "PH", "PDZ", "WW", "TIR", "DED", "CARD", "DD", "RBD", "RING", "BAR"}
    | {"FERM", "BTB", "LIM", "ARM", "TPR", "ITAM", "BH3", "SET", "HMG", "KH", "POU", "EF"}
)
"""Domains that are also names of genes."""
COLOURED = re.compile(
    r"(?:dark |light )?(?:green|red|blue|yellow|orange|purple|pink|gr[ae]y|black) "
    r"(?:proteins?|genes?|receptors?|lines?|arrows?|boxes)\b",
    re.IGNORECASE,
)
"""What a figure only shows in a colour."""
OF_TARGETS = MOLECULES | {"Pathway"}
TARGETS_BEHIND = re.compile(r"(?:\s?/\s?[\w-]+)?[\s-]?target genes?\b", re.IGNORECASE)
"""What makes of a name that of others: "SREBP target genes"."""
SERUM_MARKERS = frozenset({"KLK3", "MUC16", "CEACAM5"})
MEASURED = frozenset({"response", "responses", "progression", "decline", "relapse", "recurrence"})
GIVEN = frozenset({"with", "on", "under", "to", "of"})
NEAR = 12
"""Tokens before and after "survival" in which patients are looked for."""
OF_PATIENTS = frozenset(
    {"free", "overall", "patient", "patients", "median", "term", "year", "longer", "shorter"}
    | {"poorer", "worse", "better", "inferior", "superior", "improved", "prolonged", "extended"}
)


def build_graphs(doc: Doc) -> Iterator[SentenceGraph]:
    """Yield the graph of each parsed sentence that holds a mention, in text order."""
    yield from _build_graphs(Tokens.of(doc), get_mentions(doc))


def _build_graphs(doc: Tokens, found: Sequence[MentionSpan]) -> Iterator[SentenceGraph]:
    words = load_words()
    found = unfold_reactions(doc, found, words["converting"])
    molecules = {i for m in found if m.type in MOLECULES for i in range(m.start_token, m.end_token)}
    compounds = {m.start_token for m in found if m.type in {"Chemical", "Drug"}}
    compounds |= {m.end_token - 1 for m in found if m.type in {"Chemical", "Drug"}}
    genes = {m.end_token for m in found if m.type in {"Gene", "Family"}}
    named = {m.end_token for m in found if m.type == "Gene"}
    families = {m.start_token for m in found if m.type == "Family"}
    bracketed = {m.start_token for m in found if m.type == "Gene"}
    sentences = get_parsed(doc.source)
    parsed = {i for sentence in sentences for i in range(sentence.start, sentence.end)}
    mentions = [
        m
        for m in found
        if m.start_token in parsed
        and (m.label.lower() not in words.vague_labels or is_free_acid(doc, m))
        and not VAGUE_ENZYME.fullmatch(m.label)
        and not m.label.endswith("target gene")  # "genes that promote B" are looked through
        and not _is_event_word(doc, m, words, molecules, compounds)
        and not (m.type in MOLECULES and _is_domain(doc, m))
        and not (m.type in {"Gene", "Chemical", "Drug"} and _is_numbered(doc, m))
        and not COLOURED.match(doc[m.start_token : m.end_token].text)
        and not (m.type in OF_TARGETS and _has_targets_behind(doc, m))
        and not (m.type in {"Chemical", "Drug"} and is_cut_compound(doc, m))
        and not (m.type in {"Gene", "Family"} and is_cut_protein(doc, m))
        # In "MGMT promoter methylation" it is the gene that is meant, in the state of loss.
        and not (m.label in {"DNA methylation", "DNA hypermethylation"} and m.start_token in genes)
        # "PFS" is how patients fare, not the gene of that name.
        and not (m.type == "Gene" and doc[m.start_token].lower_ in words["outcomes"])
        # "Chemosensitizes cells to D" names D.
        and not _is_of_named_drug(doc, m, found)
        # "PSA response" is how a tumor responds, no response of the gene.
        and not (m.label in SERUM_MARKERS and doc[m.end_token : m.end_token + 1].text in MEASURED)
        # In "p27 phosphatase (PPM1H)" p27 is what the enzyme acts on.
        and not _is_substrate(doc, m, bracketed)
        # "The nim1 protein kinase" is nim1, "the protein kinase AKT" is AKT.
        and not (
            GENERIC_FAMILY.fullmatch(m.label)
            and (_is_named_before(doc, m, named) or m.end_token in families)
        )
    ]
    named_variants = {m.end_token for m in found if m.type == "Variant"}
    # "The L1196M gatekeeper mutation" is L1196M.
    mentions = [
        m
        for m in mentions
        if not (m.label == "gatekeeper mutation" and m.start_token in named_variants)
    ]
    for sentence in sentences:
        inside = [
            m for m in mentions if sentence.start <= m.start_token and m.end_token <= sentence.end
        ]
        if inside:
            yield build_graph(sentence, inside, words, doc)


def _is_numbered(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether a number behind a dash makes another name: "DAF-9" is no DAF, "AGE-1" no AGE."""
    end = mention.end_token
    if end + 1 >= len(doc) or doc[end].text not in DASHES or doc[end].whitespace_:
        return False
    last = doc[end - 1]
    whole = not last.whitespace_ and not last.text[-1].isdigit()
    return whole and doc[end + 1].text[0].isdigit()


def _is_domain(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether a short name is that of a piece of proteins: "via its TIR domain"."""
    behind = doc[mention.end_token].lower_ if mention.end_token < len(doc) else ""
    name = doc[mention.start_token : mention.end_token]
    return behind in {"domain", "domains"} and name.text in DOMAINS


def _has_targets_behind(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether it is the targets of a name that are spoken of: "A/B target gene expression"."""
    first = doc[mention.end_token].lower_ if mention.end_token < len(doc) else ""
    if not first.startswith(("target", "/", "-")) and not first.isspace():
        return False
    behind = doc[mention.end_token : mention.end_token + 9]
    if TARGETS_BEHIND.match(behind.text) is not None:
        return True
    noun = len(behind) > 1 and behind[0].lower_ == "targets" and behind[0].tag_ == "NNS"
    closed = noun and behind[1].lower_ in {"and", "or", "such", "including", ",", ".", ";", ")"}
    verb = len(behind) > 2 and behind[2].tag_.startswith("VB")  # "A targets and lowers B"
    named = noun and doc[max(mention.start_token - 1, 0)].lower_ in {"other", "direct", "known"}
    return (closed and not verb) or named


def _is_substrate(doc: Tokens, mention: MentionSpan, genes: Collection[int]) -> bool:
    """Tell whether a name ends in a word for an enzyme that the bracket behind it names."""
    several = mention.end_token - mention.start_token > 1 and mention.type == "Gene"
    if not several or mention.end_token + 1 not in genes:
        return False
    enzyme = doc[mention.end_token - 1].lower_ == "phosphatase"
    return enzyme and doc[mention.end_token].text == "("


def _is_of_named_drug(doc: Tokens, mention: MentionSpan, found: Collection[MentionSpan]) -> bool:
    """Tell whether a verb of response has its drug behind it: "chemosensitized cells to D"."""
    token = doc[mention.start_token]
    if not token.lower_.startswith("chemosensiti") or not token.tag_.startswith("VB"):
        return False
    behind = range(token.i + 1, token.i + 12)
    return any(m.type == "Drug" and m.start_token in behind for m in found)


def _is_named_before(doc: Tokens, family: MentionSpan, ends: Collection[int]) -> bool:
    """Tell whether a gene's name stands before a family's: "Src (non-receptor) tyrosine kinase"."""
    place = family.start_token
    while place > 0 and doc[place - 1].lower_ in {
        "-",
        "‐",
        "non",
        "receptor",
        "serine",
        "threonine",
        "/",
    }:
        place -= 1
    if family.type != "Family":
        return False
    return place in ends or family.start_token in ends


def _is_said_of_a_molecule(doc: Tokens, mention: MentionSpan, molecules: Collection[int]) -> bool:
    """Tell whether "nuclear translocation" is that of a named molecule: "… of NF-κB"."""
    if doc[mention.end_token - 1].lower_ not in MOVEMENTS:
        return False
    after = doc[mention.end_token : mention.end_token + 3]
    of = len(after) > 1 and after[0].lower_ == "of" and any(t.i in molecules for t in after[1:])
    start = mention.start_token
    before = [token.lower_ for token in doc[max(start - 4, 0) : start]]
    listed = before[-1:] in (["and"], ["or"]) and {"its", "their"} & set(before)
    owned = bool(listed) or before[-1:] in (["its"], ["their"])
    return of or owned or mention.start_token - 1 in molecules


def _is_event_word(
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
    if mention.type == "Disease" and words.nominal(final, final) in {"respond", "resist"}:
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
        if mention.label == "protein catabolic process" and before == "for":
            return True  # "targets A for proteasomal degradation"
        return _is_said_of_a_molecule(doc, mention, molecules)
    word = doc[mention.start_token].lower_
    after = doc[mention.end_token : mention.end_token + 1].text
    if word in words["bad_outcomes"] and after in {"on", "under", "during", "after", "following"}:
        return True  # "relapse on D"
    if word in words["reactions"] and not is_of_compound(doc, mention, compounds):
        return word == "oxidation"
    return words.nominal(word, word) is not None or words.neutral_kind(word) is not None


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
    of_drugs = words.nominal(last, last) in {"respond", "resist"} or last in words["outcomes"]
    first = doc[mention.start_token].lower_
    if words.nominal(first, first) == "respond" and "of" in before:
        return True
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


def find_claims(doc: Doc, matcher: RuleMatcher) -> list[tuple[Span, list[Claim]]]:
    """Return the claims of each sentence of a Doc.

    Args:
        doc: A Doc with mentions and parsed sentences; without them the result is empty.
        matcher: The rules.
    """
    mentions = get_mentions(doc)
    legend = [(span.start, span.end) for span in get_legend(doc)]
    usable = [m for m in mentions if not any(s <= m.start_token < e for s, e in legend)]
    found = []
    tokens = Tokens.of(doc)
    for graph in _build_graphs(tokens, mentions):
        claims = [
            claim
            for match in matcher.find_matches(graph)
            for claim in _settle(graph, match, usable)
        ]
        if claims:
            found.append((graph.sentence, select_claims(claims)))
    tokens.release()
    return found


def _is_circular(graph: SentenceGraph, match: Match) -> bool:
    """Tell whether the agent that is not named must be the drug that is the subject.

    A drug that "improves the response to treatment", or whose "resistance" is spoken of, is itself
    the treatment; one that "overcomes resistance" may be another.
    """
    if match.subject.mention.type not in AGENTS:
        return False
    word = graph.words.verb_class(graph.pred[match.bare]) if match.bare in graph.pred else None
    resists = match.rule.predicate == "confers_resistance_to"
    if match.bare is not None and graph.doc[match.bare - 1].lower_ == "drug" and not resists:
        return False  # "restored drug sensitivity" is that to another
    return resists or (word is not None and word.name == "respond")


def _settle(graph: SentenceGraph, match: Match, mentions: list[MentionSpan]) -> Iterator[Claim]:
    if is_of_another_drug(graph, match) or is_altered_disease(match):
        return
    if follows_from_denied(graph, match.trigger):
        return
    targets = [] if match.object is None else [match.object]
    if match.bare is not None and not _is_circular(graph, match):
        variant = match.subject.mention.type == "Variant"
        targets = resolve_bare_response(graph, match.bare, mentions, named_only=variant)
    for target in targets:
        if is_who_needs(graph, match, target) or is_done_to_both(graph, match, target):
            continue
        if is_against_itself(match, target) or is_mere_reaction(graph, match, target):
            continue
        if is_bound_gene(graph, match, target) or is_named_interaction(match, target):
            continue
        if is_bound_partner(graph, match) or is_named_inhibitor(match, target):
            continue
        if is_no_reaction(graph, match, target):
            continue
        apart = are_alternatives(graph, match, target) or is_of_another_class(graph, match, target)
        named = match.subject.mention.label != UNNAMED and not apart
        if named and allowed_pair(match.rule, match.subject, target):
            yield _as_lacking(
                graph,
                Claim(
                    match.rule, match.trigger, match.subject, target, match.negated, match.hedged
                ),
            )


def _as_lacking(graph: SentenceGraph, claim: Claim) -> Claim:
    """Read "tumours with A respond to D, those with B do not" as resistance of the second."""
    carries = claim.rule.id in {"sensitivity-of-carrier", "resistance-of-carrier"}
    if not (
        carries and claim.negated and is_denied_rival(graph, claim.subject.node, claim.trigger)
    ):
        return claim
    other = ({"sensitizes_to", "confers_resistance_to"} - {claim.rule.predicate}).pop()
    return replace(claim, rule=replace(claim.rule, predicate=other), negated=False)

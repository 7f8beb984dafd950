"""Corrects what the parser makes of a few frequent wordings, before a graph is built.

Which correction is tried on which word; the corrections stand in the modules named here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from nlp_pipeline.relations import (
    attachment,
    coordinating,
    drug_lists,
    insertions,
    listing,
    lost_clauses,
    main_verbs,
    misread,
    nearest_agents,
    nearest_subjects,
    parallels,
    regrouping,
    rehanging,
    response_mends,
    second_verbs,
    sequels,
    verb_forms,
)
from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.text.tokens import Token


def find_mended_heads(
    sentence: Sequence[Token], named: Collection[int], verbs: Collection[int]
) -> Heads:
    """Return dependency label and head, by token, of each token whose head is corrected.

    Args:
        sentence: The tokens of a sentence that carries a parse.
        named: The tokens that head a mention.
        verbs: What :func:`find_misread_verbs` has found.
    """
    mended: Heads = {}
    for i in verbs:
        mended.update(misread.mend_verb(sentence[0].doc[i], named))
    settled = mended.keys() & set(verbs)
    for token in sentence:
        for mend in MENDERS.get(token.dep_, ()):
            heads = mend(token, named)
            if heads and token.i not in settled:
                mended.update(heads)
                break
        else:
            if token.i in named and token.tag_.startswith("VB"):
                mended.update(misread.mend_name(token))
    mended.update(attachment.mend_pairs(sentence))
    return mended


MENDERS: Final[dict[str, tuple[Callable[[Token, Collection[int]], Heads], ...]]] = {
    "conj": (
        second_verbs.mend_behind_adverb,
        listing.mend_besides,
        listing.mend_moved_with,
        regrouping.mend_second_event,
        verb_forms.mend_verb_before_object,
        regrouping.mend_second_infinitive,
        listing.mend_after_site,
        listing.mend_listed_alteration,
        listing.mend_named_pair,
        parallels.mend_similar,
        parallels.mend_second_place,
        parallels.mend_parallel,
        parallels.mend_new_clause,
        nearest_subjects.mend_nearest_subject,
        nearest_subjects.mend_after_gerund,
        nearest_subjects.mend_parted_subject,
        parallels.mend_protected,
        parallels.mend_late,
        insertions.mend_partly,
        insertions.mend_second_purpose,
        coordinating.mend_listed_verb,
        sequels.mend_other_change,
        attachment.mend_reduced,
        coordinating.mend_second_gerund,
        coordinating.mend_second_subject,
        coordinating.mend_between,
        coordinating.mend_listed_name,
        drug_lists.mend_listed_complement,
        drug_lists.mend_moved,
        rehanging.mend_predicate,
        rehanging.mend_role,
        rehanging.mend_contrast,
        rehanging.mend_conjunct,
        rehanging.mend_object,
        rehanging.mend_event,
        misread.mend_fronted,
        listing.mend_second_way,
        response_mends.mend_counted,
        lost_clauses.mend_undone,
        lost_clauses.mend_second_to,
        lost_clauses.mend_altered_name,
    ),
    "agent": (nearest_agents.mend_seen,),
    "aux": (rehanging.mend_infinitive, lost_clauses.mend_second_to, sequels.mend_help),
    "amod": (
        regrouping.mend_listed_themes,
        regrouping.mend_noun_gerund,
        regrouping.mend_dashed_binding,
        insertions.mend_way,
        nearest_subjects.mend_past_clause,
        nearest_subjects.mend_first_past,
        main_verbs.mend_main_verb,
        main_verbs.mend_carried,
        misread.mend_gerund,
        misread.mend_role_gerund,
        coordinating.mend_lost_gerund,
        drug_lists.mend_singled_out,
        response_mends.mend_resistant,
        lost_clauses.mend_lost_participle,
    ),
    "acomp": (lost_clauses.mend_becoming,),
    "ccomp": (lost_clauses.mend_loose_relative,),
    "nmod": (
        insertions.mend_contrasted,
        regrouping.mend_first_of_two,
        regrouping.mend_before_number,
        listing.mend_listed_before,
    ),
    "prep": (
        regrouping.mend_behind_bracket,
        insertions.mend_like_object,
        insertions.mend_partly,
        sequels.mend_treatment,
        insertions.mend_second_inserted,
        rehanging.mend_combination,
        attachment.mend_inserted,
        nearest_agents.mend_agent,
        attachment.mend_including,
        listing.mend_exemplified,
        listing.mend_own_way,
        listing.mend_complex,
        response_mends.mend_carried_with,
        lost_clauses.mend_kept_by,
        lost_clauses.mend_named_way,
    ),
    "npadvmod": (
        regrouping.mend_agent_releasing,
        insertions.mend_like,
        sequels.mend_lost_object_before,
        insertions.mend_listed_subject,
    ),
    "compound": (
        main_verbs.mend_main_verb,
        regrouping.mend_agent_releasing,
        regrouping.mend_first_of_two,
        rehanging.mend_altered,
        misread.mend_gerund,
        misread.mend_role_gerund,
        misread.mend_subject,
    ),
    "pcomp": (attachment.mend_complement,),
    "pobj": (
        response_mends.mend_lasting,
        misread.mend_unparted,
        listing.mend_for_whom,
    ),
    "relcl": (
        regrouping.mend_nearer_which,
        parallels.mend_parallel_clause,
        attachment.mend_time,
        rehanging.mend_caused,
        attachment.mend_condition,
    ),
    "advcl": (
        response_mends.mend_fold,
        response_mends.mend_times,
        response_mends.mend_while,
        regrouping.mend_numbered,
        parallels.mend_meanwhile,
        attachment.mend_carrying,
        coordinating.mend_listed_gerund,
        sequels.mend_participle,
        lost_clauses.mend_loose_relative,
        lost_clauses.mend_undone,
    ),
    "advmod": (insertions.mend_lost_subject,),
    "dobj": (listing.mend_title, insertions.mend_fold, misread.mend_shown, sequels.mend_hence),
    "appos": (
        nearest_subjects.mend_nearest_subject,
        nearest_subjects.mend_apposed_subjects,
        insertions.mend_office,
        regrouping.mend_colon_list,
        attachment.mend_alias,
        misread.mend_fronted,
        listing.mend_list,
    ),
    "parataxis": (attachment.mend_alias,),
    "ROOT": (response_mends.mend_graded,),
    "meta": (response_mends.mend_graded,),
    "nummod": (listing.mend_listed_number,),
    "dep": (
        parallels.mend_defined_subject,
        verb_forms.mend_relative_verb,
        listing.mend_listed_agent,
    ),
    "nsubj": (
        nearest_subjects.mend_works,
        verb_forms.mend_first_verb,
        misread.mend_linked,
        coordinating.mend_both,
        misread.mend_enumerator,
        coordinating.mend_listed_name,
    ),
    "acl": (
        regrouping.mend_getting,
        regrouping.mend_numbered,
        insertions.mend_hung_participle,
        parallels.mend_meanwhile,
        attachment.mend_carrying,
        attachment.mend_purpose,
        rehanging.mend_result,
        rehanging.mend_cause,
        attachment.mend_past,
        attachment.mend_intransitive,
    ),
}
"""What is looked at in a token, by its dependency; the first that corrects it holds."""

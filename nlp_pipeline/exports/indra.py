"""INDRA statements as JSON: what INDRA's schema can say, each with all of its evidence.

INDRA's agents carry no lowered state, so the sign is that of the bare entities: "loss of PTEN
activates AKT" is an Inhibition. It has no type for resistance: a factor that confers resistance
is an Influence that lowers the event "response to <drug>". Claims of a modification that is not
named, of a mechanism without sign and of combinations have no type there and are left out. The
words of the claim stand unchanged in the annotations of each evidence.
"""

from __future__ import annotations

import json
import re
import sqlite3
import uuid
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.graph import Edge, Support, iter_supported
from nlp_pipeline.vocabulary import FLIPPING_STATES

Json = dict[str, Any]

SOURCE_API: Final = "nlp_pipeline"
_NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_URL, "nlp-pipeline/statement")
_REGULATIONS: Final[Mapping[str, tuple[str, str]]] = {
    "activates": ("Activation", "Inhibition"),
    "inhibits": ("Activation", "Inhibition"),
    "targets": ("Activation", "Inhibition"),
    "upregulates": ("IncreaseAmount", "DecreaseAmount"),
    "downregulates": ("IncreaseAmount", "DecreaseAmount"),
}
"""Predicates with a sign: the type where more gives more, and where more gives less."""

_RESPONSES: Final = {"confers_resistance_to": -1, "sensitizes_to": 1}
_RAISING_STATES: Final = frozenset({"amplification", "overexpression", "activation"})
# Namespaces as INDRA writes them; where the flag is set, its identifiers repeat the prefix.
_NAMESPACES: Final = {
    "chebi": ("CHEBI", True),
    "chembl.compound": ("CHEMBL", False),
    "drugbank": ("DRUGBANK", False),
    "fplx": ("FPLX", False),
    "go": ("GO", True),
    "hgnc": ("HGNC", False),
    "hms.lincs.compound": ("HMS-LINCS", False),
    "mesh": ("MESH", False),
    "mondo": ("MONDO", True),
}
_AMINO: Final = "ACDEFGHIKLMNPQRSTVWY"
_SUBSTITUTION: Final = re.compile(rf"(\S+) ([{_AMINO}])([0-9]+)([{_AMINO}])")


def write_indra(connection: sqlite3.Connection, path: Path) -> Counter[str]:
    """Write the statements, by ``statement_id``, as one JSON list.

    Returns:
        How many statements of each predicate were left out.
    """
    left_out: Counter[str] = Counter()
    with replacing(path) as partial, partial.open("w", encoding="utf-8") as file:
        file.write("[")
        separator = "\n"
        for edge, support in iter_supported(connection):
            statement = indra_statement(edge, support)
            if statement is None:
                left_out[edge.predicate] += 1
                continue
            file.write(separator + json.dumps(statement, ensure_ascii=False))
            separator = ",\n"
        file.write("\n]\n")
    return left_out


def indra_statement(edge: Edge, support: list[Support]) -> Json | None:
    """Return a statement with its evidence as INDRA's JSON, or None where it has no type."""
    core = _regulation(edge, support) or _complex(edge, support) or _influence(edge, support)
    if core is None:
        return None
    return {
        **core,
        "belief": edge.belief,
        "evidence": [_evidence(edge, triple) for triple in support],
        "id": _uuid(edge.statement_id),
    }


def _uuid(name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, name))


def _regulation(edge: Edge, support: list[Support]) -> Json | None:
    types = _REGULATIONS.get(edge.predicate)
    if types is None:
        return None
    statement = {
        "type": types[0] if edge.sign > 0 else types[1],
        "subj": _subject(edge, support),
        "obj": _object(edge, support),
    }
    return statement if "Amount" in types[0] else {**statement, "obj_activity": "activity"}


def _complex(edge: Edge, support: list[Support]) -> Json | None:
    if edge.predicate != "binds":
        return None
    return {"type": "Complex", "members": [_subject(edge, support), _object(edge, support)]}


def _influence(edge: Edge, support: list[Support]) -> Json | None:
    polarity = _RESPONSES.get(edge.predicate)
    if polarity is None:
        return None
    subject = _subject(edge, support)
    change = -1 if edge.subject_state in FLIPPING_STATES else None
    change = 1 if edge.subject_state in _RAISING_STATES else change
    drug = edge.object_label
    response = {"name": f"response to {drug}", "db_refs": {"TEXT": drug}}
    return {
        "type": "Influence",
        "subj": _event(edge, "subject", _concept(subject), change),
        "obj": _event(edge, "object", response, polarity),
    }


def _concept(agent: Json) -> Json:
    return {key: agent[key] for key in ("name", "db_refs")}


def _event(edge: Edge, side: str, concept: Json, polarity: int | None) -> Json:
    return {
        "type": "Event",
        "concept": concept,
        "delta": {"type": "qualitative", "polarity": polarity, "adjectives": []},
        "id": _uuid(f"{edge.statement_id} {side}"),
    }


def _subject(edge: Edge, support: list[Support]) -> Json:
    text = support[0].subject_text if support else edge.subject_label
    agent = _agent(edge.subject_label, edge.subject_type, edge.subject_id, text)
    if edge.subject_state == "activation":
        agent["activity"] = {"activity_type": "activity", "is_active": True}
    return _mutated(agent, edge.subject_state)


def _object(edge: Edge, support: list[Support]) -> Json:
    text = support[0].object_text if support else edge.object_label
    agent = _agent(edge.object_label, edge.object_type, edge.object_id, text)
    return _mutated(agent, edge.object_state)


def _mutated(agent: Json, state: str | None) -> Json:
    if state == "mutation" and "mutations" not in agent:
        agent["mutations"] = [{"position": None, "residue_from": None, "residue_to": None}]
    return agent


def _agent(label: str, type_: str, id_: str | None, text: str) -> Json:
    agent: Json = {"name": label, "db_refs": {"TEXT": text, **db_refs(id_)}}
    change = _SUBSTITUTION.fullmatch(label) if type_ == "Variant" else None
    if change is not None:
        gene, before, position, after = change.groups()
        mutation = {"position": position, "residue_from": before, "residue_to": after}
        agent |= {"name": gene, "mutations": [mutation]}
    return agent


def db_refs(curie: str | None) -> dict[str, str]:
    """Return an identifier as INDRA writes it; empty for None and for unknown prefixes.

    Examples:
        >>> db_refs("hgnc:9588"), db_refs("go:0006915"), db_refs(None)
        ({'HGNC': '9588'}, {'GO': 'GO:0006915'}, {})
    """
    prefix, _, local = (curie or "").partition(":")
    known = _NAMESPACES.get(prefix)
    if known is None:
        return {}
    namespace, repeats = known
    return {namespace: f"{namespace}:{local}" if repeats else local}


def _evidence(edge: Edge, triple: Support) -> Json:
    marks = {"negated": bool(triple.negated), "hypothesis": bool(triple.hedged)}
    refs = {"PMCID": triple.pmcid, "DOI": triple.doi}
    return {
        "source_api": SOURCE_API,
        "source_id": triple.triple_id,
        "text": triple.sentence,
        "text_refs": {name: value for name, value in refs.items() if value is not None},
        "epistemics": {name: True for name, value in marks.items() if value},
        "annotations": {
            "found_by": triple.rule_id,
            "agents": {"raw_text": [triple.subject_text, triple.object_text]},
            "predicate": edge.predicate,
            "subject": edge.subject_label,
            "subject_state": edge.subject_state,
            "object": edge.object_label,
            "object_state": edge.object_state,
            "statement_id": edge.statement_id,
            "confidence": triple.confidence,
            "doc_id": triple.doc_id,
            "figid": triple.figid,
            "passage_kind": triple.passage_kind,
            "year": triple.year,
        },
    }

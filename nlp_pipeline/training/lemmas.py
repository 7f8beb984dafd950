"""Lemma tables and the map from fine tags to parts of speech.

The tables are those of spacy-lookups-data (WordNet's, MIT), cut to what the rules need, with the
verbs of biomedical prose added ("transactivate", "downregulate") and with exceptions learned from
CRAFT where rule and treebank disagree consistently. They are saved inside the pipeline.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

from spacy.language import Language
from spacy.lookups import Lookups, Table, load_lookups
from spacy.tokens import Doc

from nlp_pipeline.training.corpora import CorpusError, ParsedSentence

TAG_MAP: Final = MappingProxyType(
    {
        "NN": ("NOUN", "Number=Sing"),
        "NNS": ("NOUN", "Number=Plur"),
        "NNP": ("PROPN", "Number=Sing"),
        "NNPS": ("PROPN", "Number=Plur"),
        "VB": ("VERB", "VerbForm=Inf"),
        "VBD": ("VERB", "Tense=Past|VerbForm=Fin"),
        "VBG": ("VERB", "Aspect=Prog|Tense=Pres|VerbForm=Part"),
        "VBN": ("VERB", "Aspect=Perf|Tense=Past|VerbForm=Part"),
        "VBP": ("VERB", "Tense=Pres|VerbForm=Fin"),
        "VBZ": ("VERB", "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"),
        "MD": ("AUX", ""),
        "JJ": ("ADJ", "Degree=Pos"),
        "JJR": ("ADJ", "Degree=Cmp"),
        "JJS": ("ADJ", "Degree=Sup"),
        "AFX": ("ADJ", ""),
        "RB": ("ADV", "Degree=Pos"),
        "RBR": ("ADV", "Degree=Cmp"),
        "RBS": ("ADV", "Degree=Sup"),
        "WRB": ("ADV", ""),
        "RP": ("ADP", ""),
        "IN": ("ADP", ""),
        "TO": ("PART", ""),
        "POS": ("PART", ""),
        "DT": ("DET", ""),
        "PDT": ("DET", ""),
        "WDT": ("DET", ""),
        "EX": ("PRON", ""),
        "PRP": ("PRON", ""),
        "PRP$": ("PRON", "Poss=Yes"),
        "WP": ("PRON", ""),
        "WP$": ("PRON", "Poss=Yes"),
        "CC": ("CCONJ", ""),
        "CD": ("NUM", "NumType=Card"),
        "LS": ("X", ""),
        "FW": ("X", ""),
        "SYM": ("SYM", ""),
        "UH": ("INTJ", ""),
        ",": ("PUNCT", ""),
        ".": ("PUNCT", ""),
        ":": ("PUNCT", ""),
        "HYPH": ("PUNCT", ""),
        "-LRB-": ("PUNCT", ""),
        "-RRB-": ("PUNCT", ""),
        "``": ("PUNCT", ""),
        "''": ("PUNCT", ""),
    }
)
"""Fine tag (Penn) to universal part of speech and morphology."""

VERB_PREFIXES: Final = (
    "over", "up", "down", "co", "de", "re", "auto", "trans", "hyper", "dys", "mis", "under",
    "cross", "un", "phospho", "poly", "homo", "hetero", "immuno", "counter", "sub", "pre",
)  # fmt: skip
BIOMEDICAL_VERBS: Final = (
    "acetylate", "activate", "bind", "express", "inhibit", "methylate", "modulate", "oligomerize",
    "phosphorylate", "polymerize", "process", "regulate", "repress", "sensitize", "stabilize",
    "stimulate", "transcribe", "ubiquitinate", "ubiquitylate", "sumoylate", "glycosylate",
    "palmitoylate", "dimerize", "trimerize", "localize", "immunoprecipitate", "precipitate",
    "transfect", "transduce", "transactivate", "deplete", "target", "amplify", "translocate",
    "internalize", "cluster", "differentiate", "upregulate", "downregulate", "silence", "knock",
    "suppress", "deubiquitinate", "dephosphorylate", "overexpress", "coexpress", "antagonize",
    "antagonise", "sensitise", "stabilise", "dimerise", "potentiate", "attenuate", "abrogate",
    "mediate", "induce", "program", "wire", "model", "press", "flox", "stain", "label", "blot",
    "section", "intercross", "fix", "conjugate", "culture", "clone", "treat", "incubate",
)  # fmt: skip

_NOUN_ENDINGS: Final = ("s", "x", "z", "f", "y", "ch", "sh", "man", "se", "xe", "ze", "che", "she",
                        "ve", "ie")  # fmt: skip
_DOUBLING: Final = re.compile(r".*[^aeiou][aeiou][^aeiouwxy]")
"""Verbs that double their last letter ("hop", "hopped"), so that "hoped" is not theirs."""
_NOISE: Final = re.compile(r"\d|#")
_PLAIN: Final = re.compile(r"[a-z]{2,}")
_LEARNED: Final = ("NOUN", "VERB", "ADJ", "ADV", "PRON", "DET", "ADP", "AUX", "PART")
_VERB_TAGS: Final = frozenset({"VBD", "VBG", "VBN", "VBP", "VBZ"})


def add_attribute_ruler(nlp: Language) -> None:
    """Add the component that derives part of speech and morphology from the fine tag."""
    ruler = nlp.add_pipe("attribute_ruler")
    for tag, (pos, morph) in TAG_MAP.items():
        ruler.add([[{"TAG": tag}]], {"POS": pos, "MORPH": morph})  # type: ignore[attr-defined]
    # spaCy takes a finite present without a number for the base form; "are" and "am" are not.
    forms = [[{"TAG": "VBP", "LOWER": {"IN": ["are", "am", "'re", "’re"]}}]]
    ruler.add(forms, {"MORPH": "Number=Plur|Tense=Pres|VerbForm=Fin"})  # type: ignore[attr-defined]


def add_lemmatizer(nlp: Language, train: Sequence[ParsedSentence]) -> None:
    """Add spaCy's rule lemmatizer with our tables.

    Args:
        nlp: Pipeline that has an attribute ruler already.
        train: Sentences to learn exceptions from.
    """
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    tables = build_tables(train)
    lemmatizer.initialize(lookups=tables)  # type: ignore[attr-defined]
    learned = learn_exceptions(nlp, train)
    exceptions = tables.get_table("lemma_exc")
    for pos, forms in learned.items():
        exceptions[pos] = {**exceptions.get(pos, {}), **forms}
    lemmatizer.cache = {}  # type: ignore[attr-defined]


def build_tables(train: Sequence[ParsedSentence]) -> Lookups:
    """Build rules, exceptions and index; the index gains the verbs of CRAFT and of the field.

    Raises:
        CorpusError: The source of the tables is not installed.
    """
    try:
        source = load_lookups("en", ["lemma_rules", "lemma_exc", "lemma_index"])
    except ValueError as error:
        raise CorpusError(
            "the lemma tables are missing", remedy="pip install spacy-lookups-data"
        ) from error
    index = source.get_table("lemma_index")
    verbs = set(_plain(index["verb"])) | _seen_verbs(train) | set(BIOMEDICAL_VERBS)
    verbs |= {prefix + verb for prefix in VERB_PREFIXES for verb in BIOMEDICAL_VERBS}
    nouns_with_e = {word for word in index["noun"] if word.endswith("e")}
    nouns = [word for word in _plain(index["noun"]) if word.endswith(_NOUN_ENDINGS)]
    verbs -= {verb for verb in verbs if _DOUBLING.fullmatch(verb) and verb + "e" in verbs}
    nouns = sorted(set(nouns) - {noun for noun in nouns if noun + "e" in nouns_with_e})
    adjectives = [word for word in _plain(index["adj"]) if len(word) <= 8]
    tables = Lookups()
    tables.add_table("lemma_rules", dict(_named(source.get_table("lemma_rules"), _RULED)))
    tables.add_table("lemma_exc", dict(_named(source.get_table("lemma_exc"), _EXCEPTED)))
    tables.add_table(
        "lemma_index",
        {
            # spaCy asks "in": a mapping answers at once, a list of 20,000 words does not.
            pos: dict.fromkeys(sorted(words), 1)
            for pos, words in (("adj", adjectives), ("noun", nouns), ("verb", verbs))
        },
    )
    return tables


def learn_exceptions(
    nlp: Language, train: Sequence[ParsedSentence]
) -> dict[str, dict[str, list[str]]]:
    """Return, by part of speech, the forms whose treebank lemma the rules miss consistently.

    A form counts where it was seen three times or more, four fifths of them with one lemma; lemmas
    with CRAFT's stand-ins for digits ("brca0", "#crd#") are not looked at.
    """
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for word, tag, lemma in clean_lemmas(train):
        seen[word.lower(), tag][lemma] += 1
    forms = [
        (word, tag, lemma)
        for (word, tag), lemmas in sorted(seen.items())
        for lemma, count in lemmas.most_common(1)
        if count >= 3 and count >= 0.8 * lemmas.total()
    ]
    doc = Doc(nlp.vocab, words=[f[0] for f in forms], tags=[f[1] for f in forms])
    for name in ("attribute_ruler", "lemmatizer"):
        doc = nlp.get_pipe(name)(doc)
    learned: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for token, (word, _, lemma) in zip(doc, forms, strict=True):
        if token.pos_ == "VERB" and lemma == word:
            continue  # CRAFT leaves some participles as they are; "overexpressing" is no lemma
        if token.lemma_ != lemma and token.pos_ in _LEARNED and _PLAIN.fullmatch(word):
            learned[token.pos_.lower()][word] = [lemma]
    return learned


def clean_lemmas(sentences: Iterable[ParsedSentence]) -> Iterator[tuple[str, str, str]]:
    """Yield word, tag and lemma of the tokens whose lemma has no stand-in for digits."""
    for sentence in sentences:
        for word, tag, lemma in zip(sentence.words, sentence.tags, sentence.lemmas, strict=True):
            if not has_stand_in(lemma):
                yield word, tag, lemma


def has_stand_in(lemma: str) -> bool:
    """Whether a treebank lemma has CRAFT's stand-ins for digits.

    >>> has_stand_in("brca0"), has_stand_in("#crd#"), has_stand_in("bind")
    (True, True, False)
    """
    return bool(_NOISE.search(lemma))


_RULED: Final = ("adj", "noun", "verb", "punct")
_EXCEPTED: Final = ("adj", "adv", "noun", "verb")


def _named(table: Table, names: Sequence[str]) -> Iterator[tuple[str, object]]:
    for name in names:
        yield name, table[name]


def _plain(words: Iterable[str]) -> list[str]:
    return [word for word in words if _PLAIN.fullmatch(word)]


def _seen_verbs(train: Sequence[ParsedSentence]) -> set[str]:
    counts = Counter(
        lemma for _, tag, lemma in clean_lemmas(train) if tag in _VERB_TAGS and len(lemma) > 3
    )
    return {lemma for lemma, count in counts.items() if count >= 2 and _PLAIN.fullmatch(lemma)}

"""A text as a line of classes: each molecule one letter, each word of a small grammar one letter.

"PI3K/AKT and MAPK pathways" becomes ``M/M&Mp``, so that the grammars of pathways and of drug
classes can be written as regular expressions over these letters. Words of no class are ``w``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.view import Memo, TextView

MOLECULE: Final = "M"
CHEMICAL: Final = "C"

_LETTERS: Final = {
    "/": "/",
    "-": "-‐‑–−—",
    ">": "→ ➔ > ↦ ⟶",
    ",": ",",
    "&": "and or & nor versus plus",
    "(": "( [",
    ")": ") ]",
    "I": "inhibitor inhibitors antagonist antagonists blocker blockers agonist agonists "
    "antibody antibodies mab mabs vaccine vaccines degrader degraders mimetic mimetics "
    "modulator modulators",
    "T": "tki tkis",
    "z": "activator activators effector effectors ligand ligands",
    "y": "tyrosine",
    "k": "kinase kinases tyrosine-kinase",
    "v": "inhibiting antagonizing antagonising suppressing",
    "t": "targeted directed targeting -targeted",
    "h": "therapy therapies treatment treatments drug drugs agent agents therapeutic therapeutics "
    "regimen regimens compound compounds",
    "s": "signaling signalling signal signals",
    "p": "pathway pathways cascade cascades axis axes network networks module arm arms branch "
    "branches circuit circuits",
    "d": "dependent mediated driven induced related associated",
    "j": "selective specific small molecule mutant mutated neutralizing neutralising blocking "
    "monoclonal pan potent novel recombinant therapeutic humanized reversible irreversible "
    "allosteric chimeric family receptor protein direct reuptake covalent gtpase gtpases domain "
    "activity pathway-",
    "f": "downstream upstream forward inflammatory intracellular survival oncogenic "
    "prosurvival apoptosis proliferative receptor family proliferation mitogenic hypertrophic "
    "antioxidant antioxidative antiviral profibrotic proinflammatory angiogenic",
    "u": "transduction",
    "n": "anti Anti",
    "o": "of for against",
    "r": "the these such",
    "c": "canonical noncanonical non-canonical non‐canonical",
    "N": "non",
    "e": "including like namely especially",
    "a": "as",
    "b": "based combination containing",
    "H": "chemotherapy chemotherapies doublet",
}


def _word_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for letter, words in _LETTERS.items():
        for word in words if letter == "-" else words.split():
            table.setdefault(word.lower(), letter)
    return table


_WORDS: Final = _word_table()
_CACHED: Final = 1 << 16
_NO_NAMES: Final = frozenset("IThspktdz")
_KINASE: Final = frozenset("yk")
"""Classes whose words are never molecules, whatever a vocabulary says ("inhibitor", "drug")."""

_TYPES: Final = {
    "Gene": MOLECULE,
    "Family": MOLECULE,
    "Chemical": CHEMICAL,
    "Drug": "D",
    "MicroRNA": "R",
}


@dataclass(frozen=True, slots=True)
class Items:
    """The classes of a text.

    Attributes:
        letters: One letter per item.
        starts, ends: Half-open token span of each item.
        mentions: The molecule of each item, None for words.
    """

    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    mentions: tuple[MentionSpan | None, ...]

    def mention(self, index: int) -> MentionSpan:
        """Return the molecule of an item that is one; ValueError for a word."""
        mention = self.mentions[index]
        if mention is None:
            msg = f"item {index} of {self.letters} is a word, not a molecule"
            raise ValueError(msg)
        return mention


def is_grammar_word(word: str) -> bool:
    """Whether a word is part of the grammars and hence no name.

    Examples:
        >>> is_grammar_word("Inhibitors"), is_grammar_word("imatinib")
        (True, False)
    """
    return _WORDS.get(word.lower(), "w") in _NO_NAMES


@lru_cache(maxsize=_CACHED)
def is_vague(surface: str) -> bool:
    """Whether a name is made of grammar words only and names nothing.

    Examples:
        >>> is_vague("signaling pathways"), is_vague("Notch signaling pathway")
        (True, False)
    """
    return all(is_grammar_word(word) for word in surface.split())


def _letter_of(word: str) -> str:
    """Return the class of a word, blank for white space."""
    return "" if word.isspace() else _WORDS.get(word.lower(), "w")


_LETTERS_OF: Final = Memo(_letter_of)


def build_items(view: TextView, molecules: Sequence[MentionSpan]) -> Items:
    """Class a text.

    Args:
        view: The text.
        molecules: Genes, families, chemicals, drugs and microRNAs, without overlaps.
    """
    letters = list(map(_LETTERS_OF.__getitem__, view.words))
    starts = list(range(len(letters)))
    ends = list(range(1, len(letters) + 1))
    mentions: list[MentionSpan | None] = [None] * len(letters)
    for molecule in molecules:
        first = molecule.start_token
        behind = letters[molecule.end_token : molecule.end_token + 1]
        if behind == ["I"] and _KINASE.issuperset("".join(letters[first : molecule.end_token])):
            continue  # "EGFR/HER2 tyrosine kinase inhibitors" are inhibitors of two
        letters[first] = letters[first] and _TYPES[molecule.type]
        ends[first] = molecule.end_token
        mentions[first] = molecule
        for token in range(first + 1, molecule.end_token):
            letters[token] = ""
    line = "".join(letters)
    if len(line) < len(letters):
        places = [token for token in starts if letters[token]]
        starts = places
        ends = [ends[token] for token in places]
        mentions = [mentions[token] for token in places]
    return Items(line, tuple(starts), tuple(ends), tuple(mentions))

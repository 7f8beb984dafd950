"""Tells citations from other parentheses and numbers."""

from __future__ import annotations

import re

_YEAR = r"(?:18|19|20)\d\d[a-z]?"
_LETTER = r"[^\W\d_]"
_NAME = (
    rf"(?:(?:van|von|de|der|den|la|le|del|di|al-)\s)*{_LETTER}(?:{_LETTER}|['\u2019\u2010-])+"
    r"(?:\s(?:[A-Z]\.?)+)?"
)
_LEAD = re.compile(
    r"(?:see|also|e\.g\.|i\.e\.|cf\.|reviewed|review|for|a|in|by|from|after|adapted|modified|data"
    r"|taken|reproduced|with|permission)[,:]?\s+"
)
_AUTHORS = re.compile(
    rf"(?P<names>{_NAME}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*|\s*,\s*and\s+){_NAME})*)"
    rf"(?P<others>\s+et\.?\s+al\.?)?(?:(?P<comma>\s*,)\s*|\s+)\(?{_YEAR}"
    rf"(?:\s*[,\u2013-]\s*(?:{_YEAR}|[a-z]))*"
)
_YEAR_ALONE = re.compile(rf"\s*{_YEAR}\s*")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_NUMBERED = re.compile(
    r"figs?|nos?|refs?|eqs?|vol|pp?|sec|ca|approx|vs|tab|table|ch|suppl|grade|stage|exons?|days?"
    r"|weeks?|type|class|phase|group",
    re.IGNORECASE,
)
"""Words whose number is their own: "Fig.1" cites nothing."""

_WORD_BEFORE = re.compile(r"([\w)\]]+)[.,;:]$")


def is_author_citation(inside: str) -> bool:
    """Return whether the inside of a pair of parentheses is nothing but a citation.

    Args:
        inside: What stands between the parentheses, at most a few hundred characters.

    Examples:
        >>> is_author_citation("Nahta et al., 2006; Mohsin and Weiss, 2005a,b")
        True
        >>> is_author_citation("September 2011"), is_author_citation("ErbB1, Her1")
        (False, False)
    """
    cited = False
    for part in re.split(r"\s*;\s*", inside.strip()):
        text = part
        while (lead := _LEAD.match(text)) is not None:
            text = text[lead.end() :]
        if cited and _YEAR_ALONE.fullmatch(text):
            continue
        match = _AUTHORS.fullmatch(text)
        if match is None or not _names_authors(match):
            return False
        cited = True
    return cited


def _names_authors(match: re.Match[str]) -> bool:
    names = match["names"]
    if not names[0].isupper() and not match["others"]:
        return False
    if _MONTH.search(names):
        return False
    return bool(match["others"] or match["comma"] or " and " in names or "&" in names)


def is_superscript_citation(source: str, at: int) -> bool:
    """Return whether the number at ``at``, run into the end of a word, is a citation.

    Examples:
        >>> is_superscript_citation("elicit ADCC.15", 12)
        True
        >>> is_superscript_citation("as in Fig.1", 10)
        False
    """
    before = _WORD_BEFORE.search(source, max(0, at - 40), at)
    return before is not None and _NUMBERED.fullmatch(before[1]) is None

"""Compounds known by a code or a short form that no vocabulary lists: "STX140", "MGT treatment".

Codes are letters of a maker with a number; any other code, and a short form that the text does not
define, is a compound where the text says that it is given, or what it acts on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.cell_lines import is_cell_line
from nlp_pipeline.entities.molecules import DASH, PATTERN
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_SCORE: Final = 0.62

_MAKERS: Final = (
    r"AZD|PLX|BAY|GSK|LY|PF|MK|ABT|AMG|BMS|GDC|INK|CEP|SCH|SB|SP|PD|EMD|MLN|NVP|OSI|PHA|RO|SAR|TAK"
    r"|XL|ZD|STI|JNJ|LDE|RAD|VX|BEZ|BKM|BYL|LGK|LEE|MDV|ARN|ONO|KU|AG|STX|BIBW|BI|CHIR|DS|EPZ|FK"
    r"|CP|GNE|GS|ICI|IPI|KW|LCL|LDK|LGX|LOXO|MEDI|NSC|OTX|PKI|PRT|RAF|RG|RMC|SGI|SNX|SU|TAE|TG|TKI|UCN"
    r"|WAY|WZ|YM|ARRY|ASP|AT|AUY|AEE|AEW|AMN|CGP|CPI|CYT|GW|HKI|KRN|MGCD|NMS|NU|PCI|PQR|RDEA"
    r"|UK|GBR|WIN|BRL|WEB|SR|FR|RU|RTI|JWH|AWD|SKF|ZM|SDZ|MDL|PNU|TMC"
)
_CODE: Final = re.compile(
    rf"(?<![\w/,-])(?=[A-Z\d])(?:(?P<maker>{_MAKERS})(?:{DASH}|\s)?"
    rf"(?:\d{{1,3}},\d{{3}}[A-Z]?|\d{{2}}{DASH}\d{{3,4}}|\d{{3,8}}[A-Z]?(?:{DASH}\d{{1,4}})?)"
    rf"|(?P<parted>[A-Z][A-Za-z]{{0,3}}{DASH}?\d{{2,3}},\s?\d{{3}}[A-Z]?)"
    rf"|(?P<any>[A-Z]{{2,4}}{DASH}?\d{{3,6}}|[A-Z]{DASH}?\d{{4,6}}|[A-Z]{{1,4}}\s\d{{3,6}}[A-Z]?"
    rf"|[A-Z]\s?\d{{2}}\s\d{{4}}|[A-Z]{{1,3}}{DASH}[A-Z]{{1,3}}\s?\d{{1,4}}|\d{{3,6}}(?:{DASH}[A-Z]\d{{1,2}}|[A-Z]\d{{1,2}})"
    rf"|[A-Z][a-z]{{1,3}}\d{{1,4}}[a-z]?{DASH}\d{{1,3}}|\d[A-Z]{{4,6}}))"
    r"(?!\w|-(?!(?:induced|treated|evoked|mediated|stimulated|sensitive|exposed|dependent)\b))"
)
_MAY_BE_CODE: Final = re.compile(rf"[A-Za-z](?:{DASH}|\s)?\d|\d{DASH}?[A-Z]")
"""What every code holds, and what a text is searched for first."""
_GIVEN_BEFORE: Final = re.compile(
    r"(?:inhibitors?|antagonists?|agonists?|compounds?|drugs?|activators?|blockers?|treated with"
    r"|recipes?|formulas?|medicines?|agents?|derivatives?|analog(?:ue)?s?|openers?|metabolites?"
    r"|pro-?drugs?|substrates?|toxins?|(?:pre-?)?incubat(?:ed|ion) with|exposure to|effects? of"
    r"|(?:inhibited|blocked|suppressed|antagoni[sz]ed|activated|induced|attenuated|reduced"
    r"|abolished) by|treatment with|[µμn]M(?: of)?|mg/kg(?: of)?"
    r"|(?:administration|action|ability|presence) of)"
    r"[\s,(]{1,2}$",
    re.IGNORECASE,
)
_GIVEN_AFTER: Final = re.compile(
    r"\s(?:(?:pre)?treatment|administration|exposure"
    r"|(?:also )?(?:is|are|was|were|,) an? [\w -]{0,30}"
    r"inhibitor|mono ?therapy)"
    r"|[-‐–](?:induced|(?:pre)?treated|evoked|stimulated|exposed|sensitive)\b"
    r"|\s(?:(?:\w+ly|also|may|can|could|did|does|not|to|is|was|able)\s){0,3}"
    r"(?:inhibit|suppress|block|antagoni|attenuat|abolish|prevent|(?:down|up)-?regulat|potentiat)\w*\b"
    r"(?! (?:by|in)\b)"
    r"|\s\((?:[\d.,–-]+\s?(?:[µμnmp]M|mg|microM|nmol|mg/kg|[µμ]g|mmol)\b"
    r"|[^()]{0,40}\b(?:agonist|antagonist|inhibitor|blocker|specific|selective))"
    r"|\)?(?:\s?\([^()]{1,40}(?:\([^()]*\)[^()]*)?\))?\s?(?:,|\(|:|\sis|\swas)\s?"
    r"(?:an?|another|the\sfirst|one\sof\sthe)\s(?:[\w()/+-]+,?\s){0,7}?"
    r"(?:inhibitor|antagonist|agonist|blocker|activator|derivative|analog(?:ue)?|opener|compound)\b"
)
_GIVING: Final = ("treat", "ation", "given", "receiv", "mg/kg", "expos", "injection", "suppl")
_TREATMENT: Final = re.compile(
    r"(?<![\w/-])(?P<short>[A-Z]{3,5})"
    r"(?=(?: (?:treatment|administration|supplementation|injections?)"
    r"|[-‐–](?:(?:pre)?treated|exposed|receiving|injected|intoxicated))(?!\w))"
)
_GIVEN: Final = re.compile(
    r"(?:\b(?:given|treat(?:ed|ment) with|injected with|exposure to"
    r"|(?:administration|injections?|intake) of)"
    r"|\d\s?mg/kg(?: of)?) (?P<short>[A-Z]{3,5})"
    r"(?![\w/-]|\s(?:receptor|inhibitor|agonist|antagonist|gene|protein|cell|siRNA|[A-Z]))"
)
_NO_COMPOUND: Final = re.compile(
    r"(?:DMSO|PBS|HFD|UV|OGD|PDT|NIR|RNA|DNA|PCR|HIV|BCG|CRISPR|RNAI|TACE|SBRT|WBRT|HAART|CAR|RFA|HIFU"
    r"|ADT|CRT|TKI|ICI|MAB|MABS|TMS|ECT|IMRT|HSCT|SIRNA|CKD|TRT|DMARD|NSAID|ACEI|ARB|SSRI|TACE|ROS"
    r"|AIM|METHODS|RESULTS|AND|THE|FOR|WITH|FROM)S?"
)


def find_codes(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find compounds by their codes and short forms.

    Args:
        view: The text.
        named: The readings of known names.
        grounder: Whether a short form is a known name.
    """
    yield from _codes(view, named)
    if view.has_any(_GIVING):
        yield from _short_forms(view, grounder)


def _codes(view: TextView, named: Sequence[MentionSpan]) -> Iterator[MentionSpan]:
    """Find codes of compounds that no vocabulary lists."""
    ends: dict[int, int] = {}
    for match in _CODE.finditer(view.text) if _MAY_BE_CODE.search(view.text) else ():
        if not ends:
            for mention in named:
                ends[mention.start_token] = max(mention.end_token, ends.get(mention.start_token, 0))
        start, end = view.tokens(*match.span())
        if ends.get(start, 0) < end and (
            match["any"] is None
            or (is_given(view.text, *match.span()) and not is_cell_line(match.group()))
        ):
            label = re.sub(rf"{DASH}|\s", "-", match.group()).lower()
            yield MentionSpan(start, end, "Drug", label, None, PATTERN, _SCORE)


def _short_forms(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find short forms of what is given that the text does not define: "MGT treatment"."""
    given = dict.fromkeys(
        match["short"]
        for form in (_TREATMENT, _GIVEN)
        for match in form.finditer(view.text)
        if not _NO_COMPOUND.fullmatch(match["short"]) and not grounder.ground(match["short"])
    )
    for short in given:
        for match in re.finditer(rf"(?<![\w/-]){short}(?![\w/])", view.text):
            start, end = view.tokens(*match.span())
            yield MentionSpan(start, end, "Drug", short.lower(), None, PATTERN, _SCORE)


def is_given(text: str, start_char: int, end_char: int) -> bool:
    """Whether the text around a code says that it is a compound."""
    return bool(
        _GIVEN_BEFORE.search(text, max(0, start_char - 24), start_char)
        or _GIVEN_AFTER.match(text, end_char)
    )

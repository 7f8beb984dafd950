"""Words that decide what a noun phrase names: read by the phrases of processes."""

from __future__ import annotations

import re
from typing import Final

TUMORS: Final = frozenset(
    {"tumor", "tumour", "cancer", "glioma", "melanoma", "carcinoma", "leukemia", "stem"}
)

SAY_LITTLE: Final = frozenset(
    {"protein", "proteins", "gene", "genes", "molecule", "molecules", "of", "the", "these", "this"}
)

SAMPLES: Final = frozenset(
    {"line", "population", "colony", "sample", "passage", "type", "neoplasia", "xenograft", "group"}
)

EVALUATING: Final = frozenset(
    {
        *("increased", "enhanced", "elevated", "reduced", "decreased", "impaired", "defective"),
        *("excessive", "further", "subsequent", "various", "several", "different", "multiple"),
        *("many", "such", "overall", "own", "new", "novel", "major", "key", "important", "other"),
        *("potential", "possible", "significant", "strong", "robust", "marked", "sustained"),
        *("downstream", "upstream", "consequent", "resulting", "corresponding", "altered"),
        *("dysregulated", "uncontrolled", "both", "same", "similar", "certain", "more", "less"),
        *("high", "low", "higher", "lower", "diminished", "attenuated", "induced", "mediated"),
        *("dependent", "driven", "stimulated", "triggered", "specific", "related", "associated"),
        *("first", "second", "final", "initial", "early", "late", "main", "general", "whole"),
        *("complete", "partial", "total", "direct", "indirect", "greater", "optimal", "proper"),
        *("following", "latter", "former", "respective", "above", "normal", "abnormal", "full"),
        *("rapid", "brief", "transient", "slow", "progressive", "effective", "improved"),
        *("continued", "alternative", "ongoing", "thus", "hence", "thereby", "finally", "also"),
        *("subsequent", "subsequently", "consequently", "eventually", "ultimately", "then"),
        *("profound", "uncharacterized", "uncharacterised", "successful", "persistent", "massive"),
        *("premature", "human", "mouse", "murine", "diverse", "minimal", "putative", "active"),
        *("poor", "poorer", "better", "worse", "good", "favorable", "favourable", "superior"),
        *("inferior", "forced", "dual", "third", "fourth", "later", "earlier", "constant"),
        *("ectopic", "excess", "weak", "weaker", "stronger", "moderate", "mild", "unknown"),
        *("frequently", "commonly", "seen", "found", "observed", "known", "constitutively"),
        *("especially", "particularly", "mainly", "mostly", "primarily", "specifically"),
        *("frequently", "commonly", "seen", "found", "observed", "known", "constitutively"),
        *("profoundly", "highly", "vitro", "vivo", "in", "regulated", "graded", "off", "on"),
        *("severe", "numerous", "distinct", "continual", "simultaneous", "successive", "nearby"),
        *("inappropriate", "spontaneous", "beneficial", "aberrant", "predicted", "unrelated"),
        *("described", "termed", "supported", "exaggerated", "disturbed", "deregulated", "adult"),
        *("diminishing", "increasing", "decreasing", "reducing", "promoting", "enhancing"),
        *("inhibiting", "suppressing", "inducing", "preventing", "causing", "impairing"),
        *("detrimental", "harmful", "deleterious", "favoring", "unscheduled", "accelerated"),
        *("delayed", "prolonged", "intact", "efficient", "robustly", "exacerbated", "heightened"),
        *("vital", "crucial", "essential", "extensive", "limited", "restricted", "unwanted"),
        *("observed", "reported", "proposed", "single", "simple", "unusual", "marked", "apparent"),
        *("supporting", "triggering", "driving", "blocking", "limiting", "restricting"),
        *("facilitating", "maintaining", "mediating", "modulating", "regulating", "controlling"),
        *("affecting", "stimulating", "undergoing", "favouring", "attenuating", "potentiating"),
        *("heighten", "augment", "potentiate", "foster", "favor", "favour", "exacerbate"),
        *("incomplete", "precocious", "unlimited", "unrestrained", "unchecked"),
        *("recurrent", "concomitant", "concurrent", "dramatic"),
        *("facilitate", "accelerate", "dampen", "hamper", "hinder", "diminish", "potentially"),
    }
)

NO_PART: Final = frozenset(
    {
        *("inhibitor", "inhibitors", "drug", "drugs", "assay", "assays", "method", "methods"),
        *("model", "models", "study", "studies", "analysis", "therapy", "data", "channel"),
    }
)
"""Words of laboratory and clinic, of which no process of a cell is said."""

EMPTY: Final = frozenset(
    {
        *("cellular", "biological", "physiological", "molecular", "functional", "regulatory"),
        *("critical", "crucial", "important", "metabolic", "basic", "vital", "reaction", "genetic"),
        *("specific", "structural", "various", "biochemical", "chemical", "normal", "overall"),
        *("enzymatic", "graphical", "putative", "experimental", "clinical", "weeks", "week"),
        *("days", "day", "hours", "hour", "h", "time", "months", "null", "minutes"),
    }
)
"""Words that make no name of a noun by themselves ("cellular response", "week postinfection")."""

FAULTS: Final = frozenset({"abnormality", "defect", "imbalance", "dysfunction", "rewiring"})
"""Nouns of which "metabolic" makes a name."""

AT_WORK: Final = re.compile(
    r"synap(?:se|tic)|\w+(?:glial|cytic|blastic|clastic|philic|phagic|thelium)|hemostatic"
    r"|haemostatic|thrombotic|neurons?|fork|chromatin|chromosom\w+|telomer\w+|spindle|microtubules?"
    r"|mitochondri\w+|genom(?:e|ic)|lysosom\w+|autophagosom\w+|cartilage|junction(?:s|al)?|barrier"
    r"|matrix|enhancer|checkpoint|locomotor|(?-i:[A-Za-z]{0,3}(?:SC|EC)s?)",
    re.IGNORECASE,
)
"""Further words of which an event is a process: "synapse activation", "telomere loss"."""

CODED: Final = re.compile(r"(?:Th|Tfh|ILC|CD|M|R)\d{1,2}[ab+]?")
"""Codes of kinds of cells, which are names though they hold digits: "Th17 polarization"."""

ALONE: Final = re.compile(
    r"(?!patho|bio|thermo).{4,}(?:genesis|gliosis|poiesis|taxis|phagy|toxicity|transmission|plasia)"
    r"|(?:neuro|cardio|cyto|vaso|reno|chemo|radio|hepato)(?:protection|degeneration|regeneration)"
    r"|(?:de|re|hypo)?myelination|locomotion|wounding|slippage|pain|nociception"
    r"|flowering|mating|rhabdomyolysis|(?:fibro|vaso|lympho|myo|photo|mechano)\w{6,}tion"
    r"|immun(?:o|e)[- ]?suppression|(?:in)?fertility|lethality|hyper(?:excitability|viscosity)"
    r"|proteostasis|(?:de|hypo|hyper)?pigmentation|invagination|ingression|hibernation"
)
"""Nouns that name a process without a word before them: "gliotransmission", "demyelination"."""

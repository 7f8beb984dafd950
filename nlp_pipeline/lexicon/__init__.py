"""The compiled lexicon: names of genes, drugs, processes … and what they stand for.

``keys`` folds a name to its key, ``lexicon`` looks keys up, ``storage`` is the compiled form.
``archives``, ``genes``, ``drugs``, ``concepts`` and ``curated`` read the sources, ``build``
compiles them, ``provenance`` records what they were.
"""

"""Names in a text: lexicon, productive patterns, and the choice between overlapping readings."""

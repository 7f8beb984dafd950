"""From names to identifiers: abbreviations and the grounder."""

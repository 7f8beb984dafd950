"""Rule-based relation extraction: sentence graphs, rules, polarity, triples."""

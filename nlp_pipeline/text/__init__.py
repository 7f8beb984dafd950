"""Text before its names are known: cleaning, layout, tokens, sentences, the parse."""

"""The packaged rules: one YAML file per predicate, and the word classes they share."""

"""``python -m nlp_pipeline`` is the command ``nlp-pipeline``."""

from nlp_pipeline.cli import main

main()

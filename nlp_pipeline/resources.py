"""Where the files that are loaded at run time lie: the models and the compiled lexicon.

An installed wheel carries them inside the package; a checkout keeps them in ``models/`` beside
it. ``models_dir() / "en_cancer_sm"`` is the language model, ``models_dir() / "lexicon"`` the
compiled lexicon.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

MODEL_NAME: Final = "en_cancer_sm"
LEXICON_NAME: Final = "lexicon"
FEATURE_NAMES: Final = "gazetteer/names.marisa"


def package_dir() -> Path:
    """Return the folder of this package."""
    return Path(__file__).resolve().parent


def models_dir() -> Path:
    """Return the folder of the models: the copy inside the package, else the checkout's.

    The folder need not exist yet: in a checkout, training and the lexicon build write into it.
    """
    packaged = package_dir() / "_models"
    return packaged if packaged.is_dir() else package_dir().parent / "models"


def rules_dir() -> Path:
    """Return the folder of the packaged rule files."""
    return package_dir() / "rules"

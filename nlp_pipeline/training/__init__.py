"""Training of the language model: from public corpora to the pipeline in ``models/``."""

from nlp_pipeline.training.entity_scores import evaluate_recogniser
from nlp_pipeline.training.evaluation import TrainingReport, evaluate_model
from nlp_pipeline.training.model import retrain_recogniser, train_model
from nlp_pipeline.training.parser import train_parser
from nlp_pipeline.training.recogniser import train_recogniser

__all__ = [
    "TrainingReport",
    "evaluate_model",
    "evaluate_recogniser",
    "retrain_recogniser",
    "train_model",
    "train_parser",
    "train_recogniser",
]

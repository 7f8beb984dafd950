"""Training: reading corpora, augmentation, labels, lemmas; and what the trained model scores."""

from __future__ import annotations

import gzip
import json
import random
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.vectors import Vectors

from nlp_pipeline.resources import MODEL_NAME, models_dir
from nlp_pipeline.text.parsing import SelectiveParser
from nlp_pipeline.training import train_parser, train_recogniser
from nlp_pipeline.training.assembly import assemble_model, replace_recogniser
from nlp_pipeline.training.augmentation import (
    add_panel_letter,
    drop_full_stop,
    swap_names,
    vary_sentence,
)
from nlp_pipeline.training.corpora import (
    CorpusError,
    ParsedSentence,
    TaggedSentence,
    build_parsed_doc,
    join_text,
    read_tagged,
    read_treebank,
)
from nlp_pipeline.training.entity_corpora import CORPORA, LABELS, map_tags
from nlp_pipeline.training.entity_scores import evaluate_entities, evaluate_recogniser
from nlp_pipeline.training.evaluation import evaluate_model
from nlp_pipeline.training.recogniser import (
    _build_recogniser,
    build_entity_example,
    complete_tags,
    hide_features,
    names_by_label,
)
from nlp_pipeline.training.recogniser import swap_names as swap_entity_names

CONLLU = """\
# newpar id = 1-p0
# sent_id = 1
# text = p27 binds CDK2.
1	p27	p00	NOUN	NN	_	2	nsubj	_	_
2	binds	bind	VERB	VBZ	_	0	root	_	_
3	CDK2	cdk0	NOUN	NN	_	2	dobj	_	SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	_

# sent_id = 2
# text = EGFR was lost
1	EGFR	egfr	NOUN	NN	_	3	nsubjpass	_	_
2	was	be	VERB	VBD	_	3	auxpass	_	_
3	lost	lose	VERB	VBN	_	0	root	_	_

# newpar id = 1-p1
# sent_id = 3
# text = (A) They bind it.
1	(	(	PUNCT	-LRB-	_	2	punct	_	SpaceAfter=No
2	A	a	X	LS	_	5	meta	_	SpaceAfter=No
3	)	)	PUNCT	-RRB-	_	2	punct	_	_
4	They	they	PRON	PRP	_	5	nsubj	_	_
5	bind	bind	VERB	VBP	_	0	root	_	_
6	it	it	PRON	PRP	_	5	dobj	_	SpaceAfter=No
7	.	.	PUNCT	.	_	5	punct	_	_

"""


@pytest.fixture
def craft(tmp_path: Path) -> Path:
    for part in ("train", "dev"):
        with gzip.open(tmp_path / f"{part}.conllu.gz", "wt", encoding="utf-8") as lines:
            lines.write(CONLLU * 30)
    return tmp_path


@pytest.fixture
def sentence(craft: Path) -> ParsedSentence:
    return read_treebank(craft / "train.conllu.gz")[0]


def test_read_treebank_gives_heads_and_spaces(sentence: ParsedSentence) -> None:
    assert sentence.heads == (1, 1, 1, 1)
    assert sentence.deps == ("nsubj", "ROOT", "dobj", "punct")
    assert join_text(sentence.words, sentence.spaces) == "p27 binds CDK2. "
    assert sentence.paragraph == "1-p0"


def test_read_treebank_names_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text("# text = x\n1\tx\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"bad\.conllu:2: a line has 2 columns"):
        read_treebank(path)


def test_read_treebank_names_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="missing"):
        read_treebank(tmp_path / "train.conllu.gz")


def test_read_tagged_parts_sentences(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("EGFR\tB-GENE\nfell\tO\n\nKRAS\tB-GENE\n", encoding="utf-8")
    assert read_tagged(path) == (
        TaggedSentence(("EGFR", "fell"), ("B-GENE", "O")),
        TaggedSentence(("KRAS",), ("B-GENE",)),
    )


def test_swap_names_changes_gene_like_nouns_alike() -> None:
    words = ["TrkC", "binds", "the", "TrkC", "domain"]
    new = swap_names(words, ["NN", "VBZ", "DT", "NN", "NN"], ["EGFR"], random.Random(1))
    assert new == ["EGFR", "binds", "the", "EGFR", "domain"]


def test_drop_full_stop_keeps_tree(sentence: ParsedSentence) -> None:
    assert drop_full_stop(sentence).words == ("p27", "binds", "CDK2")
    assert drop_full_stop(drop_full_stop(sentence)).words == ("p27", "binds", "CDK2")


def test_add_panel_letter_hangs_it_on_the_root(sentence: ParsedSentence) -> None:
    doc = build_parsed_doc(spacy.blank("en").vocab, add_panel_letter(sentence, "B"))
    assert [(t.text, t.head.text) for t in doc][:4] == [
        ("(", "B"), ("B", "binds"), (")", "B"), ("p27", "binds"),
    ]  # fmt: skip


def test_vary_sentence_always_gives_a_tree(sentence: ParsedSentence) -> None:
    vocab = spacy.blank("en").vocab
    rng = random.Random(5)
    variants = [vary_sentence(sentence, ["KRAS"], rng) for _ in range(300)]
    assert len({variant.words for variant in variants}) > 5
    assert all(len(list(build_parsed_doc(vocab, v).sents)) == 1 for v in variants)


class Marker:
    """Stands for a trained recogniser that knows a few words."""

    def __init__(self, **labels: str) -> None:
        self.vocab = spacy.blank("en").vocab
        self.pipe_names = ()
        self._labels = labels

    def pipe(self, docs):
        for doc in docs:
            assert doc.vocab is self.vocab
            doc.set_ents([
                spacy.tokens.Span(doc, t.i, t.i + 1, self._labels[t.text])
                for t in doc if t.text in self._labels
            ])  # fmt: skip
            yield doc

    @contextmanager
    def select_pipes(self, *, enable):
        assert enable == []
        yield


def test_corpora_map_to_our_labels_alone() -> None:
    for corpus in CORPORA.values():
        assert set(corpus.labels.values()) <= {*LABELS, "-"}
        assert corpus.complete <= set(LABELS)
        assert set(corpus.merged) <= corpus.complete


def test_map_tags_leaves_out_what_has_no_label_of_ours() -> None:
    tags = ("B-Cancer", "I-Cancer", "B-Pathological_formation", "B-Organ")
    mapped = map_tags(tags, CORPORA["BioNLP13CG"].labels)
    assert mapped == ("B-CANCER", "I-CANCER", "-", "O")


def test_complete_tags_hides_types_that_a_corpus_lacks() -> None:
    sentences = [TaggedSentence(("EGFR", "in", "cells"), ("B-GENE", "O", "O"))]
    teachers = [Marker(cells="CELL", EGFR="CELL"), Marker()]
    (pathways,) = complete_tags(teachers, sentences, CORPORA["BioNLP13PC"])
    assert pathways.tags == ("B-GENE", "O", "-")
    (cancer,) = complete_tags(teachers, sentences, CORPORA["BioNLP13CG"])
    assert cancer.tags == ("B-GENE", "O", "O")


def test_complete_tags_tells_cancers_from_other_diseases() -> None:
    words = ("lung", "cancer", "and", "gout", "or", "glioma")
    tags = ("B-DISEASE", "I-DISEASE", "O", "B-DISEASE", "O", "O")
    teacher = Marker(cancer="CANCER", glioma="CANCER")
    (found,) = complete_tags([teacher], [TaggedSentence(words, tags)], CORPORA["BC5CDR"])
    assert found.tags == ("B-CANCER", "I-CANCER", "O", "B-DISEASE", "O", "O")


def test_entity_example_keeps_unknown_tokens_unknown() -> None:
    nlp = spacy.blank("en")
    tagged = TaggedSentence(("EGFR", "in", "cells"), ("B-GENE", "O", "-"))
    example = build_entity_example(nlp, tagged)
    assert example.get_aligned_ner() == ["U-GENE", "O", None]


def test_hide_features_withholds_whole_names() -> None:
    nlp = spacy.blank("en")
    seen = set()
    rng = random.Random(3)
    for _ in range(400):
        doc = spacy.tokens.Doc(nlp.vocab, words=["5", "-", "FU", "and", "EGFR"])
        for token, feature in zip(doc, ("B-d", "I-d", "I-d", "", "B-g"), strict=True):
            token.ent_id_ = feature
        hide_features(doc, rng)
        seen.add(tuple(token.ent_id_ for token in doc))
    drug, gene = ("B-d", "I-d", "I-d"), ("B-g",)
    hidden = ("", "", "")
    assert seen == {(*a, "", *b) for a in (drug, hidden) for b in (gene, ("",))}


def test_swap_names_keeps_labels_and_surroundings() -> None:
    source = TaggedSentence(("non", "-", "Hodgkin"), ("B-CANCER", "I-CANCER", "I-CANCER"))
    tagged = TaggedSentence(("In", "glioma", "EGFR", "fell"), ("O", "B-CANCER", "B-GENE", "-"))
    names = names_by_label([source, tagged])
    assert names["CANCER"] == [("non", "-", "Hodgkin"), ("glioma",)]
    rng = random.Random(2)
    assert {swap_entity_names(tagged, names, rng) for _ in range(100)} == {
        tagged,
        TaggedSentence(
            ("In", "non", "-", "Hodgkin", "EGFR", "fell"),
            ("O", "B-CANCER", "I-CANCER", "I-CANCER", "B-GENE", "-"),
        ),
    }


def test_evaluate_entities_compares_only_annotated_labels() -> None:
    tagged = TaggedSentence(("EGFR", "in", "cells"), ("B-GENE", "O", "O"))
    score = evaluate_entities(Marker(cells="CELL"), [tagged], CORPORA["BC2GM"])
    assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)
    cells = TaggedSentence(("EGFR", "in", "cells"), ("O", "O", "B-CELL"))
    assert evaluate_entities(Marker(cells="CELL"), [cells], CORPORA["BioNLP13CG"]).f1 == 1.0


def test_evaluate_entities_counts_a_cancer_as_the_disease_that_a_corpus_marks() -> None:
    marker = Marker(glioma="CANCER", gout="DISEASE")
    tagged = TaggedSentence(("glioma", "or", "gout"), ("B-DISEASE", "O", "B-DISEASE"))
    assert evaluate_entities(marker, [tagged], CORPORA["BC5CDR"]).f1 == 1.0
    cancer = TaggedSentence(("glioma", "or", "gout"), ("B-CANCER", "O", "O"))
    assert evaluate_entities(marker, [cancer], CORPORA["BioNLP13CG"]).f1 == 1.0


def test_evaluate_recogniser_scores_the_parts_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "BC5CDR").mkdir()
    with gzip.open(tmp_path / "BC5CDR" / "test.tsv.gz", "wt", encoding="utf-8") as lines:
        lines.write("gout\tB-Disease\n\ncolchicine\tB-Chemical\n")
    scores = evaluate_recogniser(Marker(gout="DISEASE"), tmp_path, "test")
    assert {name: (s.precision, s.recall) for name, s in scores.items()} == {"BC5CDR": (1.0, 0.5)}
    with pytest.raises(CorpusError, match="no corpus has a part 'devel'"):
        evaluate_recogniser(Marker(), tmp_path, "devel")


def test_training_writes_a_pipeline_that_loads(craft: Path, tmp_path: Path) -> None:
    for name in CORPORA:
        for part in ("train", "devel"):
            path = tmp_path / "ner" / name / f"{part}.tsv.gz"
            path.parent.mkdir(parents=True, exist_ok=True)
            label = next(iter(CORPORA[name].labels))
            with gzip.open(path, "wt", encoding="utf-8") as lines:
                lines.write(f"EGFR\tB-{label}\nfell\tO\n\n" * 20)
    train_parser(craft, tmp_path / "parser", seed=1, max_minutes=0.01)
    train_recogniser(tmp_path / "ner", tmp_path / "recogniser", seed=1, max_minutes=0.01)
    pytest.importorskip("spacy_lookups_data", reason="the lemma tables' source: 98 MB")
    train = read_treebank(craft / "train.conllu.gz")
    output = tmp_path / "model"
    nlp = assemble_model(tmp_path / "parser", tmp_path / "recogniser", train, output)
    report = evaluate_model(nlp, craft, tmp_path / "ner")
    assert report.token_recall == 1.0
    assert 0 <= report.las <= report.uas <= 1
    assert set(report.entities) == set(CORPORA)
    assert nlp("CDK2 binds p27.")[1].lemma_
    other = replace_recogniser(output, tmp_path / "recogniser", tmp_path / "other")
    assert other.pipe_names == nlp.pipe_names
    assert (tmp_path / "other" / "parser" / "model").read_bytes() == (
        output / "parser" / "model"
    ).read_bytes()


def test_recognisers_over_the_same_vectors_do_not_disturb_each_other() -> None:
    vectors = Vectors(
        mode="floret", data=np.ones((20, 4), dtype="f"), minn=3, maxn=4, hash_count=2,
        strings=spacy.blank("en").vocab.strings,
    )  # fmt: skip
    pipelines = [_build_recogniser(vectors) for _ in range(2)]
    for nlp in pipelines:
        assert nlp.vocab["sotorasib"].vector.any()


@pytest.fixture(scope="module")
def model() -> Language:
    return spacy.load(models_dir() / MODEL_NAME)


@pytest.mark.model
def test_model_is_small() -> None:
    files = [f for f in (models_dir() / MODEL_NAME).rglob("*") if f.is_file()]
    assert sum(f.stat().st_size for f in files) < 22_000_000


@pytest.mark.model
def test_model_carries_scores_above_the_baseline() -> None:
    meta = json.loads((models_dir() / MODEL_NAME / "meta.json").read_text(encoding="utf-8"))
    assert meta["performance"]["uas"] > 0.88
    assert meta["performance"]["las"] > 0.86


@pytest.mark.model
@pytest.mark.parametrize(
    ("form", "lemma"),
    [("bound", "bind"), ("inhibits", "inhibit"), ("led", "lead"), ("activated", "activate"),
     ("overexpressed", "overexpress"), ("downregulates", "downregulate"), ("was", "be")],
)  # fmt: skip
def test_model_lemmatizes_triggers(model: Language, form: str, lemma: str) -> None:
    frame = {
        "led": "Loss of PTEN led to resistance.",
        "inhibits": "Gefitinib inhibits EGFR.",
        "downregulates": "Gefitinib downregulates EGFR.",
    }.get(form, f"EGFR was {form} by EGF." if form != "was" else "EGFR was lost.")
    assert [token.lemma_ for token in model(frame) if token.text == form] == [lemma]


@pytest.mark.model
def test_model_parses_passive(model: Language) -> None:
    doc = model("EGFR is inhibited by gefitinib.")
    assert [token.dep_ for token in doc] == [
        "nsubjpass", "auxpass", "ROOT", "agent", "pobj", "punct",
    ]  # fmt: skip


@pytest.mark.model
def test_model_gives_universal_part_of_speech(model: Language) -> None:
    doc = model("EGFR inhibitors block it.")
    assert [token.pos_ for token in doc] == ["NOUN", "NOUN", "VERB", "PRON", "PUNCT"]


@pytest.mark.model
def test_model_recogniser_runs_without_the_parser(model: Language) -> None:
    with model.select_pipes(enable=["nlp_pipeline_gazetteer", "ner"]):
        doc = model("Gefitinib blocks EGFR in lung cancer and causes nausea.")
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Gefitinib", "CHEMICAL"), ("EGFR", "GENE"), ("lung cancer", "CANCER"),
        ("nausea", "DISEASE"),
    ]  # fmt: skip


@pytest.mark.model
def test_model_parses_chosen_sentences(model: Language) -> None:
    pipes = [model.get_pipe(name) for name in ("tok2vec", "tagger", "parser")]
    doc = model.make_doc("Nothing here. EGF activates EGFR.")
    model.get_pipe("nlp_pipeline_sentences")(doc)
    SelectiveParser(pipes, lambda sent: "EGF" in sent.text)(doc)
    assert [token.dep_ for token in doc[3:]] == ["nsubj", "ROOT", "dobj", "punct"]

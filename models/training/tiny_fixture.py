"""Makes test/fixtures/models/tiny: a real model small enough to be read by eye, for tests of the place where models plug in.

    python -m venv scratch && scratch/bin/pip install onnx==1.23.2 numpy==2.4.6 tokenizers==0.23.3
    scratch/bin/python models/training/tiny_fixture.py test/fixtures/models/tiny

The weights are chosen, not trained, so that every probability can be worked out by hand. A word's embedding is 1 (or, for
a mild word, 0.1) in the dimension of its label and marks its topic in the others; the tokens are averaged; then

    logit(label) = 96 * mean(label) - 3

One strong word among 16 tokens gives a logit of 3 (0.95); one among 200 would drown (0.07), which is what windows are for.
The output is the same to the byte on every run.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

LABELS = ["hate", "threat", "scam"]
STRONG = {"hate": ["vermin", "cockroaches", "مازوت"], "threat": ["burn", "kill", "choma"], "scam": ["code", "lottery", "رمز"]}
MILD = {"hate": ["outsiders"], "threat": ["tonight"], "scam": ["fee"]}
TOPICS = [
    ["school", "teacher", "lesson", "shule", "مدرسة"],
    ["water", "food", "rice", "maji", "ماء"],
    ["hello", "habari", "good", "morning", "سلام"],
    ["bus", "road", "market", "soko", "سوق"],
]
PLAIN = ["the", "a", "to", "and", "we", "you", "will", "send", "me", "is", "at", "in", "##s", "##ing", ".", ",", "!", "?"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
WIDTH = len(LABELS) + len(TOPICS)
MAX_TOKENS = 16


def words():
    listed = [*STRONG.values(), *MILD.values(), *TOPICS]
    return [*SPECIAL, *PLAIN, *(word for group in listed for word in group)]


def embeddings(vocabulary):
    table = np.zeros((len(vocabulary), WIDTH), dtype=np.float32)
    for at, label in enumerate(LABELS):
        for word in STRONG[label]:
            table[vocabulary[word], at] = 1.0
        for word in MILD[label]:
            table[vocabulary[word], at] = 0.1
    for at, topic in enumerate(TOPICS, start=len(LABELS)):
        for word in topic:
            table[vocabulary[word], at] = 1.0
    return table


def graph(table):
    weight = np.zeros((WIDTH, len(LABELS)), dtype=np.float32)
    weight[: len(LABELS)] = 96 * np.eye(len(LABELS))
    constants = {
        "table": table,
        "weight": weight,
        "bias": np.full(len(LABELS), -3, dtype=np.float32),
        "last_axis": np.array([2], dtype=np.int64),
        "tokens_axis": np.array([1], dtype=np.int64),
    }
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["each"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last_axis"], ["mask3"]),
        helper.make_node("Mul", ["each", "mask3"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "tokens_axis"], ["sum"], keepdims=0),
        helper.make_node("ReduceSum", ["mask", "tokens_axis"], ["count"], keepdims=1),
        helper.make_node("Div", ["sum", "count"], ["embedding"]),
        helper.make_node("Gemm", ["embedding", "weight", "bias"], ["logits"]),
    ]
    ids = [helper.make_tensor_value_info(name, TensorProto.INT64, ["rows", "tokens"]) for name in ("input_ids", "attention_mask")]
    given = [
        helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["rows", len(LABELS)]),
        helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["rows", WIDTH]),
    ]
    kept = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    model = helper.make_model(
        helper.make_graph(nodes, "tiny", ids, given, kept), opset_imports=[helper.make_opsetid("", 17)], ir_version=9
    )
    checker.check_model(model)
    return model


def tokenizer(vocabulary):
    made = Tokenizer(models.WordPiece(vocab=vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    made.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    made.add_special_tokens(SPECIAL)
    return made


CARD = """# tiny

A model for tests: chosen weights, about seventy words, three labels. It understands nothing.
Made by `models/training/tiny_fixture.py`, which also says how to work out its answers by hand.
"""


def as_json(value):
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: at for at, word in enumerate(words())}
    files = {
        "model.onnx": graph(embeddings(vocabulary)).SerializeToString(deterministic=True),
        "tokenizer.json": (tokenizer(vocabulary).to_str() + "\n").encode(),
        "tokenizer_config.json": as_json(
            {
                "tokenizer_class": "BertTokenizer",
                "do_lower_case": True,
                "model_max_length": MAX_TOKENS,
                "pad_token": "[PAD]",
                "unk_token": "[UNK]",
                "cls_token": "[CLS]",
                "sep_token": "[SEP]",
            }
        ),
        "config.json": as_json({"model_type": "bert", "architectures": ["BertModel"], "hidden_size": WIDTH}),
        "card.md": CARD.encode(),
        "eval.json": as_json({"note": "Nothing to evaluate: the weights are chosen.", "languages": {}}),
    }
    manifest = {
        "format": 1,
        "name": folder.name,
        "version": "1.0.0",
        "licence": "CC0-1.0",
        "minimumProduct": "0.1.0",
        "labels": LABELS,
        "outputs": {"logits": "logits", "embedding": "embedding"},
        "languages": ["ara", "eng", "swh"],
        "maxTokens": MAX_TOKENS,
        "calibration": {"scam": {"any": {"threshold": 0.4}, "swh": {"temperature": 2, "bias": 1}}},
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }
    for name, content in {**files, "manifest.json": as_json(manifest)}.items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

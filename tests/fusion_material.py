"""What the tests of the fusion training share: a tiny MiniLM, pairs, a pool to draw from."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer

from summarize.models.sentence_encoder import minilm_folder
from summarize.training.fusion_data import Pool, make_pool
from summarize.training.fusion_news import make_story
from summarize.training.fusion_pairs import Pair, divide

NAMES = frozenset({"lavrov", "kerry", "moscow", "geneva", "paris", "russia", "russian", "tuesday"})
NEWS = (
    "The minister met his colleague in Geneva on Tuesday and said the talks had been useful. "
    "The talks in Geneva on Tuesday dealt with the border, the harvest and the price of gas for the winter. "
    "The minister, who visited Paris in May, said the border would stay open during the harvest. "
    "The price of gas rose after the talks in Geneva because the harvest was poor and the winter was long. "
    "Farmers at the border asked the government for help with the price of gas before the winter comes."
)


def write_tokenizer(folder: Path) -> Path:
    """MiniLM's tokenizer.json without padding and truncation."""
    described = json.loads((minilm_folder() / "tokenizer.json").read_text("utf-8"))
    described.update(padding=None, truncation=None)
    path = folder / "tokenizer.json"
    path.write_text(json.dumps(described))
    return path


def make_minilm() -> dict[str, torch.Tensor]:
    """MiniLM's shape with 24 instead of 384 dimensions, at random."""
    torch.manual_seed(1)
    width, inner = 24, 48
    found = {
        "embeddings.word_embeddings.weight": torch.randn(30522, width) * 0.1,
        "embeddings.position_embeddings.weight": torch.randn(512, width) * 0.1,
        "embeddings.token_type_embeddings.weight": torch.randn(2, width) * 0.1,
        "embeddings.LayerNorm.weight": torch.ones(width),
        "embeddings.LayerNorm.bias": torch.zeros(width),
    }
    for layer in range(6):
        start = f"encoder.layer.{layer}"
        shapes = {f"attention.self.{name}": (width, width) for name in ("query", "key", "value")}
        shapes |= {"attention.output.dense": (width, width), "intermediate.dense": (inner, width)}
        shapes |= {"output.dense": (width, inner)}
        for name, shape in shapes.items():
            found[f"{start}.{name}.weight"] = torch.randn(shape) * 0.1
            found[f"{start}.{name}.bias"] = torch.zeros(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            found[f"{start}.{name}.weight"], found[f"{start}.{name}.bias"] = torch.ones(width), torch.zeros(width)
    return found


def make_pairs() -> list[Pair]:
    """Pairs of two kinds, divided."""
    made = []
    for number in range(2, 60):
        lines = (f"The minister said on Tuesday that {number} farms lay at the border.", f"He met {number} farmers.")
        made.append(Pair(set="neus", lines=lines, target=f"The minister met farmers of {number} farms.", task="fuse"))
        line = f"The price of gas, which had been stable, rose by {number} percent in the winter."
        made.append(
            Pair(set="cnndm", lines=(line,), target=f"The price of gas rose by {number} percent.", task="short")
        )
    return divide(made)


def draw_from(pairs: list[Pair], tokenizer: Tokenizer) -> Pool:
    """The pairs and one story."""
    spans = [(match, match + len(text)) for text, match in _pieces()]
    return make_pool(pairs, [make_story(NEWS, spans, NAMES)], tokenizer)


def _pieces() -> list[tuple[str, int]]:
    texts = [text if text.endswith(".") else f"{text}." for text in NEWS.split(". ")]
    return [(text, NEWS.index(text)) for text in texts]

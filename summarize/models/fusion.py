"""The project's own writer: one to four cited lines in, sentences out that hold nothing but what the lines hold.

A small BART on MiniLM's lower-case vocabulary (``training/fusion``). It is asked with a task word for each sentence,
written by beam search under a constraint (``fusion_constraint``), and the candidates are ranked by what they tell.
Casing, hyphens and quotation marks come back where the text is aligned to its lines (``writing/align``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import Any
from unicodedata import normalize

from summarize.errors import ModelBroken, ModelRefused
from summarize.models.files import (
    check_loaded,
    encodable,
    offline_arguments,
    quiet,
    read_config,
    unusable,
    weight_files,
    weights_digest,
)
from summarize.models.fusion_rank import Scored, ranked
from summarize.models.fusion_units import Pieces, make_pieces, straight
from summarize.models.seq2seq_input import InputMaker, make_input_maker
from summarize.settings import GenerationSettings
from summarize.words import fold_space, words

FUSE, SHORT, JOIN = "summarization", "compression", "union"  # names of the task words in the checkpoint's config
_TASKS = (FUSE, SHORT, JOIN)
_LIMIT = 256  # pieces read; training showed 192 at most, four news sentences have 150
_Asked = tuple[str, tuple[str, ...]]  # a task and its lines


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FusionWriter:
    """A ``Writer`` over the project's fusion model."""

    name: str
    digest: str
    model: Any
    inputs: Mapping[str, InputMaker]  # one for each task
    pieces: Pieces
    settings: GenerationSettings

    def write(self, groups: Sequence[Sequence[str]]) -> list[list[str]]:
        """For each group its candidate sentences in lower case, best first (an empty list where it has none).

        Several lines are fused and joined, the first also shortened alone, so that the gate has something to fall
        back on; a terse sentence tells the first alone. Groups are batched by (length, ids): the same groups in another
        order give the same texts.
        """
        cleaned = [_cleaned(group) for group in groups]
        asked = [_asked(lines[:1] if self.settings.terse else lines) for lines in cleaned]
        written = self._written({one for tasks in asked for one in tasks})
        return [self._chosen(lines, tasks, written) for lines, tasks in zip(cleaned, asked, strict=True)]

    def write_task(self, task: str, groups: Sequence[Sequence[str]]) -> list[list[Scored]]:
        """For each group what the search found for one task, best first: for measuring."""
        asked = [(task, _cleaned(group)) for group in groups]
        written = self._written({one for one in asked if one[1]})
        return [written.get(one, []) for one in asked]

    def _chosen(
        self, lines: tuple[str, ...], tasks: Sequence[_Asked], written: Mapping[_Asked, list[Scored]]
    ) -> list[str]:
        """Candidates over all lines first, then over the first line alone.

        Of several lines those that are better than a line as it stands: that nothing is gained by joining does not
        say that the first line cannot be shortened.
        """
        texts: dict[str, None] = {}
        for subject in dict.fromkeys(group for _, group in tasks):
            found = [one for task in tasks if task[1] == subject for one in written.get(task, [])]
            best = ranked(found, subject, terse=self.settings.terse)[: self.settings.candidates]
            texts |= dict.fromkeys(takewhile(lambda text: not _copies(text, lines), best) if subject[1:] else best)
        return list(texts)

    def _written(self, asked: set[_Asked]) -> dict[_Asked, list[Scored]]:
        rows = {one: self.inputs[one[0]].group(list(one[1])) for one in asked}
        order = sorted((one for one in rows if rows[one]), key=lambda one: (len(rows[one]), rows[one]))
        found: dict[_Asked, list[Scored]] = {}
        size = self.settings.batch_fusions
        for start in range(0, len(order), size):
            found.update(self._batch([(one, rows[one]) for one in order[start : start + size]]))
        return found

    def _batch(self, batch: Sequence[tuple[_Asked, tuple[int, ...]]]) -> dict[_Asked, list[Scored]]:
        from summarize.models.fusion_beam import search
        from summarize.models.fusion_constraint import make_lexicon

        made = {
            lines: make_lexicon(lines, self.pieces, self._end, terse=self.settings.terse)
            for lines in {one[1] for one, _ in batch}
        }
        lexicons = [made[one[1]] for one, _ in batch]
        longest = min(self.settings.max_new_tokens, self.inputs[FUSE].output_limit)
        results = search(self.model, [row for _, row in batch], lexicons, self.settings.beams, longest)
        decode = self.inputs[FUSE].decode
        return {
            one: [Scored(text=decode(each.ids), score=each.score) for each in found[: self.settings.beams]]
            for (one, _), found in zip(batch, results, strict=True)
        }

    @property
    def _end(self) -> int:
        return int(self.model.config.eos_token_id)


def _cleaned(group: Sequence[str]) -> tuple[str, ...]:
    """The lines that hold a word, each once, with the apostrophes the model knows."""
    lines = (fold_space(straight(encodable(text))) for text in group)
    return tuple(dict.fromkeys(line for line in lines if words(line)))


def _copies(text: str, lines: Sequence[str]) -> bool:
    """Whether a sentence is one of the lines, as far as the vocabulary can print it."""
    return _letters(text) in {_letters(line) for line in lines}


def _letters(text: str) -> str:
    """Letters and figures in lower case, without accents."""
    return "".join(letter for letter in normalize("NFKD", text.lower()) if letter.isalnum())


def _asked(lines: tuple[str, ...]) -> list[_Asked]:
    if not lines:
        return []
    short = (SHORT, lines[:1])
    if len(lines) == 1:
        return [(FUSE, lines), short]
    pair = [(FUSE, lines[:2]), (JOIN, lines[:2])]
    return [*([(FUSE, lines)] if len(lines) > 2 else []), *pair, short]


def is_fusion(config: Mapping[str, Any]) -> bool:
    """Whether a checkpoint's config says how it is asked to fuse, to shorten and to join."""
    told = config.get("task_specific_params")
    return config.get("model_type") == "bart" and isinstance(told, Mapping) and all(task in told for task in _TASKS)


def load_fusion(folder: Path, name: str, settings: GenerationSettings, sha256: str | None = None) -> FusionWriter:
    """The fusion writer of a folder with config.json, model.safetensors and a WordPiece tokenizer.

    Args:
        folder: The checkpoint.
        name: What it calls itself.
        settings: How it is asked to write.
        sha256: The digest its weights must have; None: any.

    Raises:
        ModelRefused: Only pickled weights, or a tokenizer whose pieces cannot be put together word by word.
        ModelBroken: The files are damaged, incomplete, not what they should be, or do not belong together.
    """
    config = read_config(folder)
    if not is_fusion(config):
        raise ModelRefused(f"The model in {folder} is no fusion model: its config.json names no {', '.join(_TASKS)}.")
    files = _weights(folder, sha256)
    inputs = make_input_maker(folder, config, min(settings.max_input_tokens, _LIMIT))
    pieces = make_pieces(inputs.tokenizer)
    if not any(piece.startswith("##") for piece in pieces.ids):
        raise ModelRefused(f"The tokenizer in {folder} is no WordPiece one: a fusion model writes in its pieces.")
    model = _load(folder)
    if inputs.largest_id >= int(model.get_input_embeddings().num_embeddings):
        raise ModelBroken(f"The tokenizer in {folder} has more pieces than the model; they do not belong together.")
    return FusionWriter(
        name=name,
        digest=weights_digest(files),
        model=model,
        inputs={task: _asking(inputs, config["task_specific_params"][task]["prefix"]) for task in _TASKS},
        pieces=pieces,
        settings=settings,
    )


def _weights(folder: Path, sha256: str | None) -> tuple[Path, ...]:
    """The files of weights, whole and with the digest expected."""
    expected = f" (expected sha256: {sha256})" if sha256 else ""
    try:
        files = weight_files(folder)
    except ModelBroken as error:
        raise ModelBroken(f"{error}{expected}") from error
    if sha256 and (found := weights_digest(files)) != sha256:
        raise ModelBroken(
            f"The weights {files[0]} have the sha256 {found}, expected {sha256}: the file is damaged or another one. "
            "Install the package again, or name the folder itself to use other weights."
        )
    return files


def _asking(inputs: InputMaker, prefix: str) -> InputMaker:
    """The input maker that asks with another task word."""
    frame = inputs.prefix[:1]
    ids = inputs.tokenizer(prefix, add_special_tokens=False).input_ids
    return replace(inputs, prefix=(*frame, *ids))


def _load(folder: Path) -> Any:
    from transformers import AutoModelForSeq2SeqLM

    from summarize.models.fusion_decoder import pack

    with quiet():
        try:
            model, loading = AutoModelForSeq2SeqLM.from_pretrained(
                folder, output_loading_info=True, dtype="float32", attn_implementation="eager", **offline_arguments()
            )
        except Exception as error:  # transformers raises many kinds; each means the folder cannot be used
            raise unusable(folder, error) from error
    check_loaded(folder, loading)
    pack(model)
    return model.eval()

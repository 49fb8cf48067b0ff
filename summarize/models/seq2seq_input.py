"""From sentences or documents to a sequence-to-sequence model's input ids, and from its output ids to text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.errors import MissingExtra, ModelBroken, ModelRefused
from summarize.models.files import one_line, quiet, transformers_version
from summarize.words import fold_space

_DOCUMENT_SEPARATOR = "<doc-sep>"  # PRIMERA's, put after every document
_UNLIMITED = 1_000_000  # a tokenizer without a limit says 10**30
_PLAIN_LIMIT = 512  # tokens, where neither config nor tokenizer names a limit (T5 has none; it was trained on 512)
_VOCABULARIES = ("tokenizer.json", "vocab.json", "vocab.txt", "spiece.model", "sentencepiece.bpe.model", "source.spm")
_NEWLINES = re.compile(r"\s*(?:<n>|<doc-sep>)\s*")  # Pegasus writes a line end as "<n>"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InputMaker:
    """A tokenizer and what is known of the model's input."""

    tokenizer: Any
    limit: int  # input tokens, special ones included
    output_limit: int  # output tokens
    prefix: tuple[int, ...]  # ids before and after the text: "<s>", "</s>", T5's "summarize: "
    suffix: tuple[int, ...]
    sentence_separator: tuple[int, ...]  # between the sentences of a group; () where a blank is used
    document_separator: tuple[int, ...]  # one special token; () where a line end or a blank is used
    separator_last: bool  # whether the document separator also stands after the last document
    pad_id: int
    largest_id: int

    def group(self, sentences: Sequence[str]) -> tuple[int, ...]:
        """Ids of a group: every sentence has its fair share of the limit; () where there is no text."""
        return self._joined(sentences, self.sentence_separator, " ", False)

    def documents(self, documents: Sequence[str]) -> tuple[int, ...]:
        """Ids of an event: every document has its fair share of the limit; () where there is no text."""
        return self._joined(documents, self.document_separator, "\n", self.separator_last)

    def decode(self, ids: Sequence[int]) -> str:
        """The text of output ids, special tokens left out, white space folded."""
        text = self.tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return fold_space(_NEWLINES.sub(" ", text))

    def _joined(self, texts: Sequence[str], separator: tuple[int, ...], blank: str, last: bool) -> tuple[int, ...]:
        texts = [text for text in texts if text.strip()]
        # Without a separator token the white space belongs to the next text, as in running text.
        glue = "" if separator else blank
        rows = [row for row in (self._ids(glue * (i > 0) + text) for i, text in enumerate(texts)) if row]
        if not rows:
            return ()
        between = len(separator) * (len(rows) if last else len(rows) - 1)
        room = self.limit - len(self.prefix) - len(self.suffix) - between
        joined: list[int] = []
        for index, (row, share) in enumerate(zip(rows, fair_shares([len(row) for row in rows], room), strict=True)):
            joined += row[:share]
            if last or index < len(rows) - 1:
                joined += separator
        # Hundreds of documents may leave no room at all: then the end is cut, never the model's limit passed.
        joined = joined[: max(self.limit - len(self.prefix) - len(self.suffix), 0)]
        return (*self.prefix, *joined, *self.suffix)

    def _ids(self, text: str) -> list[int]:
        """Ids of a text without special tokens; one that is spelt in the text is read as plain characters."""
        encoded = self.tokenizer(text, add_special_tokens=False, split_special_tokens=True, verbose=False)
        return list(encoded.input_ids)


def fair_shares(lengths: Sequence[int], room: int) -> list[int]:
    """How much of each text fits: short ones whole, and what they leave over goes to the longer ones in equal parts.

    Returns:
        A share for each length, none longer than it, together ``min(sum(lengths), room)``.
    """
    shares = [0] * len(lengths)
    left = max(room, 0)
    waiting = sorted(range(len(lengths)), key=lambda index: (lengths[index], index))
    for position, index in enumerate(waiting):
        shares[index] = min(lengths[index], left // (len(waiting) - position))
        left -= shares[index]
    return shares


def make_input_maker(folder: Path, config: dict[str, Any], max_input_tokens: int) -> InputMaker:
    """The input maker of the model in a folder.

    Raises:
        ModelRefused: The tokenizer needs code of its own.
        ModelBroken: There is no tokenizer, or it cannot be read.
        MissingExtra: It is a sentencepiece file, and sentencepiece is not installed.
    """
    tokenizer = _load_tokenizer(folder)
    prefix, suffix = _frame(tokenizer)
    task = ((config.get("task_specific_params") or {}).get("summarization") or {}).get("prefix")
    if isinstance(task, str) and task.strip():  # T5 was trained with "summarize: " before the text
        prefix = (*prefix, *tokenizer(task, add_special_tokens=False).input_ids)
    sentence_separator = _separator(tokenizer)
    document_separator = _special(tokenizer, _DOCUMENT_SEPARATOR)
    limit, output_limit = _limits(tokenizer, config, max_input_tokens)
    pad = tokenizer.pad_token_id if tokenizer.pad_token_id is not None else config.get("pad_token_id")
    return InputMaker(
        tokenizer=tokenizer,
        limit=limit,
        output_limit=output_limit,
        prefix=prefix,
        suffix=suffix,
        sentence_separator=sentence_separator,
        document_separator=document_separator or sentence_separator,
        separator_last=bool(document_separator),
        pad_id=int(pad or 0),
        largest_id=max(tokenizer.get_vocab().values(), default=0),
    )


def _load_tokenizer(folder: Path) -> Any:
    if not any((folder / name).is_file() for name in _VOCABULARIES):
        raise ModelBroken(f"The model in {folder} has no tokenizer: tokenizer.json is expected beside config.json.")
    from transformers import AutoTokenizer

    try:
        with quiet():
            return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # transformers and tokenizers raise many kinds, plain Exception too
        said = one_line(error)
        if "trust_remote_code" in said:
            raise ModelRefused(f"The tokenizer in {folder} needs code of its own, which is not run here.") from error
        if "sentencepiece" in said.lower() or "protobuf" in said.lower():
            raise MissingExtra(
                f"The tokenizer in {folder} is a sentencepiece file. Run: pip install sentencepiece protobuf"
            ) from error
        raise ModelBroken(f"The tokenizer in {folder} cannot be loaded by {transformers_version()}: {said}") from error


def _frame(tokenizer: Any) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The special tokens the tokenizer puts before and after a text."""
    bare = tokenizer("a", add_special_tokens=False).input_ids
    full = tokenizer("a").input_ids
    for start in range(len(full) - len(bare) + 1):
        if bare and full[start : start + len(bare)] == bare:
            return tuple(full[:start]), tuple(full[start + len(bare) :])
    end = tokenizer.eos_token_id
    return (), (() if end is None else (int(end),))


def _separator(tokenizer: Any) -> tuple[int, ...]:
    """A separator of sentences, as BERT-like vocabularies have it.

    BART's and LED's separator is their end of text as well: a model that was trained to stop there must not meet it
    in the middle.
    """
    token = tokenizer.sep_token_id
    return () if token is None or token == tokenizer.eos_token_id else (int(token),)


def _special(tokenizer: Any, token: str) -> tuple[int, ...]:
    found = tokenizer.get_vocab().get(token)
    return () if found is None else (int(found),)


def _limits(tokenizer: Any, config: dict[str, Any], max_input_tokens: int) -> tuple[int, int]:
    """How many tokens the model reads and writes at most."""
    reads = [config.get(key) for key in ("max_encoder_position_embeddings", "max_position_embeddings", "n_positions")]
    writes = config.get("max_decoder_position_embeddings") or config.get("max_position_embeddings") or _PLAIN_LIMIT
    limit = next((int(value) for value in reads if value), _PLAIN_LIMIT)
    if tokenizer.model_max_length and tokenizer.model_max_length < _UNLIMITED:
        limit = min(limit, int(tokenizer.model_max_length))
    return max(min(limit, max_input_tokens), 8), max(int(writes) - 2, 1)

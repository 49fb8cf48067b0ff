"""Model folders: where a name or a path leads, whether what stands there is safe, and its digest.

Nothing here opens a connection: a name is looked up in this machine's Hugging Face cache and nowhere else, so a
model that is not there is said at once (``from_pretrained`` alone would try the network for half a minute).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarize.errors import ModelBroken, ModelNotFound, ModelRefused

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[A-Za-z0-9][\w.-]*)?")
_PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle")
_OTHER_WEIGHTS = (".h5", ".msgpack", ".onnx", ".gguf", ".ot")
_ONE_FILE = "model.safetensors"
_INDEX = "model.safetensors.index.json"


def find_folder(name_or_path: str) -> Path:
    """The folder of a model on this machine.

    Args:
        name_or_path: A folder, or a name ("organisation/model") that the local Hugging Face cache may hold.

    Returns:
        The folder, which holds a config.json.

    Raises:
        ModelNotFound: There is no such folder, and the cache does not hold such a name.
    """
    folder = Path(name_or_path).expanduser()
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise ModelNotFound(
                f"No model in the folder {name_or_path!r}: it has no config.json. Give the folder that holds "
                "config.json, model.safetensors and the tokenizer's files."
            )
        return folder
    if folder.exists():
        raise ModelNotFound(f"{name_or_path!r} is a file; a model is a folder. Give the folder that holds it.")
    cached, cache = _in_cache(name_or_path) if _REPOSITORY.fullmatch(name_or_path) else (None, None)
    if cached is not None:
        return cached
    looked = f"no folder of that name in {Path.cwd()}" if not folder.is_absolute() else "no such folder"
    if cache is None:
        raise ModelNotFound(f"No model at {name_or_path!r}: {looked}. Give the folder of a saved model.")
    raise ModelNotFound(
        f"No model {name_or_path!r}: {looked}, and not in the Hugging Face cache {cache}. Nothing is downloaded "
        f"here: give the folder of a saved model, or fetch it first with 'hf download {name_or_path}'."
    )


def _in_cache(name: str) -> tuple[Path | None, str]:
    from huggingface_hub import constants, try_to_load_from_cache

    found = try_to_load_from_cache(name, "config.json")
    return (Path(found).parent if isinstance(found, str) else None), constants.HF_HUB_CACHE


def read_config(folder: Path, file: str = "config.json") -> dict[str, Any]:
    """A JSON file of a model folder, as it stands.

    Raises:
        ModelBroken: It is not there, not JSON, or not an object.
    """
    try:
        config = json.loads((folder / file).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelBroken(f"The {file} of the model in {folder} cannot be read: {one_line(error)}") from error
    if not isinstance(config, dict):
        raise ModelBroken(f"The {file} of the model in {folder} is not a JSON object; save the model again.")
    return config


def check_known(folder: Path, config: Mapping[str, Any]) -> None:
    """See that transformers has this type of model itself, so that nothing of the folder's own code is wanted.

    Raises:
        ModelRefused: It has not.
    """
    from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES

    kind = config.get("model_type")
    if kind in CONFIG_MAPPING_NAMES:
        return
    if "auto_map" in config:
        raise ModelRefused(f"The model in {folder} needs code of its own, which is not run here. Use another model.")
    raise ModelRefused(f"The model in {folder} is of the type {kind!r}, which {transformers_version()} does not have.")


def weight_files(folder: Path) -> tuple[Path, ...]:
    """The safetensors files of a model folder, each opened once to see that it is whole.

    Raises:
        ModelRefused: Only pickles, or weights of another format, stand there.
        ModelBroken: No weights, or a file is missing, cut short or garbled.
    """
    if (folder / _ONE_FILE).is_file():
        files: tuple[Path, ...] = (folder / _ONE_FILE,)
    elif (folder / _INDEX).is_file():
        files = _shards(folder)
    else:
        raise _no_safetensors(folder)
    for file in files:
        _check_whole(file)
    return files


def _shards(folder: Path) -> tuple[Path, ...]:
    weight_map = read_config(folder, _INDEX).get("weight_map")
    if not isinstance(weight_map, Mapping) or not weight_map:
        raise ModelBroken(f"The {_INDEX} in {folder} names no files; fetch the model again.")
    names = sorted({str(name) for name in weight_map.values()})
    for name in names:
        if Path(name).name != name:  # "../other/model.safetensors" would leave the folder that was named
            raise ModelRefused(f"The {_INDEX} in {folder} points outside its folder: {name!r}.")
        if not (folder / name).is_file():
            raise ModelBroken(f"The weights in {folder} are incomplete: {name} is missing; fetch the model again.")
    return tuple(folder / name for name in names)


def _no_safetensors(folder: Path) -> ModelRefused | ModelBroken:
    names = sorted(path.name for path in folder.iterdir())
    pickles = [name for name in names if name.endswith(_PICKLES) and name != "training_args.bin"]
    others = [name for name in names if name.endswith(_OTHER_WEIGHTS)]
    if pickles:
        return ModelRefused(
            f"The model in {folder} has only pickled weights ({pickles[0]}), which can run code when opened. "
            "Use a copy with model.safetensors, or convert it where you trust it: model.save_pretrained(FOLDER)."
        )
    if others:
        return ModelRefused(f"The model in {folder} has weights only as {others[0]}; model.safetensors is expected.")
    return ModelBroken(f"The model in {folder} has no weights: model.safetensors is expected beside config.json.")


def _check_whole(file: Path) -> None:
    """The header must be sound and the file as long as it says; a flipped byte inside shows only in the digest."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="np"):
            pass
    except (SafetensorError, OSError, ValueError) as error:
        raise ModelBroken(
            f"The weights {file} are not a whole safetensors file ({one_line(error)}); fetch the model again."
        ) from error


def weights_digest(files: tuple[Path, ...]) -> str:
    """sha256, hex, of one file of weights; of several, the sha256 over their names and digests in order."""
    digests = []
    for file in files:
        with file.open("rb") as stream:
            digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
    if len(files) == 1:
        return digests[0]
    listing = "".join(f"{digest}  {file.name}\n" for digest, file in zip(digests, files, strict=True))
    return hashlib.sha256(listing.encode()).hexdigest()


def check_loaded(folder: Path, loading: Mapping[str, Any], ignored: tuple[str, ...] = ()) -> None:
    """See that every weight came from the file: a missing one would silently be left at random.

    Args:
        folder: Where the model was loaded from.
        loading: What ``from_pretrained(..., output_loading_info=True)`` says of it.
        ignored: Beginnings of weight names that the task does not use.

    Raises:
        ModelBroken: A weight is missing or has another shape.
    """
    missing = sorted(name for name in loading["missing_keys"] if not str(name).startswith(ignored or ("\0",)))
    if missing:
        raise ModelBroken(
            f"The weights in {folder} lack {len(missing)} of the model's tensors (first: {missing[0]}); config.json "
            "and model.safetensors do not belong together, or the file is of another kind of model."
        )


def one_line(error: BaseException, length: int = 200) -> str:
    """An error's message as one short line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= length else text[: length - 1] + "…"


def unusable(folder: Path, error: Exception) -> ModelRefused | ModelBroken:
    """The error to raise where a library could not load what stands in a folder."""
    if "trust_remote_code" in str(error):
        return ModelRefused(f"The model in {folder} needs code of its own, which is not run here. Use another model.")
    return ModelBroken(f"The model in {folder} cannot be loaded: {one_line(error)}")


def encodable(text: str) -> str:
    """The text with lone surrogates, which no tokenizer takes, as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers' load reports and progress bars off stderr, and put its settings back afterwards."""
    from transformers.utils import logging

    level, bar = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bar:
            logging.enable_progress_bar()


def offline_arguments() -> dict[str, Any]:
    """What every ``from_pretrained`` here is given: this folder only, safetensors only, none of its code."""
    return {"local_files_only": True, "trust_remote_code": False, "use_safetensors": True}


def transformers_version() -> str:
    """The version installed, for messages."""
    from importlib.metadata import version

    return f"transformers {version('transformers')}"

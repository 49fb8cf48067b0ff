"""Gradio imported in little more than half its time.

On every import gradio 6 reads the source of each of its components again and rewrites type stubs beside it, for
editors: 1.3 of 3.0 seconds of processor time, and files changed inside an installed package. A page needs none of it.
Where a version of gradio has no such step, or another name for it, it is imported as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType

_MODULE, _STEP = "gradio.component_meta", "create_or_modify_pyi"


class _WithoutStubs(SourceFileLoader):
    """Loads the module and leaves its step out."""

    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        if hasattr(module, _STEP):
            setattr(module, _STEP, lambda *_: None)


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _MODULE:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _WithoutStubs(spec.loader.name, spec.loader.path)
        return spec


@contextmanager
def without_stubs() -> Iterator[None]:
    """While it holds, gradio is imported without writing its type stubs."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)

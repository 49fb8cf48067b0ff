"""The systems of ``evaluation.run briefs``: baselines, ours, and published outputs, all giving the same record."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from evaluation.baselines import SUMY, Choose, choosers, sentences_in, sumy_system
from evaluation.briefs_run_sets import BriefSet, Cluster
from evaluation.datasets import rows
from evaluation.report import Kept, code_digest, key_of
from summarize import pipeline
from summarize.data import Brief, Event, Reading
from summarize.errors import ModelNotFound, UsageError
from summarize.models.load import EXTRACTIVE, FUSION, load_cluster_writer, load_embedder, load_writer
from summarize.settings import Settings
from summarize.training.kept_embedder import KeptEmbedder
from summarize.words import fold_space

# Words of a brief, for each system the best on neus_val (mean of ROUGE-1, -2 and -L; "briefs --choose"), fixed there
# before neus_test was looked at. A system that is not named has the words of "extractive".
BUDGETS = {
    "extractive": 90,
    "lead": 100,  # most leads end before: 58 words
    "random": 90,
    "sumy lexrank": 70,
    "sumy textrank": 60,
    "sumy lsa": 100,
    "sumy sumbasic": 80,
    "sumy kl": 110,
}
SENTENCES = 6  # the package's own most
PUBLISHED = "neus_test_systems"
BASELINES = (*choosers(), *SUMY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A sentence of a brief, the sources it names and what it quotes of them."""

    text: str
    sources: tuple[int, ...] = ()  # places in the cluster's documents
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a system made of one cluster."""

    text: str
    title: str | None = None
    parts: tuple[Part, ...] = ()  # empty for a system that only gives text
    seconds: float | None = None

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def told_from(row: dict[str, Any]) -> Told:
    """The record of a kept row."""
    parts = tuple(
        Part(text=one["text"], sources=tuple(one["sources"]), quotes=tuple(one["quotes"])) for one in row["parts"]
    )
    return Told(text=row["text"], title=row["title"], parts=parts, seconds=row["seconds"])


class System(Protocol):
    """Something that writes a brief of a cluster."""

    name: str
    key: str  # what its outputs hang on, besides the cluster

    def write(self, cluster: Cluster, budget: int) -> Told:
        """The brief, of about ``budget`` words."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """A chooser of sentences."""

    name: str
    choose: Choose

    @property
    def key(self) -> str:
        return f"{self.name} 1"

    def write(self, cluster: Cluster, budget: int) -> Told:
        start = time.perf_counter()
        chosen = self.choose(cluster, sentences_in(cluster), budget)
        took = time.perf_counter() - start
        place = {article.id: number for number, article in enumerate(cluster.articles)}
        parts = tuple(
            Part(text=(text := fold_space(one.text)), sources=(place[one.article],), quotes=(text,)) for one in chosen
        )
        title = cluster.articles[0].title
        return Told(text=" ".join(part.text for part in parts), title=title, parts=parts, seconds=took)


@dataclass(slots=True)
class Ours:
    """The package itself, from the documents' texts to the brief."""

    name: str
    models: pipeline.Models
    settings: Settings
    made_with: str
    code: str  # digest of the code and weights that were loaded
    read: dict[str, tuple[Event, list[Reading]] | None] | None = None  # what was read, where it is to be kept

    @property
    def key(self) -> str:
        return key_of(self.name, self.made_with, self.code)

    def write(self, cluster: Cluster, budget: int) -> Told:
        start = time.perf_counter()
        settings = replace(self.settings, plan=replace(self.settings.plan, max_words=budget, max_sentences=SENTENCES))
        gathered = self._gathered(cluster)
        if gathered is None:
            return Told(text="", seconds=time.perf_counter() - start)
        brief = pipeline.write_brief(*gathered, settings, self.models)
        return as_told(brief, cluster, time.perf_counter() - start)

    def _gathered(self, cluster: Cluster) -> tuple[Event, list[Reading]] | None:
        """The event of a cluster with its readings in order; None where nothing can be read."""
        if self.read is not None and cluster.id in self.read:
            return self.read[cluster.id]
        readings, _ = pipeline.read_all(cluster.articles, self.settings)
        result = None
        if readings:
            event = pipeline.gather(readings, self.settings)
            by_id = {reading.article.id: reading for reading in readings}
            result = event, [by_id[one] for one in event.articles]
        if self.read is not None:
            self.read[cluster.id] = result
        return result


def remembering(system: System) -> System:
    """The system, fit to write the same clusters at many budgets."""
    if not isinstance(system, Ours):
        return system
    embedder = system.models.embedder
    models = replace(system.models, embedder=KeptEmbedder(embedder) if embedder else None)
    return Ours(system.name, models, system.settings, system.made_with, system.code, {})


def as_told(brief: Brief, cluster: Cluster, seconds: float | None) -> Told:
    """A brief of the package as every system's record."""
    place = {article.id: number for number, article in enumerate(cluster.articles)}
    parts = tuple(
        Part(
            text=claim.text,
            sources=tuple(place[cited.article] for cited in claim.citations),
            quotes=tuple(fold_space(cited.quote) for cited in claim.citations),
        )
        for claim in brief.claims
    )
    return Told(
        text=" ".join(part.text for part in parts), title=brief.title.text or None, parts=parts, seconds=seconds
    )


# ------------------------------------------------------------------------- by name


def make_system(name: str, embedder_name: str, whole_cluster: bool = False) -> System:
    """The system of a name: a baseline, "extractive", "fusion", or the path of a writer.

    Raises:
        ModelError: a model cannot be used.
        MissingExtra: a package is not installed.
    """
    if name in choosers():
        return Baseline(name, choosers()[name])
    if name in SUMY:
        return Baseline(name, sumy_system(name))
    embedder = embedder_of(embedder_name)
    settings = Settings(embedder=embedder_name, writer=name, whole_cluster=whole_cluster)
    if whole_cluster:
        models = pipeline.Models(embedder=embedder, cluster_writer=load_cluster_writer(name, settings.generation))
    else:
        models = pipeline.Models(embedder=embedder, writer=load_writer(name, settings.generation))
    shown = name if name in (EXTRACTIVE, FUSION) else f"writer {Path(name).name}"
    told = ", ".join(f"{kind} {value}" for kind, value in pipeline.made_with(models))
    return Ours(shown, models, settings, told, code_digest())


_EMBEDDERS: dict[str, Any] = {}


def embedder_of(name: str) -> Any:
    """An embedder by name, loaded once; "none" for none, "hashed" for the stand-in that costs nothing."""
    if name not in _EMBEDDERS:
        if name == "none":
            _EMBEDDERS[name] = None
        elif name == "hashed":
            from evaluation.speed import HashedEmbedder

            _EMBEDDERS[name] = HashedEmbedder()
        else:
            _EMBEDDERS[name] = load_embedder(name)
    return _EMBEDDERS[name]


def make_systems(names: Sequence[str], embedder: str, whole_cluster: bool) -> tuple[list[System], list[str]]:
    """The systems asked for; and those left out because their weights are not part of this version, with the reason."""
    systems: list[System] = []
    skipped: list[str] = []
    for name in names:
        try:
            systems.append(make_system(name, embedder, whole_cluster and name not in (*BASELINES, EXTRACTIVE, FUSION)))
        except ModelNotFound:
            if name != FUSION:
                raise
            skipped.append(f"{name}: its weights are not part of this version")
    return systems, skipped


def budget_of(name: str) -> int:
    """The words a system's brief has, chosen on validation data."""
    return BUDGETS.get(name, BUDGETS[EXTRACTIVE])


# ------------------------------------------------------------------------ outputs


def outputs(system: System, clusters: Sequence[Cluster], budget: int, kept: Kept) -> list[Told]:
    """What a system makes of each cluster; what was kept is not made again."""
    made = []
    key = system.key
    for cluster in clusters:
        place = key_of(key, budget, cluster.id, [(one.title, one.text) for one in cluster.articles])
        if system.name == "oracle":
            place = key_of(place, cluster.reference)
        if (row := kept.get(place)) is None:
            row = system.write(cluster, budget).as_row()
            kept.put(place, row)
        made.append(told_from(row))
    return made


def published(folder: Path, found: BriefSet, total: int) -> dict[str, list[Told]]:
    """The published outputs for the clusters of NeuS test, in their order, with their marks of title and text gone.

    Args:
        folder: the data folder.
        found: NeuS test, or a part of it.
        total: how many clusters the whole set has.

    Raises:
        UsageError: the outputs are not there, or not one per cluster.
    """
    result = {}
    for row in rows(folder, PUBLISHED):
        if len(row["outputs"]) != total:
            raise UsageError(f"{PUBLISHED}: {row['system']} has {len(row['outputs'])} outputs for {total} clusters.")
        chosen = [row["outputs"][int(one.id.rpartition("-")[2])] for one in found.clusters]
        result[row["system"]] = [unmarked(text) for text in chosen]
    return result


def unmarked(text: str) -> Told:
    """A published output as text, and its title where it is marked as one."""
    text = text.replace("<n>", " ")  # PEGASUS's mark for a line end: ROUGE would count an "n"
    title, mark, body = text.partition("ARTICLE=>")
    if not mark:
        return Told(text=fold_space(text.replace("TITLE=>", " ")))
    return Told(text=fold_space(body), title=fold_space(title.replace("TITLE=>", " ")) or None)

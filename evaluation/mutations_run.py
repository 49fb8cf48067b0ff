"""How many wrong claims the gate and the audit catch, by kind: ``python -m evaluation.run mutations``.

Good claims are the body sentences of the seeds, the claims of a run's output folder (``--out DIR``), or random
sentences of news articles (``--data DIR``). Each mutant is shown as a fused sentence, so that neither can fall back on
comparing a copied line letter by letter. Every kind but speaker and hearer must be caught at 95 % and no good claim
refused.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.audit import audit_claim
from evaluation.audit_facts import names_inside, read_facts
from evaluation.audit_folder import Source, make_source, read_folder
from evaluation.audit_operators import SPEECH
from evaluation.audit_words import FUNCTION, PEOPLES, quoted_spans, sentence_spans
from evaluation.datasets import add_data_option, data_folder, digest, rows
from evaluation.mutations import Claim, Ground, Word, mutate, vocabulary_of_marks

ROOT = Path(__file__).parent.parent
MARKS = ROOT / "tests" / "cases" / "seed_facts.json"  # hand-marked facts of the seeds
RESULTS = ROOT / "evaluation" / "results"
LEAST = 0.95  # of each kind, promise of the issue; "speaker and hearer" is best effort
BEST_EFFORT = frozenset({"speaker and hearer"})
NOT_OF_GATE = frozenset({"quote altered"})  # the gate makes its quotes from the source: there is nothing to alter

Accepts = Callable[[Claim, dict[int, Source]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A claim that is right, what it may be changed with, and its sources."""

    claim: Claim
    ground: Ground
    sources: dict[int, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one judge did with the mutants of one kind; kind "unchanged" counts the good claims refused."""

    judge: str
    kind: str
    made: int
    caught: int
    missed: tuple[str, ...]  # up to a few, for people


# -------------------------------------------------------------------------- judges


def audit_accepts(claim: Claim, sources: dict[int, Source]) -> bool:
    """Whether the audit finds nothing."""
    return not audit_claim(claim, sources)


def gate_accepts(claim: Claim, sources: dict[int, Source]) -> bool:
    """Whether the package's gate lets the claim through with all its citations."""
    from summarize.articles.dates import find_times
    from summarize.articles.facts import facts_in
    from summarize.data import Fact, Origin
    from summarize.writing._gate import needed
    from summarize.writing.verify import check

    def facts_of(text: str) -> tuple[Fact, ...]:
        return facts_in(text, find_times(text))

    quotes = [citation["quote"] for citation in claim["citations"]]
    if check(claim["text"], quotes, facts_of, origin=Origin(claim["origin"])) is not None:
        return False
    return len(needed(claim["text"], quotes, facts_of)) == len(quotes)


# --------------------------------------------------------------------- good claims


def seed_claims(marks: Path = MARKS, seeds: Path = ROOT / "seeds") -> list[Good]:
    """Every body sentence of the seeds as a claim, with the hand-marked facts to change it with."""
    articles = []
    for entry in json.loads(marks.read_text("utf-8"))["seeds"]:
        text = (seeds / entry["seed"]).read_bytes().decode("utf-8")
        cut = {row["line"]: row["text"] for row in entry["furniture"]}
        citations = [c for number in entry["body"] for c in cite_line(text, number, cut.get(number, ""))]
        articles.append((text, citations, vocabulary_of_marks(entry["facts"], text, PEOPLES)))
    return good_claims(articles)


def news_claims(folder: Path, count: int, seed: int) -> list[Good]:
    """One random sentence of each of ``count`` news articles as a claim, with the facts a reader found in it."""
    rng = random.Random(seed)
    sample = rng.sample(range(4 * count), count)
    wanted = dict(enumerate(rows(folder, "news", 4 * count)))
    articles, chosen = [], []
    for number in sorted(sample):
        text = wanted[number]["text"]
        cited = [
            c for line in range(1, text.count("\n") + 2) for c in cite_line(text, line) if c["quote"].count(" ") > 5
        ]
        if len(cited) > 4:
            chosen.append(rng.randrange(1, len(cited) - 1))
            articles.append((text, cited, vocabulary_of_reader(text[:8000])))
    return good_claims(articles, chosen)


def folder_claims(folder: Path) -> list[Good]:
    """The claims of a run's briefs."""
    good = []
    for written in read_folder(folder)[0]:
        words = {n: vocabulary_of_reader(source.text) for n, source in written.sources.items()}
        texts = {n: source.text for n, source in written.sources.items()}
        near = [word for one in words.values() for word in one]
        for claim in written.brief["claims"]:
            lines = {
                n: [c for line in range(1, t.count("\n") + 2) for c in cite_line(t, line, "", n)]
                for n, t in texts.items()
            }
            ground = Ground(near=near, far=near, neighbours=lambda c, lines=lines: beside(c, lines[c["source"]]))
            good.append(Good(claim=claim | {"origin": "fused"}, ground=ground, sources=written.sources))
    return good


def good_claims(
    articles: Sequence[tuple[str, list[Claim], list[Word]]], chosen: Sequence[int] | None = None
) -> list[Good]:
    """The cited sentences of articles (or the chosen one of each) as claims that say just what they cite."""
    good = []
    for index, (text, citations, words) in enumerate(articles):
        sources = {1: make_source(1, text)}
        far = [word for other, (_, _, theirs) in enumerate(articles) if 0 < abs(other - index) < 12 for word in theirs]
        ground = Ground(near=words, far=far, neighbours=lambda c, cited=citations: beside(c, cited))
        for citation in citations if chosen is None else [citations[chosen[index]]]:
            if _nobodys(citation["quote"]):
                continue
            claim = {"text": " ".join(citation["quote"].split()), "origin": "fused", "citations": [citation]}
            good.append(Good(claim=claim, ground=ground, sources=sources))
    return good


def _nobodys(quote: str) -> bool:
    """Whether a sentence quotes somebody and does not say who speaks: no brief may print it, so it is no good claim."""
    outside, last = "", 0
    for start, end in quoted_spans(quote):
        outside, last = outside + quote[last:start], end
    said = {word.lower() for word in re.findall(r"[A-Za-z]+", outside + quote[last:])}
    return last > 0 and not said & (SPEECH | {"according", "urged", "urging", "voiced", "hoped", "called", "tells"})


def beside(citation: dict[str, Any], cited: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The citations of the sentences before and after one."""
    at = next((i for i, one in enumerate(cited) if one["end"] > citation["start"]), 0)
    return [cited[i] for i in (at - 1, at + 1) if 0 <= i < len(cited) and cited[i]["start"] != citation["start"]]


def cite_line(text: str, line: int, furniture: str = "", source: int = 1) -> list[dict[str, Any]]:
    """A citation for each sentence of a line, its furniture left out."""
    start = sum(len(one) + 1 for one in text.split("\n")[: line - 1])
    end = start + len(text.split("\n")[line - 1])
    if furniture and "".join(text[start:end].split()).startswith("".join(furniture.split())):
        start = next(i for i in range(start, end) if "".join(text[start:i].split()) == "".join(furniture.split()))
    elif furniture and text[start:end].endswith(furniture):
        end -= len(furniture)
    found = []
    for first, last in sentence_spans(text[start:end]):
        place = {"start": start + first, "end": start + last, "quote": text[start + first : start + last]}
        found.append({"source": source, "line": line, "line_end": line, **place})
    return found


def vocabulary_of_reader(text: str) -> list[Word]:
    """The words of an article for mutations, as the audit's reader finds them."""
    words = set()
    for fact in read_facts(text, names_inside(text)):
        surface = text[fact.start : fact.end]
        if fact.kind == "name":
            words.add(Word(kind="person" if " " in surface else "place", surface=surface, normal=fact.normal))
        elif fact.kind == "time" and fact.normal.startswith("weekday"):
            day = next(word for word in surface.split() if word.lower().endswith("day")).capitalize()
            words.add(Word(kind="weekday", surface=day, normal=day))
        elif fact.kind == "number" and not fact.normal.endswith("th"):
            words.add(Word(kind="number", surface=surface, normal=fact.normal.strip("<>=")))
            unit = text[fact.end :].split(maxsplit=1)[:1]
            if (
                text[fact.end : fact.end + 1] in (" ", "-")
                and unit
                and unit[0].isalpha()
                and unit[0].lower() not in FUNCTION
            ):
                words.add(Word(kind="unit", surface=unit[0], normal=unit[0]))
    return sorted(words, key=lambda word: (word.kind, word.surface))


# ------------------------------------------------------------------------- scoring


def score(good: Sequence[Good], judges: dict[str, Accepts], seed: int, per_kind: int) -> list[Score]:
    """For each judge and kind how many mutants it caught; false alarms under the kind "unchanged"."""
    mutants = mutate([(one.claim, one.ground) for one in good], seed, per_kind)
    scores = []
    for name, accepts in judges.items():
        refused = [one.claim["text"] for one in good if not accepts(one.claim, one.sources)]
        scores.append(_score(name, "unchanged", len(good), refused))
        for kind in dict.fromkeys(mutant.kind for mutant, _ in mutants):
            if name == "gate" and kind in NOT_OF_GATE:
                continue
            of_kind = [(mutant, good[index]) for mutant, index in mutants if mutant.kind == kind]
            missed = [f"{m.what} | {m.claim['text']}" for m, one in of_kind if accepts(m.claim, one.sources)]
            caught = len(of_kind) - len(missed)
            scores.append(Score(judge=name, kind=kind, made=len(of_kind), caught=caught, missed=tuple(missed)))
    return scores


def _score(name: str, kind: str, made: int, refused: Sequence[str]) -> Score:
    return Score(judge=name, kind=kind, made=made, caught=len(refused), missed=tuple(refused))


def table(scores: Sequence[Score]) -> str:
    """The scores as a Markdown table, a row per kind, a column per judge."""
    judges = list(dict.fromkeys(one.judge for one in scores))
    cells = {(one.judge, one.kind): one for one in scores}
    kinds = [kind for kind in dict.fromkeys(one.kind for one in scores) if kind != "unchanged"]
    lines = [f"| kind | mutants | {' | '.join(judges)} |", f"| --- | ---: |{' ---: |' * len(judges)}"]
    for kind in kinds:
        made = next(one.made for one in scores if one.kind == kind)
        rates = [_rate(cells.get((judge, kind))) for judge in judges]
        lines.append(f"| {kind} | {made} | {' | '.join(rates)} |")
    alarms = [cells[judge, "unchanged"] for judge in judges]
    lines.append(f"| unchanged, refused | {alarms[0].made} | {' | '.join(str(one.caught) for one in alarms)} |")
    return "\n".join(lines)


def _rate(one: Score | None) -> str:
    return "–" if one is None else f"{100 * one.caught / one.made:.1f} %"


def below(scores: Sequence[Score]) -> list[str]:
    """What falls short: kinds caught at less than asked for, good claims refused."""
    short = [f"{s.judge} refuses {s.caught} good claims" for s in scores if s.kind == "unchanged" and s.caught]
    for one in scores:
        if one.kind not in BEST_EFFORT | {"unchanged"} and one.caught < LEAST * one.made:
            short.append(f"{one.judge} catches {one.caught} of {one.made}: {one.kind}")
    return short


def main(argv: Sequence[str] | None = None) -> int:
    """Run the mutations the arguments ask for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.run mutations", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--out", type=Path, help="a run's output folder: mutate its claims instead of the seeds' sentences"
    )
    parser.add_argument("--articles", type=int, default=300, help="with --data: how many news articles (300)")
    parser.add_argument("--per-kind", type=int, default=40, help="mutants of each kind at most (40)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--judges", default="gate,audit", help="gate, audit or both")
    parser.add_argument("--missed", action="store_true", help="print every mutant that got through")
    parser.add_argument("--write", action="store_true", help="write evaluation/results/mutations.{md,json}")
    add_data_option(parser)
    given = parser.parse_args(argv)
    judges = {name: _JUDGES[name] for name in _JUDGES if name in given.judges.split(",")}
    if given.data:
        folder = data_folder(given.data)
        good, origin = news_claims(folder, given.articles, given.seed), f"news {digest(folder, 'news')[:12]}"
    elif given.out:
        good, origin = folder_claims(given.out), "briefs"
    else:
        good, origin = seed_claims(), "seeds"
    scores = score(good, judges, given.seed, given.per_kind)
    made = sum({s.kind: s.made for s in scores if s.kind != "unchanged"}.values())
    signature = f"claims: {len(good)} of {origin} | mutants: {made} | seed: {given.seed} | shown as: fused"
    print(f"{table(scores)}\n\n{signature}")
    if given.missed:
        print("\n".join(f"{s.judge}: {s.kind}: {text}" for s in scores for text in s.missed))
    if given.write:
        _write(scores, signature, origin.split()[0])
    short = below(scores)
    print("\n".join(short), file=sys.stderr)
    return 1 if short else 0


_JUDGES: dict[str, Accepts] = {"gate": gate_accepts, "audit": audit_accepts}


def _write(scores: Sequence[Score], signature: str, origin: str) -> None:
    name = "mutations" if origin == "seeds" else f"mutations_{origin}"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text(f"# Mutations\n\n{table(scores)}\n\n`{signature}`\n", "utf-8")
    body = [{"judge": s.judge, "kind": s.kind, "made": s.made, "caught": s.caught} for s in scores]
    (RESULTS / f"{name}.json").write_text(
        json.dumps({"signature": signature, "scores": body}, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())

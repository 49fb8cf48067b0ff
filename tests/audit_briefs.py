"""Good briefs made by hand from the seeds, without the pipeline: what the audit must find nothing in."""

import hashlib
import json
from pathlib import Path

from evaluation.audit_words import sentence_spans

ROOT = Path(__file__).parent.parent
MARKS = json.loads((ROOT / "tests/cases/seed_facts.json").read_text("utf-8"))["seeds"]
EVENTS = [  # seeds, title, day, place, participants: each with (seed, words of the line cited)
    {
        "slug": "2016-03-24-kerry-lavrov-moscow",
        "seeds": ["000", "001"],
        "title": ("Lavrov, Kerry hail Russia-U.S. cooperation on settling Syrian crisis", "001", "Lavrov, Kerry hail"),
        "day": ("2016-03-24", "Thursday", "001", "hailed the two sides"),
        "published": {"001": "2016-03-24"},
        "place": ("Moscow", "000", "was in Moscow Thursday"),
        "participants": [("John Kerry", "000", "was in Moscow"), ("Sergei Lavrov", "000", "was in Moscow")],
        "claims": [("000", 1), ("001", 11), ("001", 15), ("001", 27), ("000", 8)],
    },
    {
        "slug": "2015-12-15-kerry-lavrov-moscow",
        "seeds": ["004"],
        "title": ("Russia, US call for common ground over various issues", "004", "Russia, US call"),
        "day": ("2015-12-15", "Tuesday", "004", "met on Tuesday"),
        "published": {"004": "2015-12-16"},
        "place": ("Moscow", "004", "MOSCOW -- Russian"),
        "participants": [("Sergei Lavrov", "004", "met on Tuesday"), ("John Kerry", "004", "met on Tuesday")],
        "claims": [("004", 6), ("004", 9), ("004", 15), ("004", 8)],
    },
    {
        "slug": "undated-kerry-lavrov-new-york",
        "seeds": ["003"],
        "title": ("Kerry, Lavrov Try To Work Out Next Moves on Syria Conflict", "003", "Kerry, Lavrov Try"),
        "day": (None, "Thursday", "003", "ministry said Thursday"),
        "published": {},
        "place": ("New York", "003", "discussed the Syrian conflict in New York"),
        "participants": [("John Kerry", "003", "talked first"), ("Sergei Lavrov", "003", "talked first")],
        "claims": [("003", 6), ("003", 14), ("003", 18), ("003", 24)],
    },
]


def seed_text(number: str) -> str:
    """The text of one seed."""
    path = next((ROOT / "seeds").glob(f"{number}_*.txt"))
    return path.read_bytes().decode("utf-8")


def marks_of(number: str) -> dict:
    """The hand-marked facts and body lines of one seed."""
    return next(entry for entry in MARKS if entry["seed"].startswith(number))


def line_start(text: str, line: int) -> int:
    """Where a line begins."""
    return sum(len(one) + 1 for one in text.split("\n")[: line - 1])


def body_span(number: str, line: int) -> tuple[int, int]:
    """A body line without its furniture."""
    text = seed_text(number)
    start = line_start(text, line)
    end = start + len(text.split("\n")[line - 1])
    for stretch in marks_of(number)["furniture"]:
        if stretch["line"] == line:
            folded = " ".join(stretch["text"].split())
            head = next((i for i in range(1, end - start) if " ".join(text[start : start + i].split()) == folded), None)
            if head:
                start += head + len(text[start + head : end]) - len(text[start + head : end].lstrip())
            else:
                end -= len(stretch["text"])
    return start, end


def citations_on(number: str, line: int, source: int) -> list[dict]:
    """A citation for each sentence of a body line."""
    text = seed_text(number)
    start, end = body_span(number, line)
    return [cite(text, source, start + first, start + last) for first, last in sentence_spans(text[start:end])]


def cite(text: str, source: int, start: int, end: int) -> dict:
    """The citation of a stretch of a text."""
    line, last = text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 1
    return {"source": source, "line": line, "line_end": last, "start": start, "end": end, "quote": text[start:end]}


def cite_words(number: str, source: int, words: str) -> dict:
    """The citation of the whole line that holds some words, without blanks around it."""
    text = seed_text(number)
    at = text.index(words)
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start:end]
    return cite(text, source, start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def make_claim(citations: list[dict], origin: str = "extracted") -> dict:
    """A claim that says what its first citation says."""
    return {
        "text": " ".join(citations[0]["quote"].split()),
        "origin": origin,
        "support": None,
        "score": 0.5,
        "outlets": 1,
        "independent": 1,
        "citations": citations,
        "words": [],
    }


def make_brief(event: dict) -> dict:
    """The JSON of one brief."""
    numbers = {seed: number for number, seed in enumerate(event["seeds"], 1)}
    title, seed, words = event["title"]
    value, wording, day_seed, day_words = event["day"]
    place, place_seed, place_words = event["place"]
    return {
        "schema": "brief/1",
        "id": event["slug"],
        "slug": event["slug"],
        "title": {"text": title, "citations": [cite_words(seed, numbers[seed], words)]},
        "day": {
            "value": value,
            "wording": wording,
            "citations": [cite_words(day_seed, numbers[day_seed], day_words)],
            "inherited": False,
        },
        "place": {"text": place, "citations": [cite_words(place_seed, numbers[place_seed], place_words)]},
        "participants": [{"text": n, "citations": [cite_words(s, numbers[s], w)]} for n, s, w in event["participants"]],
        "sources": [_source(seed, number, event) for seed, number in numbers.items()],
        "claims": [make_claim(citations_on(s, line, numbers[s])[:1]) for s, line in event["claims"]],
        "disagreements": [],
        "rejected": [],
        "problems": [],
        "made_with": {},
    }


def _source(seed: str, number: int, event: dict) -> dict:
    return {
        "number": number,
        "id": seed,
        "path": f"seeds/{seed}.txt",
        "text_path": f"sources/{seed}.txt",
        "encoding": "utf-8",
        "sha256": hashlib.sha256(seed_text(seed).encode()).hexdigest(),
        "url": None,
        "title": None,
        "outlet": None,
        "published": event["published"].get(seed),
        "copy_of": None,
    }


def _mark(citation: dict) -> str:
    return f"[{citation['source']}:L{citation['line']}]"


def _markdown(brief: dict) -> str:
    rows = [f"# {brief['title']['text']} {' '.join(map(_mark, brief['title']['citations']))}", ""]
    for number, claim in enumerate(brief["claims"], 1):
        rows += [f"{number}. {claim['text']} {' '.join(map(_mark, claim['citations']))}", ""]
    return "\n".join(rows)


def _html(brief: dict) -> str:
    from html import escape

    rows = []
    for number, claim in enumerate(brief["claims"], 1):
        links = " ".join(f'<a href="#s{c["source"]}-l{c["line"]}">{_mark(c)}</a>' for c in claim["citations"])
        rows.append(f'<li id="c{number}"><p>{escape(claim["text"])} {links}</p></li>')
    for source in brief["sources"]:
        for number, line in enumerate(seed_text(source["id"]).split("\n"), 1):
            shown = f'<span class="n">{number}</span>{escape(line)}'
            rows.append(f'<div id="s{source["number"]}-l{number}">{shown}</div>')
    return f"<!DOCTYPE html><html><body>{''.join(rows)}</body></html>"


def write_folder(folder: Path, briefs: list[dict] | None = None) -> Path:
    """An output folder with good briefs (or the given ones)."""
    briefs = [make_brief(event) for event in EVENTS] if briefs is None else briefs
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for brief in briefs:
        (folder / f"{brief['slug']}.json").write_text(json.dumps(brief, ensure_ascii=False), "utf-8")
        (folder / f"{brief['slug']}.md").write_text(_markdown(brief), "utf-8")
        (folder / f"{brief['slug']}.html").write_text(_html(brief), "utf-8")
        for source in brief["sources"]:
            (folder / source["text_path"]).write_bytes(seed_text(source["id"]).encode())
            (folder / source["text_path"]).with_suffix(".lines.json").write_text(
                json.dumps(_roles(source["id"])), "utf-8"
            )
    return folder


def _roles(seed: str) -> dict:
    body = marks_of(seed)["body"]
    head = {"001": 5, "003": 1, "004": 1, "002": 1}.get(seed)
    rows = []
    for number, line in enumerate(seed_text(seed).split("\n"), 1):
        role = (
            "body" if number in body else "headline" if number == head else "boilerplate" if line.strip() else "blank"
        )
        rows.append({"number": number, "role": role, "rule": "by hand"})
    return {"article": seed, "lines": rows}

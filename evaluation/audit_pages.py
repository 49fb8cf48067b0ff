"""Whether the Markdown and the HTML show the citations of the JSON, and every link leads somewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from evaluation.audit_folder import Written
from evaluation.audit_words import fold

_MARK = re.compile(r"(?<!\\)\[(\d+):L(\d+)(?:[-–]L?(\d+))?\]")


def check_pages(folder: Path, written: Written) -> list[tuple[str, str]]:
    """What is wrong with the pages of a brief: (file, why)."""
    found = []
    for suffix, check in ((".md", _markdown), (".html", _html)):
        path = folder / (written.slug + suffix)
        if not path.is_file():
            found.append((path.name, "it is not there"))
            continue
        found.extend((path.name, why) for why in check(path.read_text("utf-8"), written, folder))
    return found


def mark(citation: dict[str, Any]) -> tuple[int, int, int]:
    """What a printed mark tells of a citation: source, first line, last line."""
    return citation["source"], citation["line"], citation.get("line_end", citation["line"])


def citations_of(brief: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All citations of a brief, the head's and the disagreements' too."""
    for part in (brief["title"], brief["day"], brief["place"], *brief["participants"], *brief["claims"]):
        yield from part["citations"]
    for one in brief.get("disagreements", ()):
        yield from (side["citation"] for side in one["sides"])


def _marks(text: str) -> list[tuple[int, int, int]]:
    return [(int(m[1]), int(m[2]), int(m[3] or m[2])) for m in _MARK.finditer(text)]


def _plain(text: str) -> str:
    """A text with what a renderer may escape or make visible taken back."""
    text = re.sub(r"⟨U\+[0-9A-F]+⟩", "", text)
    return fold("".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs")))


def _unescape(text: str) -> str:
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!<>|~=&])", r"\1", text).replace("&amp;", "&").replace("&lt;", "<")


def _markdown(page: str, written: Written, folder: Path) -> list[str]:
    found = []
    known = {mark(citation) for citation in citations_of(written.brief)}
    found.extend(f"[{a}:L{b}-{c}] is no citation of the brief" for a, b, c in sorted(set(_marks(page)) - known))
    lines = [line for line in page.split("\n") if line.strip()]
    for number, claim in enumerate(written.brief["claims"], 1):
        wanted = {mark(citation) for citation in claim["citations"]}
        text = _plain(claim["text"])
        rows = [line for line in lines if text in _plain(_unescape(line)) and not line.lstrip().startswith(">")]
        if not rows:
            found.append(f"claim {number} is not printed as it stands in the JSON")
        elif not any(set(_marks(row)) == wanted for row in rows):
            found.append(
                f"claim {number} is printed with {sorted(set(_marks(rows[0])))}, the JSON cites {sorted(wanted)}"
            )
    return found


class _Page(HTMLParser):
    """Anchors, links and the text below each id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.text: dict[str, list[str]] = {}
        self.hidden = 0
        self.open: list[tuple[str, str | None, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        name = given.get("id")
        if name:
            self.text[name] = []
        if tag not in ("meta", "link", "br", "hr", "img", "input", "col", "wbr"):
            aside = (given.get("class") or "").split()[:1] in (["n"], ["back"]) or tag in ("style", "script")
            self.open.append((tag, name, aside))
            self.hidden += aside

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            opened, _, aside = self.open.pop()
            self.hidden -= aside
            if opened == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            for _, name, _ in self.open:
                if name:
                    self.text[name].append(data)


def _html(page: str, written: Written, folder: Path) -> list[str]:
    parsed = _Page()
    parsed.feed(page)
    parsed.close()
    found = [
        f"the link {link!r} leads nowhere"
        for link in sorted(set(parsed.links))
        if (link.startswith("#") and link[1:] not in parsed.text)
        or (not link.startswith("#") and "://" not in link and not (folder / link.split("#")[0]).exists())
    ]
    whole = _plain(re.sub(r"<[^>]*>", "", page))
    for number, claim in enumerate(written.brief["claims"], 1):
        shown = "".join(parsed.text.get(f"c{number}", []))
        wanted = {mark(citation) for citation in claim["citations"]}
        if f"c{number}" not in parsed.text:
            if _plain(claim["text"]) not in whole:
                found.append(f"claim {number} is not shown as it stands in the JSON")
        elif _plain(claim["text"]) not in _plain(shown):
            found.append(f"claim {number} is not shown as it stands in the JSON")
        elif set(_marks(shown)) != wanted:
            found.append(f"claim {number} is shown with {sorted(set(_marks(shown)))}, the JSON cites {sorted(wanted)}")
        for citation in claim["citations"]:
            line = parsed.text.get(f"s{citation['source']}-l{citation['line']}")
            if line is not None and _plain(citation["quote"].split("\n")[0]) not in _plain("".join(line)):
                found.append(
                    f"claim {number}: line {citation['line']} of source {citation['source']} does not show its quote"
                )
    return found


def check_index(folder: Path, slugs: set[str]) -> list[str]:
    """What is wrong with the index pages, where there are any."""
    found = []
    for name in ("index.md", "index.html"):
        path = folder / name
        if path.is_file():
            page = path.read_text("utf-8")
            links = set(re.findall(r"\]\(([^)#\s]+)\)" if name.endswith(".md") else r'href="([^"#:]+)"', page))
            found.extend(
                f"{name}: the link {link!r} leads nowhere" for link in sorted(links) if not (folder / link).exists()
            )
            found.extend(f"{name}: the brief {slug!r} is not in it" for slug in sorted(slugs) if slug not in page)
    return found

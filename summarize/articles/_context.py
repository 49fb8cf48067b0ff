"""What reading names rests on: small vocabularies, the context of a text, known phrases, ordinary words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.articles._gazetteer import Entry, gazetteer
from summarize.articles._tokens import Token, adjoins

PARTICLES = frozenset(
    "de del della di da du dos das van von der den ter bin ibn al el ul bint la le abu ad ould".split()
)
LEADING = frozenset("de van von al el bin ibn della di da du del".split())  # that may open a name
CALENDAR = frozenset(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs
    Fri Sat Sun""".split()
)
MONTH_NAMES = frozenset("April May June August March".split())  # that people have
SUFFIXES = frozenset("Jr Sr II III IV VI VII".split())
ABBREVIATIONS = frozenset(
    "St Mt Ft Mr Mrs Ms Dr Gen Sen Rep Gov Col Lt Sgt Capt Maj Adm Prof Rev Inc Corp Jr Sr Co Ltd".split()
)
NO_NAME = frozenset(  # capitals that name nothing one could check
    """I TV CEO CFO COO AM PM GMT EST EDT PST UTC BST CET OK ID PR IT AI DIY FAQ HD VIP PC SUV ATM MP MEP PhD MBA OKs
    Mr Mrs Ms Dr Sir Madam Internet Web God Heaven Earth Moon Sun Oh Yes No Hi Dear Update Photo Video Image Read A An
    The CEOs MPs IPO LGBT LGBTQ DVD CD SMS GPS PDF USB URL RSS Via Click See Also More O Q R D X""".split()
)
NUMBERED = frozenset(
    """Article Title Section Chapter Resolution Flight Route Channel Highway Interstate Proposition Prop Phase Boeing
    Airbus Area Pier Gate Apollo Soyuz Falcon Windows Protocol Directive Regulation Executive Order Number""".split()
)
LAST_FIRST = frozenset(  # family names that stand first
    """Xi Wang Li Kim Moon Ban Zhang Hu Wen Yang Mao Deng Chiang Tsai Ma Nguyen Liu Chen Zhao Zhou Xu Sun Zhu Lin Guo He
    Gao Luo Zheng Liang Xie Song Tang Han Feng Yu Dong Cao Yuan Choi Jung Yoon Jang Hwang Cho Roh Chung Ri Ho Pak Hong
    Qin Wu Lu Bo Chung Jo Shin Kang Chang Tran Pham Le Vo Phan""".split()
)
# Chinese and Korean family names that stand first; only before syllables of such names, since some are words too.
FAMILY_FIRST = LAST_FIRST | frozenset(
    """Huang Peng Zeng Xiao Tian Pan Jiang Cai Du Ye Cheng Su Wei Ding Ren Shen Yao Cui Zhong Tan Fan Jin Shi Liao Jia
    Xia Fu Fang Bai Zou Meng Xiong Qiu Yin Xue Yan Duan Lei Hou Long Tao Gu Hao Gong Shao Wan Qian Dai Mo Kong Xiang
    Yi Lee Park Lim Oh Seo Kwon Ahn Yoo Jeon Ko Son Bae Baek Nam Noh Ha""".split()
)
SYLLABLES = frozenset(  # second halves of Korean and Chinese names
    """un il in hye bok eun moon sik hyun jin ho soo kyung yeon yong jong thae thaek chol ryong ryol hui hee gwon
    kwon geun kyun hyeon woong seok suk yeol myung myong wook ahn seong joon hwan shik seob bin wen shek jeou te
    ming jae kyo su nam""".split()
)
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|iao|ian|ing|uai|uan|ang|eng|ong|ai|ei|ao|ou|an|en|"
    r"ia|ie|iu|in|ua|uo|ui|un|ue|[aoeiu])){1,2}"
)


def is_asian(words: Sequence[str]) -> bool:
    """Whether words can be the given name behind a Chinese or Korean family name: "Jinping", "Geun-hye"."""
    parts = [part.lower() for word in words for part in word.split("-")]
    return 0 < len(parts) < 4 and all(part in SYLLABLES or _PINYIN.fullmatch(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Item:
    """One token of a chunk, or a known phrase of several."""

    first: int  # index of its first token
    stop: int
    text: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What reading names needs to know of one text."""

    text: str
    tokens: Sequence[Token]
    timed: Sequence[bool]  # for each token, whether a time mention holds it
    inside: frozenset[str]  # words printed with a capital where none was forced
    shouted: frozenset[int]  # tokens of a headline in title case or capitals
    families: frozenset[str]  # family names that stand before their given names somewhere in the article


_SHOUTED = 0.9  # share of long words with a capital from which a sentence is a headline in title case
_SHOUTED_WORDS = 4  # and how many long words it must have


def contexts_of(texts: Sequence[str], cut: Sequence[Sequence[Token]], timed: Sequence[Sequence[bool]]) -> list[Names]:
    """What reading names needs to know of each paragraph; capitals seen in one help in the others."""
    shouted = [_shouted(tokens) for tokens in cut]
    inside = frozenset(
        token.text
        for tokens, loud in zip(cut, shouted, strict=True)
        for k, token in enumerate(tokens)
        if token.cap and not token.initial and k not in loud and token.kind == "word"
    )
    families = frozenset(
        tokens[k].text
        for text, tokens in zip(texts, cut, strict=True)
        for k in range(len(tokens) - 1)
        if tokens[k].text in FAMILY_FIRST and _opens_asian(text, tokens, k)
    )
    return [
        Names(text, tokens, times, inside, loud, families)
        for text, tokens, times, loud in zip(texts, cut, timed, shouted, strict=True)
    ]


def _opens_asian(text: str, tokens: Sequence[Token], k: int) -> bool:
    """Whether the given name of a Chinese or Korean one follows; after a plain word ("Moon") one of two halves."""
    given = tokens[k + 1]
    if not (given.cap and adjoins(text, tokens[k], given) and is_asian([given.text])):
        return False
    halves = k + 3 < len(tokens) and tokens[k + 2].text == "-" and tokens[k + 3].text in SYLLABLES
    return halves or not (tokens[k].text in NO_NAME or is_ordinary(tokens[k].text.lower()))


def _is_unlikely_name(word: str) -> bool:
    """Whether a word is ordinary and belongs to no office or organisation."""
    words = gazetteer().words
    official = any(word in words[k] for k in ("title_heads", "title_modifiers", "organisation_heads", "title_domains"))
    return is_ordinary(word.lower()) and not official


def _shouted(tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens of the sentences whose long words are nearly all capitalised, where a capital tells nothing."""
    found: set[int] = set()
    sentence: list[int] = []
    for k, token in enumerate(tokens):
        if token.kind in {"word", "acronym"}:
            sentence.append(k)
        if (token.kind == "mark" and token.text in {".", "!", "?"}) or k == len(tokens) - 1:
            long = [i for i in sentence if len(tokens[i].text) > 3]
            ordinary = [i for i in long if tokens[i].cap and _is_unlikely_name(tokens[i].text)]
            if (
                len(long) >= _SHOUTED_WORDS
                and sum(tokens[i].cap for i in long) >= _SHOUTED * len(long)
                and (len(ordinary) >= 2)
            ):
                found.update(sentence)
            sentence = []
    return frozenset(found)


def phrase_at(ctx: Names, at: int) -> Item | None:
    """The longest known name that begins at a token."""
    known = gazetteer()
    word = ctx.tokens[at].text
    reach = known.reach.get(word, 0)
    if not reach:
        # "MOSCOW": capitals hide no place; shorter ones are acronyms.
        entry = known.phrases.get(word.title()) if len(word) > 4 and word.isupper() else None
        return Item(at, at + 1, word, entry) if entry and entry.kind in {"place", "city"} else None
    for length in range(min(reach, len(ctx.tokens) - at), 0, -1):
        span = ctx.tokens[at : at + length]
        entry = known.phrases.get(" ".join(token.text for token in span))
        if entry and all(adjoins(ctx.text, a, b) for a, b in pairwise(span)):
            surface = ctx.text[span[0].start : span[-1].end]
            if length > 1 or not (at in ctx.shouted and is_ordinary(surface.lower())):
                return Item(at, at + length, surface, entry)
    return None


def is_ordinary(lower: str) -> bool:
    """Whether news prints a word in lower case, always or often."""
    known = gazetteer()
    return lower in known.plain or lower in known.mixed

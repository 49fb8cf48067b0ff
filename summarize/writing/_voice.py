"""Whose voice a sentence is in: the writer's own asides and judgements, posts and labels of others, what pictures show.

General vocabulary of English news; none of it belongs into a brief as if it were reported.
"""

from __future__ import annotations

import re

from summarize.data import Sentence
from summarize.words import words
from summarize.writing._source import Source

_OWN_VOICE = re.compile(r"\b(?:I|me|my|we|us|our)\b|\bWe\b|\bOur\b|\bMy\b")  # "US" and "U.S." are no pronouns
# A writer's asides and calls to the reader: "Welcome to ...", "Turns out ...", "Which means ...".
_ASIDE = re.compile(
    r"^(?:To (?:recap|sum up|be clear|repeat)\b"
    r"|Welcome to|Turns out|Bring it on|Word is|Needless to say|So much for|Make no mistake|Never mind|Call it"
    r"|Guess (?:what|who|how)|Imagine\b|Consider\b|Think (?:of|about)|Remember\b|Recall (?:that|how)|Forget\b|Look at"
    r"|Let['’]s|Don['’]t\b|Take (?:the|a|this|that)\b|Click\b|Scroll\b|Subscribe\b|Sign up|Read (?:more|the|our)\b"
    r"|Watch (?:the|our|more|live)\b|See (?:also|the|our)\b|(?:Perhaps|Maybe|Alas)\b"
    r"|(?:Yes|No|OK|Okay|Well|Hey|Oh|Um|Uh|Hmm|Ugh|Gosh|Yikes|Wow|Sure|Right),|It(?:['’]s| is| was) as if"
    r"|Which (?:is|was|means|meant|makes|made|brings|leaves)\b)"
)
# Labels of those who check or comment, of nobody known, and of notes on the article itself.
_LABELLED = re.compile(
    r"^(?:CLAIM|FACT|FICTION|MYTH|REALITY|VERDICT|RATING|OPINION|ANALYSIS|COMMENTARY|CORRECTION|CLARIFICATION"
    r"|EDITOR['’]S NOTE|UNIDENTIFIED(?: [A-Z]{3,12}){1,3}(?: \(.{1,30}\))?"
    r"|Correction|Clarification|Editor['’]s [Nn]ote|Opinion|Analysis|Note):"
)
# Notes on how the article was made.
_MADE = re.compile(
    r"\b(?:transcripts?|conversation|interview|discussion|Q&A|version)\b[^.]{0,60}\b(?:edited|condensed|abridged)\b"
    r"|\bedited for (?:clarity|length|brevity|style)\b"
    r"|^(?:This|The) (?:story|article|post|piece|report|column) (?:was|has been|is being|will be)"
    r" (?:originally |first |last )?(?:published|updated|corrected|edited|appeared)\b",
    re.IGNORECASE,
)
# The words of an agency below a picture out of its files.
_FILED = re.compile(
    r"^(?:FILES?|Photos?|PHOTOS?|Pictured|PICTURED|ABOVE|BELOW)\b\s?[-–—:]|\bfile photo\b"
    r"|^(?:In this|This) (?:[A-Z][a-z.]+ \d|photo|undated|image|combination)"
    r"|^In (?:this|these) (?:(?!of\b)[\w-]+ ){0,2}(?:photo(?:graph)?s?|pictures?|images?|stills?|frames?)\b"
)
# Of a page to its readers, wherever it stands in a sentence.
_PITCHES = re.compile(
    r"\bstay up[ -]to[ -]date (?:on|with)\b|\blatest [^.]{0,40}\bnews, videos?\b|\bas an interest\b"
    r"|\b(?:sign up (?:for|to)|subscribe to|download) (?:our|the|this|your) (?:\w+ )?(?:newsletters?|apps?|podcast)\b"
    # What a page says of itself, of its age, its links and whose opinions it prints.
    r"|\b(?:opinions|views) (?:and opinions )?expressed\b[^.]{0,60}\b(?:own|not|solely|author|writer|columnist)"
    r"|(?-i:(?:^|[a-zA-Z][.!] )(?:View|Watch|See|Read|Click|Explore|Browse|Download) (?:the|our|this|these|all|more)\b)"
    r"|\bnot responsible for the (?:content|contents|accuracy)\b"
    r"|\bprovided for (?:reference|information(?:al)?) (?:only|purposes)"
    r"|^This (?:article|story|post|page) is more than \w+ (?:days?|weeks?|months?|years?) old"
    r"|^Updated? (?:at|on) \d[^a-z]{0,12}[ap]\.m"
    r"|\bcoverage\b[^.]{0,30}\b(?:is|are|can be) (?:collected|found|available) here\b"
    r"|^[^,]{3,40} is an? (?:[\w-]+ ){0,5}(?:enthusiast|columnist|freelancer"
    r"|(?:freelance|staff|contributing) (?:editor|writer))\b"
    r"|\bcontributed (?:reporting )?to this (?:report|story|article)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[—–-]{1,2}\s?[^—–\n]{2,60}\(@\w+\)")
_NEXT = 90  # characters behind a paragraph in which the one who signed it is named
_JUDGES = re.compile(
    r"^(?:Sadly|Unfortunately|Fortunately|Thankfully|Hopefully|Frankly|Clearly|Obviously|Predictably|Unsurprisingly"
    r"|Surprisingly|Incredibly|Amazingly|Shockingly|Ironically|Tellingly|Naturally|Admittedly|Of course)\b"
    r"|\b(?:disrespectful|classless|disgraceful|shameful|shameless|ridiculous|absurd|laughable|pathetic|ludicrous"
    r"|despicable|disgusting|idiotic|stupid|moronic|insane|delusional|clueless|hypocritical|hypocrites?|hypocrisy"
    r"|hissy|blather(?:ed|ing|s)?|whiners?|smug|liars?|cronies|goons|thugs|rabid(?:ly)?|godawful"
    r"|[Ii]t(?:['’]s| is| was) (?:\w+ )?(?:ironic|telling|no wonder|fair to say|worth (?:noting|remembering))"
    r"|one (?:might|could|may) (?:say|argue|think|wonder)|abundantly clear|dreadful|way, way)\b",
)
_SHOUTS = re.compile(r"\b(?:NOT|NEVER|ALL|VERY|IF|MUST|NO|REALLY|ONLY|EVERY|ANY|AND|BUT)\b")
_CAPITALS = 4  # words in capitals: a heading, in which none of them stands out
# What a picture shows or a programme brings is told in the present: "Supporters walk past tanks".
_SHOWS = re.compile(
    r"^[A-Z](?:(?! (?:said|says|that|who|which)\b)[^,;:])*?[a-z.)] (?:speaks?|walks?|arrives?|announces?|leaves|waves?"
    r"|looks? on|listens?|gestures?|poses?|shakes? hands|greets?|reacts?|gathers?|march(?:es)?|chants?"
    r"|reaches|celebrates|hugs|kisses|sits|stands?|rides|smiles|performs|watches|dives|catches"
    r"|discusses|interviews|profiles|breaks down|guards?|inspects?|mourns?|lights? candles"
    r"|watch(?= as\b)|holds? (?:up|hands|signs|banners|a sign)|talks? (?:to|with)|joins us)\b(?= )"
)
# "..., the BBC profiles the candidates": what an outlet does is its programme.
_PROFILES = re.compile(r"(?:^|, )(?:the )?[A-Z]{2,5} (?:profiles|looks (?:at|back)|examines|explores|explains|asks)\b")
# Who stands where: "Mr. Roe, left, and Mr. Doe".
_STANDS = re.compile(
    r"[,(] ?(?:far |top |bottom |second from |third from )?(?:left|right|cent(?:er|re)|pictured|seen here)"
    r"(?: to right)?[,)]"
)
# A full date with its year ends a caption; news says "on Thursday".
_DATED = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}\.$")


def is_aside(text: str) -> bool:
    """Whether it speaks to the reader or of the article itself, or is told by a label's owner: "Welcome to ..."."""
    return bool(_ASIDE.match(text) or any(each.search(text) for each in (_LABELLED, _MADE, _FILED, _PITCHES)))


def judges(plain: str) -> bool:
    """Whether the writer speaks or judges, quotations left out."""
    shouts = _SHOUTS.search(plain) and sum(word.isupper() for word in words(plain)) < _CAPITALS
    return bool(_OWN_VOICE.search(plain) or _JUDGES.search(plain) or shouts)


def shows(text: str) -> bool:
    """Whether it tells what a picture shows or a programme brings."""
    return bool(_SHOWS.match(text) or _PROFILES.search(text) or _DATED.search(text) or _STANDS.search(text))


def is_signed(sentence: Sentence, source: Source) -> bool:
    """Whether it belongs to a post printed whole, its writer's name behind it and no quotation marks around it."""
    text = source.article.text
    end = text.find("\n", sentence.end)
    end = len(text) if end < 0 else end
    behind = text[end : end + _NEXT].lstrip()
    return bool(_SIGNED.search(text, sentence.start, end) or (behind[:1] in {"—", "–"} and _SIGNED.match(behind)))

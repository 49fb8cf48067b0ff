"""Vocabulary of times in English news, as pieces of regular expressions."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
         "sunday sun"),
        1,
    )
    for name in names.split()
}  # fmt: skip
NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50}
SEASONS = ("spring", "summer", "autumn", "fall", "winter")

_FULL_MONTHS = [name for name in MONTHS if len(name) > 4 or name in {"may", "june", "july"}]
_SHORT_MONTHS = [name for name in MONTHS if name not in _FULL_MONTHS]
_FULL_DAYS = [name for name in WEEKDAYS if name.endswith("day")]
_SHORT_DAYS = [name for name in WEEKDAYS if not name.endswith("day")]
# Also words, or names of people: "may", "march", "Theresa May", "April Lane", "August Wilson"
NAME_LIKE = ("march", "april", "may", "june", "august")


def _cases(names: list[str], lower: bool = True) -> str:
    forms = {form for name in names for form in (name.title(), name.upper(), *([name] if lower else []))}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


_PLAIN = [name for name in _FULL_MONTHS if name not in {"may", "march", "august"}]
_WORDLIKE = ["may", "march", "august"]  # lower case only beside a day and a year, which no pattern here asks for
FULL_MONTH = rf"(?:{_cases(_PLAIN)}|{_cases(_WORDLIKE, lower=False)})(?!\w)"
SHORT_MONTH = rf"(?:{_cases(_SHORT_MONTHS, lower=False)})(?!\w)\.?"
MONTH = rf"(?:{FULL_MONTH}|{SHORT_MONTH})"
PLAIN_MONTH = rf"(?:{_cases([n for n in _FULL_MONTHS if n not in NAME_LIKE])})(?!\w)"
NAME_LIKE_MONTH = rf"(?:{_cases(list(NAME_LIKE), lower=False)})(?!\w)"
DOTTED_MONTH = rf"(?:{_cases(_SHORT_MONTHS, lower=False)})\."
WEEKDAY = rf"(?:{_cases(_FULL_DAYS)})(?!\w)"
SHORT_WEEKDAY = rf"(?:{_cases(_SHORT_DAYS, lower=False)})(?!\w)\.?"
ANY_WEEKDAY = rf"(?:{WEEKDAY}|{SHORT_WEEKDAY})"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
ORDINAL = r"(?:st|nd|rd|th)"
BARE_YEAR = r"(?:19\d\d|20\d\d|2100)"
YEAR = rf"{BARE_YEAR}(?![\d%]|,\d{{3}}|\.\d)"
PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon|midday|lunchtime|midnight)"
CLOCK = r"(?:[T ]\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)"
NUMBER = rf"(?:\d{{1,3}}|(?i:{'|'.join(sorted(NUMBERS, key=lambda w: (-len(w), w)))}))"
VAGUE = r"(?i:several|a\s+few|a\s+couple\s+of|some|many|few|a\s+number\s+of|dozens\s+of)"
UNIT = r"(?:day|week|month|year|decade)"

# Nouns that are counted: "2016 people", "In March 15 soldiers" hold no year and no day.
COUNTED = (
    r"(?:people|persons?|soldiers?|troops?|civilians?|men|women|children|percent|per\s+cent|pct|points?|million|billion"
    r"|thousand|hundred|dozen|cases?|others|members|countries|states|dead|deaths|injured|workers|migrants|refugees|fighters|rebels"
    r"|militants|victims|houses|homes|families|dollars|euros|pounds|rubles|yuan|yen|km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?"
    r"|feet|tons?|tonnes?|barrels?|votes?|seats?|times|days?|weeks?|months?|years?|hours?|minutes?|students|officers|police"
    r"|protesters|vehicles|trucks|planes|ships|companies|jobs|delegates|words|pages|kg|mph)\b"
)
# What a year stands before without "in" or "the": "his 2012 campaign".
DATED = (
    r"(?:presidential|parliamentary|general|midterm|mid-term|elections?|campaigns?|primar(?:y|ies)|olympics|olympic|games|"
    r"world|summit|conference|deal|agreement|treaty|pact|accord|law|act|budget|census|vote|referendum|coup|invasion|war|uprising|"
    r"season|race|cycle|financial|fiscal|crisis|report|study|survey|poll|attacks?|bombings?|massacre|shooting|nuclear|annexation|"
    r"ruling|decision|speech|interview|book|film|revolution|convention|resolution|constitution|nominee|nomination)\b"
)
# Names with a weekday in them that are no day: newspapers, shows, holidays, disasters.
NAMED_AFTER_A_DAY = re.compile(
    r"\s+(?:Times|Telegraph|Mirror|Express|Mail|Herald|Post|Independent|People|World|Sport|Star|Sun|Age|Review|Tribune"
    r"|Night\s+Live|Night\s+Football|School|Business)\b",
    re.IGNORECASE,
)
DAY_IN_A_NAME = re.compile(
    r"\b(?:Black|Good|Ash|Super|Bloody|Cyber|Giving|Palm|Easter|Holy|Maundy|Fat|Shrove|Ruby|Freaky|Mail\s+on"
    r"|Taking\s+Back|Casual)\s+$"
)
TODAY_IN_A_NAME = re.compile(r"\s+(?:[Ss]how|FM|News|Media|Group|Programme)\b")
MAY_IS_A_PERSON = re.compile(r"\b(?:Theresa|Mrs\.?|Ms\.?|Prime\s+Minister|Premier|Secretary|PM|Mr\.?|Sir)\s+May\b")
SURELY_A_MONTH = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Dd]uring|[Uu]ntil|[Ll]ast|[Nn]ext|[Tt]his|[Ee]arly|[Ll]ate|[Mm]id)[\s-]+$"
)


def month_number(word: str) -> int:
    """Number of the month, January is 1."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_number(word: str) -> int:
    """Number of the weekday, Monday is 1."""
    return WEEKDAYS[word.lower().rstrip(".")]


def count_of(word: str) -> int:
    """The number a figure or a number word stands for."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]

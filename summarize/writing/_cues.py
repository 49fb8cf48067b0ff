"""Words that turn, weaken, postpone or attribute what a sentence says, as general vocabulary of English news."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarize.writing._text import key

NEGATIONS = frozenset(
    """not no never none nobody nothing nowhere neither nor cannot without hardly barely scarcely unable unlikely
    impossible wrongfully wrongly falsely mistakenly erroneously incorrectly""".split()
)
# Verbs that say that something did not happen: dropping them turns "failed to agree" into "agreed".
_NEGATING_VERBS = frozenset(key(word) for word in "fail refuse decline deny".split())
HEDGES = frozenset(
    """may might could can should must maybe perhaps possibly probably potentially presumably reportedly allegedly
    purportedly supposedly apparently seemingly likely alleged suspected presumed purported reported apparent potential
    possible probable expected believed thought considered seems seem seemed appears appear appeared accused""".split()
)
_ROUGHLY = frozenset("about around some nearly almost roughly approximately circa approx".split())
WILL = frozenset("will would shall".split())
_MODALS = WILL | frozenset("may might could can should must cannot".split())
# Words that may stand between a modal or "to" and its verb.
_BETWEEN = frozenset("not never also then now be have been still soon only later further first fully".split())
# Forms, not stems: "the state", "a report" and "its claims" report nothing.
SPEECH = frozenset(
    """said say says told tell tells added adds noted stressed stresses declared declares insisted insists insist
    announced announces warned warns warn claimed argued argues argue explained explains stated reported admitted admits
    acknowledged acknowledges confirmed confirms suggested suggests reiterated reiterates emphasised emphasized
    emphasises emphasizes underlined underscored believed believes believe thought thinks think alleged alleges
    maintained maintains contended contends asserted asserts replied replies responded responds recalled concluded
    concludes remarked observed predicted predicts cautioned cautions vowed vows pledged promised denied denies
    wrote tweeted testified quoted""".split()
)
# After or before a quotation these tell whose words it is, though they do not report what a sentence says.
VOICING = SPEECH | frozenset(
    """according asked asks urged urges called calls demanded demands described describes hailed hails praised praises
    condemned condemns expressed expresses voiced voices hoped hopes accused accuses criticised criticized denounced
    denounces welcomed welcomes thanked blamed blames dismissed dismisses labelled labeled dubbed termed read reads
    defended proposed requested ordered agreed appealed joked quipped charged cited cites echoed pointed lamented
    complained boasted shouted yelled chanted laughed sighed mused began continued repeated repeats summed spoke
    saying adding noting stressing declaring insisting warning claiming arguing explaining stating telling calling
    describing citing urging vowing promising writing hailing praising accusing words message statement motto slogan
    title headline so-called""".split()
)
_NUMBER = re.compile(
    r"\d|^(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|half|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)",
    re.IGNORECASE,
)
_BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
_REPORTED = frozenset("thought believed considered expected accused reported supposed".split())


def is_negation(word: str) -> bool:
    """Whether the word says that something is not so."""
    low = word.lower().replace("’", "'")
    return low in NEGATIONS or low.endswith("n't") or key(word) in _NEGATING_VERBS


def is_hedge(words: Sequence[str], at: int) -> bool:
    """Whether the word at a place weakens what is said; "some" and "about" only before a number."""
    low = words[at].lower()
    if low in _ROUGHLY:
        return at + 1 < len(words) and bool(_NUMBER.match(words[at + 1]))
    # "thought" and "reported" are hedges only without a speaker: "is thought to", "the reported clashes".
    if low in _REPORTED:
        return at > 0 and (words[at - 1].lower() in _BE | {"the", "a", "an", "widely", "also"})
    return low in HEDGES and words[at] != "May"


def is_unreal(words: Sequence[str], at: int) -> bool:
    """Whether the verb at a place stands under "to" or a modal: wished, planned or possible, not done."""
    step = at - 1
    while step >= 0 and words[step].lower() in _BETWEEN and at - step <= 3:
        step -= 1
    if step < 0:
        return False
    low = words[step].lower().replace("’", "'")
    return low == "to" or low in _MODALS or low.endswith("'ll") or low in {"won't", "wouldn't", "couldn't", "can't"}


def is_base_form(word: str) -> bool:
    """Whether the word may be a verb after "to" or "will": lower-case, no ending."""
    return word.islower() and not re.search(r"(?:[aeiouy].*ing|[^u]s|\d)$", word.replace("ss", "z"))


def is_speech(word: str) -> bool:
    """Whether the word reports what somebody says."""
    return word.lower() in SPEECH


def is_voicing(word: str) -> bool:
    """Whether the word tells that a quotation beside it is somebody's."""
    return word.lower() in VOICING

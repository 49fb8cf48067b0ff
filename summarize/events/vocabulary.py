"""The general vocabulary of meetings in English news: verbs, nouns, and the words that make an act planned or denied.

Word lists and patterns only. None holds the name of a person, an outlet or a place.
"""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE


def _any(words: str) -> str:
    return "(?:" + "|".join(sorted(words.split(), key=lambda word: (-len(word), word))).replace("_", r"\s+") + ")"


_DONE = (
    "met meets conferred huddled convened gathered negotiated talked discussed discusses debated testified testifies "
    "hosted hosts welcomed received visited visits toured sat_down sits_down faced_off squared_off spoke_with "
    "speaks_with spoke_to held_talks holds_talks had_talks opened_talks began_talks wrapped_up_talks addressed "
    "appeared_before appears_before phoned telephoned"
)
# "spoke for half an hour by telephone": people meet over the line as well.
_BY_PHONE = r"(?:spoke|speaks|talked|conferred)(?=\s+(?:[\w-]+\s+){0,4}(?:by|on\s+the|over\s+the)\s+(?:tele)?phone\b)"
_BARE = (
    "meet discuss debate testify host hold_talks visit huddle confer negotiate sit_down appear_before receive welcome"
)
_NOUNS = (
    "talks meeting meetings summit summits negotiations discussions dialogue consultations hearing hearings testimony "
    "session sessions visit gathering conference luncheon dinner lunch roundtable parley trip audience"
)
_ALL_NOUNS = _NOUNS + " debate debates"
_REPORTING = (
    "said says saying told tells telling announced announces stated declared declares added adds adding "
    "warned warns urged urges insisted insists claimed claims argued argues noted notes stressed stresses tweeted "
    "wrote writes reported reports reporting confirmed confirms acknowledged denied denies called calls demanded "
    "demands asked asks suggested suggests vowed pledged promised predicted expects expected hopes hoped believes "
    "thinks commented remarked explained quoted cited showed shows according accused accuses criticized criticised "
    "defended dismissed praised blasted slammed hailed touted tweeting repeated reiterated blamed backed complained "
    "conceded joked mocked questioned responded revealed signaled signalled thanked disclosed described lashed "
    "rejected attacked condemned echoed maintained emphasized emphasised recalled testified_that felt spoke speaks"
)
_IRREGULAR = (
    "was were is are has have had did does do went came took gave made saw left got became began broke brought built "
    "caught chose cut drew drove fell felt fought found flew grew heard held hit kept knew led lost paid put ran rose "
    "sent set shook shot sank signed spent spoke stood struck swept taught threw took went won wound arrived agreed "
    "cast beat blew bought burst dealt fled quit rode sold stole swore tore woke"
)
_ED = r"[a-z]{3,}ed(?!\s+(?:states|nations|kingdom|arab))"
_WEEKDAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"

# Quotations tell what was said, not what was done. A single quote is left alone: it is as often an apostrophe.
QUOTED = re.compile(r"[\"“„«][^\"”»]*(?:[\"”»]|$)")
# What a picture out of the files shows was done another day.
CAPTION = re.compile(
    r"\s*(?:FILES?\b\s?[-–—:]|Photos?:|(?:In this|This) (?:[A-Z][a-z]+\.? \d{1,2}, \d{4},? )?(?:file |undated )*"
    r"(?:photo|picture|image|combination)\b)|[^.]*\b(?:file|handout) (?:photo|picture|image)\b",
)
NOT_MEETINGS = re.compile(
    r"\b(?:news|press|media)\s+conferences?\b|\btalks?\s+show\b|\bhearing\s+(?:from|about|that)\b", _FLAGS
)

BOUNDARY = re.compile(
    r"(?P<sub>\b(?:that|who|whom|whose|which|when|while|where|because|although|though|if|after|before|since|until|"
    r"unless|amid|following|but)\b|\bas\b(?!\s+well)|\b(?:hours?|days?|weeks?|months?|years?|minutes?)\s+(?:after|before)\b)"
    r"|(?P<hard>;| -- | — | – |--|—|\(|\))|(?P<comma>,\s)",
    _FLAGS,
)
PARTICIPLE_START = re.compile(r"\s*(?:[a-z]+ing|accompanied|followed|according|hours|days|weeks)\b")
FINITE = re.compile(
    rf"\b(?:{_any(_REPORTING)}|{_any(_IRREGULAR)}|{_any(_DONE)}|{_ED}|would|could|(?-i:will|may))\b", _FLAGS
)
VERB_START = re.compile(rf"\s*(?:{_any(_REPORTING)}|{_any(_IRREGULAR)}|{_any(_DONE)}|{_ED})\b", _FLAGS)

_DEBATE_CUE = (
    rf"(?:presidential|primary|televised|vice-presidential|democratic|republican|leaders'?|{_WEEKDAYS}(?:['’]s)?|"
    r"night(?:['’]s)?)"
)
# A debate is a meeting only where a stage, a night or a party makes it one: "the debate over taxes" is none.
_NOUN = (
    rf"(?P<noun>{_any(_NOUNS)}(?!\s+(?:rooms?|schedule))|"
    rf"debates?(?=\s+(?:stage|on|in|at|night|{_WEEKDAYS}|was|were|between)\b)|{_DEBATE_CUE}\s+debates?)"
)
_GERUNDS = r"(?:meeting|visiting|hosting|testifying|debating|discussing|negotiating)"
MEETING = re.compile(
    rf"\b(?:(?<!-)(?P<done>{_any(_DONE)}|{_BY_PHONE})|{_NOUN}|(?P<gerund>{_GERUNDS})(?=\s+(?:with|in|before|by)?\s*(?:[A-Z]|his|her|their|the))|"
    rf"(?P<bare>{_any(_BARE)}))\b",
    _FLAGS,
)
DONE_VERB = re.compile(rf"{_any(_DONE)}|spoke|speaks|talked|{_any(_BARE)}", _FLAGS)
# "when X meets Y on Thursday": a present after "when" is still to come.
PRESENT = re.compile(
    r"meets?|discusses|debates|testifies|hosts?|visits?|sits?\s+down|speaks\s+with|holds?\s+talks", _FLAGS
)
WHEN_BEFORE = re.compile(r"^\W*(?:when|as|if|once|until|before|after|while)\b", _FLAGS)
GERUND_DONE = re.compile(
    r"\b(?:after|following|while|during|by|since|,)\s+(?:\w+\s+){0,2}(?:meeting|visiting|hosting|testifying|debating|discussing|negotiating)$"
    r"|^\s*(?:meeting|visiting|hosting|testifying|debating|discussing|negotiating)$"
    r"|\b(?:was|were|is|are|been|began|started|opened|finished)\s+(?:\w+\s+){0,1}(?:meeting|visiting|hosting|testifying|debating|discussing|negotiating)$",
    _FLAGS,
)
PLANNED_ASIDE = re.compile(
    r",\s+(?:who|whom|which|where)\s+(?:[\w'’]+\s+){0,3}?(?:(?-i:will|may)|would|plans|hopes|"
    r"(?:is|are|was|were)\s+(?:to|due|set|scheduled|expected|slated)\b)[^,;]*(?=,)",
    _FLAGS,
)
LASTS = re.compile(r"\b(?:is|are)(?:\s+[\w-]+ly)?(?:\s+[\w-]+)?$", _FLAGS)
TO_BE = re.compile(
    r"\b(?:(?-i:will|may)|would|could|should|might|shall|to|expected|due|set|scheduled|slated|plans?|planned)\b", _FLAGS
)
BARE_GOVERNOR = re.compile(
    r"\b(?:did|to|would|could|should|might|must|can|shall|not|(?-i:will|may))\s+(?:\w+\s+){0,2}$", _FLAGS
)
TRANSITIVE = re.compile(
    r"met|meets|meet|meeting|hosted|hosts|host|hosting|welcomed|received|visited|visits|visit|visiting|debated|"
    r"spoke\s+(?:with|to)|speaks\s+with|faced\s+off|addressed",
    _FLAGS,
)
# One alone who discusses something, a reporter on the air, meets nobody.
NEEDS_OTHERS = re.compile(r"(?:discuss|debate)e?[sd]|discussed", _FLAGS)
ALONE = re.compile(
    r"^(?![^,]*\b(?:and|or|with)\b)[^,]*\b(?-i:[A-Z])[\w.'’-]*[^\Ws]\s+(?:[\w-]+ly\s+|also\s+|later\s+)?$", _FLAGS
)
WITH_OTHERS = re.compile(r"[^;]*\b(?:with|between|among)\b", _FLAGS)
# A bill is received and a plan welcomed without a meeting.
NEEDS_GUEST = re.compile(r"receive[ds]?|welcome[ds]?", _FLAGS)
GUEST = re.compile(
    r"\s+(?:by\b|(?-i:[A-Z])[\w'’-]+(?:\s+(?-i:[A-Z])|\s+(?:on|in|at|for|to|with|and|late|early|from)\b|[.,;]|\s*$)|"
    r"(?:(?!(?:of|from|for|to|by|in|on|at|with|about|that)\b)[\w.'’-]+\s+){0,4}?(?:president|minister|secretary|chancellor|"
    r"premier|king|queen|prince|pope|counterpart|leaders?|envoys?|ambassadors?|senators?|chief|delegations?|guests?|"
    r"ministers|diplomats?|lawmakers?)\b)",
    _FLAGS,
)
# "A reporter talks to somebody": the verb, where both sides are named. "Moved the peace talks to Oslo" is the noun.
TALKS_TO = re.compile(r"\s+(?:to|with)\s+[A-Z][\w'’-]+\s+[A-Z][\w'’-]+\b")
NAMED_BEFORE = re.compile(r"\b[A-Z][\w'’-]+\s+$")
# "About meeting Kerry" is no meeting held; "the meeting Kerry left" and "about meetings on Friday" are none of these.
MET_BEFORE = re.compile(
    r"\b(?:about|of|for|from|by|after|before|on|while|without|since|against|avoid|despite|like)\s+$", _FLAGS
)
MET_WHOM = re.compile(
    rf"\s+(?:with\s+)?(?!{_WEEKDAYS})(?!(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b)(?-i:[A-Z])",
    _FLAGS,
)
INDEFINITE = re.compile(r"\b(?:a|an|another|separate|any|some|previous|earlier|last)\s+(?:[\w.'’-]+\s+){0,4}$", _FLAGS)

PLANNED = re.compile(
    r"\b(?:(?-i:will|may)|would|['’]ll|shall|could|should|might|can|must|cannot|wants?|wanted|hopes?|hoped|plans?|planned|"
    r"planning|intends?|intended|expects?|expected|due|set|scheduled|slated|supposed|poised|ready|prepar(?:es?|ed|ing)|"
    r"going|agreed|agrees|offer(?:s|ed)?|invit(?:es?|ed)|ask(?:s|ed)?|seeks?|sought|tr(?:y|ies|ied|ying)|willing|"
    r"likely|calls?|called|proposed?|refus(?:es?|ed)|declin(?:es?|ed)|chance|opportunity|decision)\s+"
    r"(?:[\w-]+\s+){0,4}$"
    r"|\b(?:is|are|was|were|be|yet|about|how|whether)\s+(?:[\w-]+\s+){0,2}to\s+(?:[\w-]+\s+){0,3}$"
    r"|\bto\s+(?:be\s+)?(?:[\w-]+ly\s+)?$"
    r"|\b(?:ready|prepared|willing|likely|set|expected|poised|due|plann?(?:s|ed|ing)?|hop(?:es?|ed|ing)|wants?|intends?|threaten(?:s|ed)?)"
    r"\s+to\s+[a-z]+\s+(?:(?!after|following|during|since|when|where|which|who)[\w.'’-]+\s+){0,10}$"
    r"|\b(?:if|unless|ahead\s+of|before|in\s+preparation\s+for|call(?:s|ed|ing)?\s+for|wants?|seek(?:s|ing)?|"
    r"until|prior\s+to|on\s+the\s+eve\s+of|plans?\s+for|prepar(?:es?|ed|ing)\s+for|schedules?\s+for)\s+(?:[\w.'’-]+\s+){0,6}$",
    _FLAGS,
)
# "had met": before the time the report is about.
EARLIER = re.compile(r"\b(?:had|having)\s+(?:[\w-]+\s+)?$", _FLAGS)
# "his last talks", "the premier's previous visit", "back from a trip": not the meeting the report is about.
EARLIER_NOUN = re.compile(
    r"(?:['’]s?|\b(?:his|her|its|their|our))\s+(?:last|previous|earlier)\s+(?!(?:week|month|year|night)\b)(?:[\w.'’-]+\s+){0,2}$"
    r"|\b(?:back|home|return(?:s|ed|ing)?)\s+from\s+(?:[\w.'’-]+\s+){0,4}$",
    _FLAGS,
)
# "after talks in Lyon last week": the round before.
ROUND_BEFORE = re.compile(r"\b(?:following|after|since)\s+(?:[\w.'’-]+\s+){0,3}$", _FLAGS)
LAST_TIME = re.compile(r"[^,;]{0,60}?\blast\s+(?:week|month|year|spring|summer|autumn|fall|winter)\b", _FLAGS)
# What joins a noun of meeting to the plan it is part of: "is to visit the capital for talks", "hoped to meet at talks".
PART_OF_PLAN = re.compile(r"\b(?:for|at|during)\s+(?:[\w.'’-]+\s+){0,4}$", _FLAGS)
DENIED = re.compile(
    r"\b(?:not|never|n['’]t|no|without|cancel(?:s|led|ed|ling|ing)?|call(?:s|ed|ing)?\s+off|postpon(?:es?|ed|ing)|"
    r"skip(?:s|ped|ping)?|boycott(?:s|ed|ing)?|reject(?:s|ed)?|scrap(?:s|ped)?)\s+(?:[\w-]+\s+){0,4}$",
    _FLAGS,
)
PLANNED_AFTER = re.compile(
    r",\s+(?:now\s+)?(?:set|scheduled|slated|planned|due)\s+(?:for|to|on)\b|"
    r"[^,;]{0,60}?\b(?:(?-i:will)|would|is\s+(?:set|scheduled|expected|due|slated)|are\s+(?:set|scheduled|expected|due|"
    r"slated|to\b)|was\s+(?:scheduled|cancel|call|postpon)|(?:scheduled|planned|set|slated)\s+for|could|should|"
    r"next\s+(?:week|month|year)|later\s+(?:this|on|in)|tomorrow)\b",
    _FLAGS,
)
TO_COME = re.compile(
    r"\b(?:upcoming|planned|proposed|possible|potential|scheduled|next|future|coming|expected|eventual)\s+(?:[\w.'’-]+\s+){0,4}$",
    _FLAGS,
)

# A noun of meeting whose clause is led by a modal verb: "would say so in the first minutes of his testimony".
MODAL_LED = re.compile(
    rf"\b(?:(?-i:will|may)|would|could|should|might|shall|can|cannot|must|['’]ll)\s+(?:(?!{_any(_REPORTING)}\b|{_any(_IRREGULAR)}\b|"
    rf"{_any(_DONE)}\b)[\w'’.-]+\s+)*$",
    _FLAGS,
)
# Meetings of many, which mostly last days: a day named with one is a day of it, seldom the day it began.
OF_DAYS = re.compile(
    r"\b(?:(?:[A-Z]-?\d+|Group\s+of\s+\w+|NATO|Nato|EU|UN|U\.N\.|[A-Z]{4,5}|European|Nations|world|global|annual|regional|"
    r"economic|security|nuclear|climate|leaders['’]?|allied|alliance|multilateral|ministers['’]?)\s+(?:[\w'’-]+\s+){0,2}"
    r"(?:summits?|meetings?|conferences?|gatherings?|assembly|forum)|(?:two|three|four|five|several|multi)-day)\b"
)
OPENS = re.compile(
    r"\b(?:open(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?|kick(?:s|ed|ing)?[\s-]off|first\s+day|day\s+one|"
    r"one-day)\b",
    _FLAGS,
)
BARE_WEEKDAY = re.compile(
    rf"(?:(?:on|early|late|last)\s+)*{_WEEKDAYS}(?:['’]s)?(?:\s+(?:night|morning|afternoon|evening|noon))?", _FLAGS
)
# A wording of time between its subject and its verb: "the president on Monday praised".
VERB_NEXT = re.compile(
    rf"\s*,?\s*(?P<reporting>{_any(_REPORTING)})\b|\s*,?\s*(?:[a-z]{{3,}}ly\s+)?(?P<other>{_any(_DONE)}|"
    rf"held|opened|started|ended|concluded|reached|{_any(_IRREGULAR)}|{_ED})\b",
    _FLAGS,
)

GOVERNOR = re.compile(
    rf"\b(?:(?P<meeting>{_any(_DONE)}|{_BY_PHONE}|{_any(_ALL_NOUNS)})|(?P<reporting>{_any(_REPORTING)})|"
    rf"(?P<other>{_any(_IRREGULAR)}|{_any(_BARE)}|{_ED}|would|could|might|should|set|(?-i:will|may)))\b",
    _FLAGS,
)
POSSESSED = re.compile(
    rf"(?:\s+(?:night|morning|afternoon|evening))?['’]s?\s+(?:[\w.'’-]+\s+){{0,4}}?(?P<noun>{_any(_ALL_NOUNS)})\b"
    rf"|(?:\s+(?:night|morning|afternoon|evening))?['’]s?\s+(?P<thing>[\w-]+)"
    rf"|\s+(?:night\s+|morning\s+|afternoon\s+|evening\s+)?(?:[\w-]+\s+)?(?P<event>debates?|summits?|hearings?)\b",
    _FLAGS,
)
ONLY_PREPOSITIONS = re.compile(
    r"\W*(?:(?:on|in|at|early|late|earlier|later|by|and|but|then|also|during)\s+)*\W*", _FLAGS
)
DURING = re.compile(
    rf"\b(?:during|in(?!\s+the\s+(?:wake|aftermath|run|light|shadow|absence)\b)|at|throughout|opening|open(?:s|ed)?|began|begin|start(?:s|ed|ing)?|clos(?:es|ed|ing)|before|to)\s+"
    rf"(?:(?:a|an|the|his|her|their|its|joint|first|second|closed-door)\s+)*(?:[\w.'’-]+\s+){{0,4}}?{_any(_ALL_NOUNS)}\b",
    _FLAGS,
)

REPORTING = re.compile(rf"\b{_any(_REPORTING)}\b", _FLAGS)
PAIR_SUBJECT = re.compile(
    r"^\W*(?:they|both(?:\s+(?:men|leaders|sides))?|the\s+(?:two|pair|duo)|the\s+(?:two\s+)?(?:diplomats|leaders|presidents|"
    r"ministers|men|women|officials|statesmen|politicians|sides|envoys|chiefs|candidates))\b",
    _FLAGS,
)
PRONOUN_SUBJECT = re.compile(r"\b(?:he|she)\b", _FLAGS)
# Words in capitals that are taken for a last name and are nobody's where they stand alone.
NO_PERSON = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest middle central "
    "congress senate house parliament court state president minister secretary".split()
)
# "Vilma BerzinaFerries", "Berzina2020", "CLOSE Vilma Berzina", "Berzina Berzina": what is left of a page's links.
GARBLED_NAME = re.compile(r"[a-z]{4}[A-Z][A-Za-z]{2}|[a-z]\d|^[A-Z]{4,}\s(?=\S*[a-z])|\b(\w+)\s\1\b")
# A page's links run into a sentence, from the word they are stuck to up to their "MORE": no part of what is told.
LINKS_RUN_IN = re.compile(r"\S*[a-z]{4}[A-Z(][A-Za-z][^\n]*?\bMORE\b")
# Behind a name: then it says whose they are, or where ("Kerry aides met", "East Ham MP"), and is nobody who met.
SAYS_WHOSE = re.compile(
    r"\s(?:administration|campaign|transition|government|aides?|advisers?|allies|supporters|loyalists|lawyers?|attorneys"
    r"|officials?|voters|protesters|police|residents?|councillors?|MPs?|MEPs?|MSPs?|MLAs?|MLs?|TDs?)\b"
)
# After an act of meeting people come in after the first group of words; topics and places after the second.
JOINING_OR_LEAVING = re.compile(
    r"\b(?:(?P<joining>with|between|among|alongside|by|and|versus|against|including)|"
    r"(?P<leaving>on|about|over|regarding|concerning|for|of|to|in|at|amid|after|before|since|despite|into|from|that|under|"
    r"is|was|were|are|said|says|told|will|would))\b",
    _FLAGS,
)
TOPIC_BEFORE = re.compile(r"\b(?:about|over|regarding|against|under|despite|amid|for)\s+(?:[\w.'’-]+\s+){0,3}$", _FLAGS)
# What may stand between a person and a noun of meeting for the person to have been in it.
LINKS_TO_NOUN = re.compile(
    r"^['’]s?\s+(?:(?!about\b|on\b|over\b|of\b|regarding\b)[\w.'’-]+\s+){0,6}$|\b(?:was|were|held|holds|had|has|have|began|opened|concluded|wrapped|finished|ended|in|during|at|after|"
    r"for|from|attended|joined|hosted|chaired|led|left|started|came|arrived|went|flew|hailed|told|emerged)\b",
    _FLAGS,
)
# "X was speaking after a meeting with Y": X met Y, though the verb is that of saying.
AFTER_MEETING = re.compile(
    r"(?:after|following|during)\s+(?:(?:a|an|the|his|her|their)\s+)?(?:[\w-]+\s+){0,3}$", _FLAGS
)
SPOKE_SO = re.compile(
    r"(?:\s*,[^,;]{1,60},)?(?:\s+[\w-]+ly)?\s+(?:said|says|was\s+speaking|spoke|told|added|announced|declared)\b",
    _FLAGS,
)
MADE = re.compile(
    r"\b(?:was|were|been|being|(?!(?:l|head|chair|attend|host|join|lead)ed\b)[a-z]+ed|made|sent)\b", _FLAGS
)
# "After talks with Y, X said".
OPENS_AFTER = re.compile(
    r"\W*(?:after|following|while|during|in)\s+(?:(?:a|an|the|his|her|their)\s+)?(?:[\w-]+\s+){0,3}$", _FLAGS
)
TOLD = re.compile(r"\b(?:told|tells|thanked|welcomed|greeted|assured|replied|asked|pressed|confronted)\b", _FLAGS)
INSIDE = re.compile(r"\b(?:in|at|during)\s+(?:[\w.'’-]+\s+){0,4}$", _FLAGS)
OWNED_BEFORE = re.compile(r"\b(?:the|his|her|their|its|this|that|after|during|in|at|of)\s+$", _FLAGS)
ATTRIBUTIVE_NOUN = re.compile(rf"\s+(?:[a-z-]+\s+)?(?:{_any(_ALL_NOUNS)})\b")
PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|inside|aboard)\s+(?:the\s+|downtown\s+|central\s+|nearby\s+)?$", _FLAGS
)
# "talks on ending the war in Syria", "to discuss the fighting in Sudan": a place the meeting was about.
TOPIC_SITE = re.compile(
    r"\b(?:about|on|over|regarding|concerning|toward|towards)\s+(?:\w+ly\s+)?[a-z]{3,}ing\b"
    # all in small letters: "discussed the Syrian conflict in New York" was held there
    r"|\b(?:the|an?|on|over|about|to|of|against|discuss(?:es|ed|ing)?)\s+(?:(?-i:[a-z])[\w-]*\s+){0,2}"
    r"(?:wars?|conflicts?|crisis|fighting|violence|bloodshed|unrest|cease-?fires?|truce|situation|hostilities|troops|"
    r"forces|militants|rebels|insurgents)\s+(?:in|inside)\s+(?:the\s+|downtown\s+|central\s+|nearby\s+)?$",
    _FLAGS,
)
VISIT_BEFORE = re.compile(
    r"\b(?:visit(?:s|ed)?|(?<!\w)visiting(?=\s+the\s)|trip|travel(?:s|ed|led|ling)?|arriv(?:es?|ed|ing)|flew|went|came)\s+(?:to\s+|in\s+)?(?:the\s+)?$",
    _FLAGS,
)
HERE = re.compile(r"\bhere\b", _FLAGS)
AFTERMATH = re.compile(
    r"\b(?:minutes|hours|days|a\s+day|one\s+day|weeks|shortly)\s+(?:after|before|following)\b[^,.;]*", _FLAGS
)

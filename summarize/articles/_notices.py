"""What an outlet says of its text, of itself and of its letters, in words no report uses of anything else.

Matched against lower-cased text; every repetition is bounded. What was tried and refused: "let us know", "what do you
think", "become a member", "donate to" and "email us" alone, which people in the news say as well.
"""

from __future__ import annotations

import re

_PIECE = (
    r"(?:story|article|report|piece|post|column|item|commentary|essay|op-ed|blog|page|transcript|headline|interview"
    r"|(?:press|news) release|(?:graphic|chart|photo|caption) in this \w+)"
)
_OWN_PIECE = r"(?:story|article|piece|post|column|item|commentary|essay|op-ed|blog)"  # which "report" need not be
_LABEL = r"[^\w\"“‘']*(?:(?:update|updated|correction|corrected|clarification|note)\W{1,4})?"
_CHANGED = r"(?:amended|revised|corrected|updated|changed|altered|clarified)"
_APPEARED = r"(?:appeared|published|posted|ran|aired)"
_THOUGHTS = r"(?:thoughts|views|comments?|opinions?|stories|photos)"
_ON_NETWORK = r"on (?:twitter|facebook|instagram|linkedin|youtube)\b"

# Said of others too where somebody speaks: a line with "said" is none of these.
NOTICE = re.compile(
    r"^\W*(?:copyright\b\W{0,3}(?:©|\(c\)|(?:19|20)\d\d)|(?:©|\(c\))\s?(?:19|20)\d\d)"
    r"|\brush (?:transcript|deadline)\b|\b(?:copy|text|transcript) may not be in (?:its|their) final form\b"
    r"|\btranscripts?\b[^.!?]{0,80}\bmay contain errors\b|\bauthoritative record of\b[^.!?]{0,60}\b(?:audio|video)\b"
    r"|\bto order (?:videotapes|transcripts|reprints)\b"
    r"|\breproduction (?:in whole|without|of this)\b|\bmay not be (?:published|reproduced|reprinted|republished)\b"
    r"[^.!?]{0,80}\b(?:broadcast|rewritten|redistributed|permission|consent)\b"
    r"|\b(?:article|story|post|work|program(?:me)?|content)s?\b[^.!?]{0,40}\b(?:republished|reprinted|licen[sc]ed)\b"
    r"[^.!?]{0,60}\b(?:licen[sc]e|permission)\b|\bunder an? creative commons\b"
    r"|\b(?:views|opinions)\b[^.!?]{0,40}\bexpressed\b[^.!?]{0,60}\b(?:author|writer|contributor|columnist"
    r"|not necessarily|(?:his|her|their) own)"
    r"|\b(?:views|opinions) of (?:the )?(?:authors?|writers?|contributors?|columnists?)\b[^.!?]{0,30}\bown\b"
    r"|\byour inbox\b|\bunsubscribe at any\b|\b(?:enter|provide|give us) your e-?mail\b"
    r"|\bsupport our (?:journalism|reporting|work)\b|^\W*thank you for (?:reading|subscribing|visiting|signing up)\b"
    rf"|\bfollow (?:him|her|them|me|us) {_ON_NETWORK}|^\W*(?:you can )?follow (?:[\w.'’]{{1,20}} ){{1,3}}{_ON_NETWORK}"
    r"|\badd [^.!?]{1,60} as an interest\b|\bon apple podcasts\b"
    r"|\bwherever you (?:get|find|listen to) (?:your )?podcasts\b"
    r"|\b(?:use|with|enter) (?:the )?promo(?:tional)? code\b"
    r"|\bour (?:editorial|journalistic|comments?|commenting|privacy|cookie) (?:standards|guidelines|polic(?:y|ies))\b"
    r"|\blicensing opportunit(?:y|ies)\b|\bsolely responsible for (?:all|this|its) content\b"
    r"|\bnot responsible for (?:the )?(?:accuracy|content)\b|\breserves? the right to (?:delete|remove|edit)\b"
    r"|\b(?:information contained|content) in this \w+ is for (?:\w+ (?:and|or) )?(?:informational|educational)\b"
    rf"|\bthis {_PIECE} (?:gives|reflects|represents) the (?:views?|opinions?) of\b"
    r"|^\W*re(?:printed|published|posted) (?:here )?(?:from|with permission|by permission|courtesy)\b"
)

# So much the page's own that nothing else in the line can make it a report.
OF_PAGE = re.compile(
    # The bar of a video player, the foot of a post shown inside the text.
    r"^\W*just watched\b[^\n]{0,250}\b(?:replay|must watch)\b"
    r"|^[^.!?]{0,120}\ba (?:post|photo|video) shared by [^\n]{1,80}\(@"
    r"|\bcopy this code to your (?:website|web site|site|blog|page)\b|^\W*now playing\b"
    # What is said of the text: where it stood before, what was changed in it, that it is not finished.
    r"|^\W*editor['’]?s?['’]? note\b"
    rf"|^{_LABEL}(?:this|the) {_PIECE}(?: and [\w ]{{1,20}})? (?:was|were|has been|have been|is being)"
    rf" (?:\w+ )?{_CHANGED}\b"
    rf"|^{_LABEL}(?:an?|the) (?:earlier|previous|original) version (?:of (?:this|the) {_PIECE}\b"
    r"|(?:incorrectly|wrongly|mistakenly|erroneously|misstated|misidentified|misspelled))"
    rf"|^{_LABEL}(?:this|the (?:following|above)) {_PIECE}\b[^.!?]{{0,40}}"
    rf" (?:originally|first|previously) {_APPEARED}\b"
    rf"|^{_LABEL}(?:originally|first) {_APPEARED} (?:at|on|in|by)\b[^,!?]{{1,80}}$"
    rf"|^\W*\(?this (?:version of (?:this|the) )?{_OWN_PIECE} (?:has been |was |is )?(?:corrects?|"
    r"refiles|adds|deletes|removes|clarifies|updates|restores)\b"
    r"|^[^\w\"“]*(?:correction|clarification|corrections?/clarifications?)\b(?: \([^()]{3,30}\))? ?:"
    rf"|^\W*(?:update|updated|note)\b.{{0,200}}\bthis {_PIECE} (?:has been|was) (?:{_CHANGED})\b"
    rf"|^\W*(?:note: )?this {_OWN_PIECE} (?:contains|includes|uses|is (?:based|part|also (?:featured|available))|"
    r"comes from|draws on)\b"
    r"|^\W*this report (?:contains|includes|uses|is based on)[^.!?]{0,40} (?:material|information|"
    r"reporting|reports|dispatches)\b"
    rf"|\b(?:was|were) used in this {_PIECE}\W*$"
    r"|\boriginally appeared on [\w.-]{1,40}\.(?:com|org|net|co\.uk)\b"
    r"|^\W*this article is more than \d{1,2} (?:months?|years?) old\b|^\W*more on this\W*$"
    r"|^\W*(?:last )?updated:? {0,2}(?:at )?\d{1,2}[:.]\d\d ?[ap]\.?m\b.{0,12}$"
    r"|\bcan be (?:reached|contacted) (?:at|on|via) [^.!?\s]{0,40}(?:@|\[email)"
    r"|^\W*this is a (?:developing|breaking) (?:news )?story\b"
    # Calls to the reader.
    rf"|^\W*share your {_THOUGHTS}\b|\b(?:share|leave|post|add) (?:your|a) {_THOUGHTS}\b[^.!?]{{0,30}}\bbelow\b"
    rf"|^\W*(?:join the conversation|scroll down for|continue reading\W*$)|\bshare your comments with\b"
    r"|\b(?:let us know|tell us|weigh in|sound off) in the comments?\b"
    r"|^\W*(?:if you )?(?:like|liked|enjoy|enjoyed|love) this (?:story|article|post|video|piece)\b"
    r"|\bdo you have a (?:story|news tip|tip) (?:for|to share)\b"
    r"|\b(?:make|with) an? (?:one-time|tax-deductible|monthly|recurring) (?:donation|contribution|gift)\b"
    r"|\bvideo length \d+ seconds?\b|\bfor your personal,? non-?commercial use\b"
    r"|^\W*update,? [^:.!?]{0,20}\d[^.!?]{0,16}: (?:added|adds|updated|changed|corrected)\b"
    r"|^\W*we pay for\b[^.!?]{0,30}\b(?:stories|videos|tips)\b"
    r"|^\W*click (?:here |through |below )?(?:for|to)\b[^.!?]{0,90}\W*$"
    r"|^[^\w\"“]*(?:(?:to|for|if) [^.!?\"“”]{2,120}, )?(?:please |you can |just )?(?:read|watch|see|find|"
    r"check out|listen|view|follow|get|buy|order|register|learn|click|vote|donate)\b[^.!?\"“”]{0,120}\bhere[^\w\"”]*$"
    r"|^\W*download (?:the|our) [^.!?]{0,30}\bapp\b|\byour browser does not support\b"
)

"""Words the fusion writer's constraint knows: what may join two lines, what is never dropped, what ends no sentence."""

from __future__ import annotations

# What a writer may bring itself: it says nothing of the matter, neither an order of time nor a cause.
# "While" was tried: of one and the same it is not said ("Berg opened the port, while Berg closed the bridge").
JOINING = ("and",)

# No sentence ends with one of these.
OPEN = frozenset(
    """a an the of to in on at for from with by as into and or but nor while who which that whose where when is are was
    were be been being has have had having did does do also both its their his her our my your than if because although
    though unless until since during including according between among against despite amid per via mr mrs ms dr sen
    rep gov gen lt col sgt prof st no not very so such this these those will would could should may might must can
    shall about over under whether""".split()
)
# Outside quotation marks these tell of the one who writes, not of the one who is quoted.
SPOKEN = frozenset("i we you me us my mine our ours your yours myself ourselves yourself yourselves".split())
# Words that deny, weaken or attribute what a line says: shortening it, none is passed over.
KEPT = frozenset(
    """no not no never none nobody nothing neither nor cannot without hardly barely unable unlikely impossible may might
    could can should must will would shall maybe perhaps possibly probably potentially reportedly allegedly apparently
    purportedly supposedly seemingly likely alleged suspected reported apparent potential possible probable expected
    believed thought considered seems seem seemed appears appear appeared accused fail failed fails refuse refused
    declined decline deny denied denies planned plans intends hopes wants if unless according""".split()
)
# Adverbs that say how far or how long a thing holds, or of what kind a deed was: none is dropped alone.
LIMITING = frozenset(
    """part partly partially primarily chiefly principally predominantly exclusively solely purely
    merely mostly mainly largely nearly almost roughly approximately virtually relatively temporarily
    provisionally tentatively conditionally initially previously formerly originally briefly privately informally
    nominally technically effectively essentially falsely wrongly mistakenly immediately automatically indefinitely
    permanently sexually physically verbally mentally racially fatally critically seriously severely illegally
    unlawfully secretly publicly unanimously narrowly accidentally deliberately anonymously""".split()
)
SPEECH = frozenset(
    """said says say told tells added adds
    noted stressed declared insisted announced warned claimed claims argued explained stated reported admitted
    acknowledged confirmed suggested reiterated underlined alleged maintained asserted replied responded recalled
    concluded ruled remarked predicted cautioned vowed pledged promised wrote tweeted testified""".split()
)
COUNTS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
    millions billion billions trillion dozen dozens half twice both""".split()
)
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sep sept oct nov dec""".split()
)
# "as" that opens a clause, and not a measure: "as the talks went on", "as much as twice".
AS_CLAUSE = r"as(?!\s(?:much|many|little|few|long|far|soon|high|low|large|well|good|bad)\b)"
# Of "the rise comes as schools open" no "the rise comes" is left.
COMING = frozenset(("come", "comes", "came", "coming"))
# What ranks or counts holds only within its bounds: of "the first gain in three sessions" no "the first gain" is left.
RANKED = (
    r"\b(?:(?!(?:[a-z]*(?:quest|arrest|protest|contest|interest|harvest)|forest|[a-z]*west|rest|guest|invest|suggest|honest"
    r"|test|priest|pest|nest|chest|vest)s?\b)[a-z]+est|most|least|best|worst|first|second|third|last|only|record|top"
    r"|highs?|lows?|every|each|all|any|number|rate|percent|average|total)\b"
)
# Adjectives that end as adverbs do.
LY_ADJECTIVES = frozenset(
    """bodily costly cowardly daily deadly early earthly elderly family fatherly friendly heavenly holy homely hourly
    kindly lively lonely lovely monthly motherly neighborly neighbourly nightly only orderly quarterly saintly scholarly
    silly timely ugly unlikely unruly weekly worldly yearly""".split()
)
# Verbs whose "as" says what somebody or something is taken for.
TAKES_AS = frozenset(
    """see sees saw view views regard regards describe describes call calls designate designates treat treats label
    labels seen viewed regarded described known treated hailed cast billed touted dismissed emerge emerges emerged
    emerging served serve serves serving acted act acts acting worked working portrayed recognized recognised
    identified labeled labelled classified listed used considered perceived depicted characterized characterised
    denounced condemned praised welcomed interpreted taken such same so just""".split()
)
# What stands before a name and says who or what its bearer is: "Spanish cable operator", "former England captain".
OFFICES = frozenset(
    """actor actress adviser airline ambassador analyst artist author back bank boss broadcaster brand builder candidate
    captain carmaker carrier centre chairman champion chancellor chef chief club coach columnist comedian commissioner
    company congressman congresswoman counterpart crooner dealer defender designer developer diplomat director economist
    editor envoy executive filmmaker financier firm forward founder frontman general giant goalkeeper governor group
    guard guitarist heavyweight host insurer journalist judge king lawmaker lawyer leader legend lender linebacker maker
    manager mayor midfielder miner minister model mogul musician negotiator newcomer novelist official operator owner
    pair partner pitcher player politician premier presenter president producer professor prosecutor publisher
    quarterback queen rapper receiver reporter resident retailer rocker scientist secretary senator singer skipper
    songwriter spokesman spokesperson spokeswoman sprinter star starlet startup striker superstar supermarket teammate
    tycoon veteran winger winner writer""".split()
)

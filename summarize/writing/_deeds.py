"""What figures in news are about: verbs and nouns that say the same, in classes of general vocabulary."""

from __future__ import annotations

# label -> words; the first class a word stands in is its class.
_CLASSES = {
    "killed": """kill killed kills killing killings dead die died dies dying death deaths slain slay fatality fatalities
        perish perished executed massacred murdered drowned lives bodies""",
    "injured": "injured injure injuring injuries injury wounded wound wounding wounds hurt hurting",
    "missing": "missing unaccounted disappeared vanished",
    "arrested": "arrested arrest arrests arresting detained detain detaining detentions apprehended custody rounded",
    "displaced": "displaced displacing fled flee fleeing evacuated evacuate evacuating evacuations uprooted homeless",
    "hospitalised": "hospitalised hospitalized hospitalising hospitalizing hospitalisations hospitalizations",
    "infected": "infected infecting infects infections infection cases tested contracted sickened",
    "rescued": "rescued rescue rescuing saved freed released release releasing liberated pulled",
    "abducted": "abducted kidnapped abducting kidnapping hostages hostage captive captives",
    "sentenced": "sentenced sentence jailed imprisoned prison",
    "charged": "charged indicted charges",
    "dismissed": "laid layoffs redundancies cut cuts cutting axe axed fired sacked dismissed jobs",
    "hired": "hired hire hiring recruit recruited",
    "destroyed": "destroyed destroying damaged damaging levelled leveled razed burned burnt demolished wrecked",
    "attended": "attended gathered rallied marched marchers protesters demonstrators crowd attendance turned protested",
    "voted": "voted votes vote voting backed favour favor approved passed ballots",
    "deployed": "deployed deploy deploying deployment dispatched stationed",
    "paid": "paid pay paying cost costs costing spent spend spending price priced worth",
    "raised": "raised raise raising donated pledged pledge pledging donations",
    "rose": "rose rise risen rising grew grow growth grown increased increase gained gain gains climbed jumped surged",
    "fell": "fell fall fallen falling dropped drop declined decline decreased decrease shrank lost slid plunged",
    "fined": "fined fine penalty fines",
    "travelled": "travelled traveled flew flown flies",
}
# Classes that say what happened to the counted, whatever the counted are called.
FATES = frozenset("killed injured missing arrested displaced hospitalised infected rescued abducted".split())
OF_WORD = {word: label for label, words in reversed(_CLASSES.items()) for word in words.split()}
# Words that only say that people or things are counted.
GENERIC = frozenset(
    """people person persons other others dead injured wounded hurt missing casualty casualties victim victims life
    lives death deaths fatality fatalities killed body bodies total so individuals injuries wounds arrests""".split()
)
# Words that every report has: sharing them says nothing of the matter.
REPORTING = frozenset("said say says told according report reported reports officials official year news".split())
WORLD = frozenset("world worldwide global globally".split())  # a scope of its own, as a place is
MONEY = frozenset({"$", "£", "€", "¥", "yuan", "₽", "₹"})
SIGNS = MONEY | {"%"}

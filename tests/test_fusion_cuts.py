"""What the fusion writer may leave out of a line: [in brackets] what is dropped."""

from __future__ import annotations

import pytest

from summarize.models.fusion_cuts import may_cut, may_stop
from summarize.models.fusion_terse import may_cut_terse, may_stop_terse
from summarize.models.fusion_units import _musts, _without_weekdays
from summarize.words import word_spans


def may_drop(marked: str, *, terse: bool = False) -> bool:
    """Whether the bracketed stretch may go: inside the line, or all up to its full stop."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    spans = tuple(word_spans(text))
    must = _musts(text, spans)
    must = _without_weekdays(text, spans, must) if terse else must
    stop, cut = (may_stop_terse, may_cut_terse) if terse else (may_stop, may_cut)
    if text[end:] == "." and stop(text, spans, must, start):
        return True
    return cut(text, spans, must, start, end + (text[end] == " "))  # the line goes on at a word


@pytest.mark.parametrize(
    "marked",
    [
        "[At a news conference in Turku, ]Lofven said the port was open.",
        "[In his statement, ]Lofven said the port was open.",
        "[Speaking in Turku, ]Lofven said the port was open.",
        "Lofven[, elected in 2014,] said the port was open.",
        "Lofven met Niinisto[ in Turku] on Monday.",
        "Lofven said[ in Turku] that the port was open.",
        "Lofven[, the host of the talks,] said the port was open.",
        "The port was closed[ after a strike of dock workers], officials said.",
        "The port[ also] reopened to ships.",
        "Lofven[ repeatedly] called the plan a mistake.",
        "Lofven met Niinisto[ amid a dispute over fishing].",
        "The port was closed on Monday[, leaving ships outside].",
        "Lofven said[ in Turku].",
        "The ministers met[ in the port of Turku].",
        "Shares of the port fell[ as the talks went on].",
        "The port[, which shut early,] nevertheless reported a loss.",
        "In its ruling, the court[, which sat in Turku,] said the port was closed.",
        "Lofven said the port[, a large one,] was open.",
        "A court heard a plea by 47 captains[, adding to the noise].",
        "It was clear that Lofven had left the port[, which was shut].",
        "The box stood in a hall of the port[, located near the bridge], according to police.",
    ],
)
def test_a_whole_phrase_may_go(marked: str) -> None:
    assert may_drop(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The ship will leave, if the owner makes good[ on his word], the port said.",
        "A film, shown at a meeting in Turku[, depicted the port in flames], officials said.",
        "They named Aino Berg[, fired captain Arto Lind], fired pilot Otto Salo and a clerk.",
        "The crew has been surrounded this week[, at the gate], by men who shouted.",
        "Berg is the clerk who has emerged[ as the port was opened] as its voice.",
        "The party chose Berg, who has emerged[ as a critic of the port].",
        "The minister wants to keep the cat[ in its bag].",  # where a thing is put
        "Lofven took the matter[ to the court].",
        "The bill failed, with two senators, Berg of Turku and Lind of Oulu[, joining the others].",
        "Two ports acted at once: Turku fined the owner[, while Oulu let him go].",
        "There is more of the same kind[ in the speech], said Lofven.",
        "Lofven met Niinisto [in ]Turku on Monday.",
        "[During his campaign, ]Lofven called the port a shame.",  # when it was so
        "[In 2009, ]the port paid a fine.",
        "[In an interview in 2009, ]Lofven said the port was open.",
        "[Earlier, ]the port had been closed.",
        "[At the time, ]one in ten ships was late.",
        "[As a builder, ]Lofven opposed the port.",  # as what
        "[On fishing, ]both ministers agreed to disagree.",  # on what
        "[When asked about the port, ]Lofven said yes.",
        "[In exchange, ]Lofven will open the port.",
        "The port lost its licence[ in 2008].",
        "The port lost its licence[ after the vote in 2014].",
        "The port was built[ during the war], officials said.",
        "Lofven saw the port[ before the war].",
        "The fee was raised[ in recent years], he said.",
        "The rule, signed[ in 2015], closed the port.",
        "Niinisto left since Lofven seemed, at the port[, unwilling to talk].",
        "It was a blow to Lofven[, coming after a denial by the port and its union,] Akava, that it had lied.",
        "The bill passed thanks[ in part] to the vote of the north.",
        "The port was[ partly] closed after the storm.",
        "The minister[ previously] wanted a new port.",
        "The fund pays until the port, which runs[ after its licence expires] at midnight, is sold.",
        "Talks[ in Oslo] and Turku were held on Monday.",
        "Even by the standards of the port, the plan died[ quickly].",
        "The minister shot back[ at the latest letters].",
        "The minister set the police[ on his opponents].",
        "Lofven denied that the port[ in Turku] was closed.",
        "Lofven will not come[ after the vote].",
        "The port was open[ on Monday] to ships.",
        "One boy met the officer[ who had arrested him].",
        "Temperatures[ in the cave] are low.",
        "Lofven won the vote in a race seen[ as a long shot for his party].",
        "The plan was described[ as being opposed by the port].",
        "The ministers cited the plan[ as shaping what they proposed].",
        "The rise comes[ as the port reopened to ships].",
        "The figure came[ in around the forecasts], officials said.",
        "Closures were announced[ in some quarters of the port].",
        "Closures of the port were announced[ in Turku, as water rose].",
        "The storm hit the port on Monday[, as rain measured in feet,] not inches, flooded it.",
        "The list names a number of owners[, including Lofven,] a builder; Niinisto, a banker; and two others.",
        "Lofven has led[ since he ran but has been caught by two others].",
        "The number of people out of work[ during the strike continues to rise].",
        "The boats of the port[ amid the strike were sold].",
        "The police were told to treat the men[ roughly] during the strike.",
        "Lofven is to meet Niinisto[ later] in the day.",
        "Lofven is to meet Niinisto later[ in the day].",
        "The ministers want a port[, with Lofven still content,] saying a plan was near.",
        "The debate was a contrast to others[, as both men were calm,] while going into detail.",
        "Lofven spoke of the values of the port[ during a debate] that turned personal.",
        "A storm struck the port[, closing it for a day,] but causing no harm.",
        "The talks resulted[ in a pact on fishing].",
        "Eggs of free hens can cost[ as much as twice].",
        "The minister wrote a letter[ on the cost of the port].",
        "The port[, which shut early], nevertheless reported a loss.",
        "The port reported a record of 300 ships two months[ after its first record].",
        "Talks failed after Lofven insisted[ on cutting the number of boats].",
        "Lofven commented[ on the plan of the port].",
        "[In its opinion, the court had ruled that under the law, ]boats could be held.",
        "If the police[ quickly] find the boat, it is held.",
        "The police[ immediately] held the boat.",
        "The court ruled[ in favour of the port].",
        "[For the fishermen of the north, ]the port is a gift they waited for.",
        "The port made 3 million in May and 2 million[ in June].",
        "Losses[ in Turku], in which ships were burnt, rose to 85.",
        "The talks[ in Turku], a town on the coast, went on.",
        "Ships of the port sank to 30[ before rising to 90].",
        "Lofven, who had served in the north[, posted a picture of the port,] the harbour of Turku.",
        "[In Turku, ]the number of ships fell.",
        "[In some years, ]the number of ships falls.",
        "[When Niinisto led the port, ]Lofven explained, he knew of its losses.",
        "In a call, shortly after the vote[, a clerk asked Arto Lofven,] head of the port, what he would say.",
        "Turku is the home of Lofven, and the builder[ as a private man spent millions on ships].",
        "Lofven lives in the house[ directly] above the port.",
        "Niinisto ran as a man bent on ending what he sees[ as a port that has forgotten its builders].",
        "The port lost ships to the strike[, trying to save its trade,] which has taken a hit.",
        "The port lost ships to the strike[, trying to save its trade], which has taken a hit.",
        "The port was closed, said Arto Lofven[, acting chief of the Turku police].",
        "The port was hit by a decline[ in the number of ships].",
        "[Despite lacking Berg, ]the best of its builders, who was ill, the port was opened.",
        "[Despite lacking Berg, the best of its builders, ]who was ill, the port was opened.",
        "Builders oppose the port, but shops in the north[, which lacks trade, have welcomed it].",
        '"The port is a gift," said Arto Berg[, who built it].',
        "The port lost a ship late[ in the third week], and a boat on Monday.",
        "The start was a call, a letter[, a speech,] the visit of a port.",
        "The crowd was loud as Maja Lind[, who had been held in April, spoke to them].",
        "Half of them say the port's plan[ as things stand has failed].",
        "A day later[, as the strike went on,] Lofven met Niinisto.",
        "[While Lofven leads the port, ]the rules of the port will not change.",
        "During his time[ at the port], Lofven received calls.",
        "A Turku woman serving life for the murder of a man who hired her[ as a girl has been freed].",
        "Rather than helping the port[, as was planned, it closed the port].",
        "[While the answer, ]in the end, was that he had not, the port was closed.",
        "[While the answer, in the end, ]was that he had not, the port was closed.",
        "Two builders were hired by the port[ when they were boys].",
        "The port made its first profit[ in three years], helped by a mild winter.",
        "The port made a record[ quarterly] profit, its owner said.",
        "The port grew by a tenth in June[, the same as in May,] data of the harbour showed.",
        "The port took in 300 ships[, while the others closed,] their owners said.",
        "The port took in 300 ships, the most of all[, as the others closed,] officials said.",
        "The rule helps by allowing more ships[, including tankers, to leave the port].",
        "Lofven now says it's the buyer of the port[, who has to pay the fine].",  # a cleft: the clause is the news
        "It was the port[ that closed first].",
        "A court heard a plea by 47 captains[, urging the port to open its gates].",  # what they asked for
        "A boat hit the port on Monday[, killing two].",
        "A boat hit the port on Monday[, leaving at least two dead].",
        "Guards met thousands of builders[, including women, staging a march on the port].",
        "About 600 ships lay in Turku and 400 boats[ in the harbour of Oulu].",  # each has its place
        "Berg[, a critic of the company,] was last seen in its port.",  # whose port
        "Guards described how in the port, as the captain[, with a gun], chose a boat, all had run.",
        "The captain was old, and the clerk[, a builder], had been there for years.",
        "Despite losing Aino Berg[, the best of its captains, ]Turku beat the port.",
        "The captain[ sexually] harassed a clerk.",
        "Lofven lashed out at Niinisto on Monday[ as the two met for talks].",
        "Turku signed a bill on ships[, making it the third port], along with Oulu, to do so.",
    ],
)
def test_what_the_sense_hangs_on_stays(marked: str) -> None:
    assert not may_drop(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Lofven met Niinisto[ on Monday] in Turku.",
        "Lofven[ on Monday] met Niinisto in Turku.",
        "The port was closed[ Monday morning], officials said.",
        "[On Monday, ]Lofven met Niinisto in Turku.",
        "[After a strike of dock workers, ]the port was opened again.",
        "[Due to a storm, ]the port was closed to ships.",
        "Lofven met Niinisto for talks[ in the port of Turku].",
        "Three boats were burnt[ in the port of Turku].",
        "The port was closed[ after an alleged break-in at its gates].",
        "Lofven has left the party[, saying that it had lost its way].",
        "A builder was jailed[ after he had stolen a boat].",
        "A builder[ who had stolen a boat] has been jailed for two years.",
        "A court[ in Turku] has ordered the port to open.",
        "[Turku port captain ]Arto Niinisto has bought a boat.",
        "[Swedish fishing company ]Lofven Boats has bought a port.",
        "The port was closed[ when a ship ran aground], police said.",
        "The port has sold two boats[ while its rival bought three].",
    ],
)
def test_a_terse_sentence_tells_what_happened(marked: str) -> None:
    assert may_drop(marked, terse=True)


@pytest.mark.parametrize(
    "marked",
    [
        "The port was not closed[ because of the strike].",
        "Lofven denied that the port was closed[ in June].",
        "The port will open[ when the strike is over].",
        "The port will be sold[ if the council agrees].",
        "The port was sold[ in 2008].",
        "The port was closed[ after the war in 1945].",
        "The port made its best gain[ in two weeks].",
        "The port lost 5 percent of its ships[ in June].",
        "Ships of the port fell by 3 million[ in the quarter].",
        "Lofven is to meet Niinisto later[ in the day].",
        "The port was closed shortly[ after the strike].",
        "The port may close after[ being damaged], its owner said.",
        "The port was closed[, as Niinisto announced].",
        "The port was closed[, police said].",
        "The port depended[ on the fish of the north].",
        "The prize was named[ in honour of the builder].",
        "[Before the strike, Lofven said, ]the port was open.",
        "[In June, ]the port lost its ships.",
        "The minister wants to raise the tax[ on the rich].",
        "The port reported a rise[ in losses].",
        "Niinisto said that although the strike was expected[, the loss still hurts].",
        "Three of the builders were born[ and raised in the port of Turku].",
        "[In recent years, ]the port lost its ships.",
        "[Turku port spokesman ]Arto Niinisto says the port is open.",
        "[Friends of builder ]Arto Niinisto said the port was open.",
        "[It looks like builder ]Arto Niinisto has left the port.",
        "Three months after the strike closed the port[, a court has ordered it to open].",
        "Hundreds of builders, waving painted flags[ in the port, took to the streets].",
        "A man wanted for theft[ in the port of Turku may be on the run].",
        "Boats were burnt in Turku[ on Thursday], October 10.",
        "[Despite lacking Berg, ]the best of its builders, who was ill, the port was opened.",
        "[As the talks, ]the meetings, and the calls went on, the port was open.",
        "The builder challenged a rule that men of the north[ who leave the port] still have to pay.",
        "The builder challenged a rule that men of the north[ who leave the port still have to pay].",
        "Lofven has a house[ in common with Niinisto].",
        "The port will be helped by Lofven[ putting its losses aside].",
        "The strike will be remembered[ as a time of hope].",
        "The rule requires builders[ who work abroad to report their hours].",
        "Three were charged with crimes ranging from theft[ in the port to arson], police said.",
        "So many came that three of the ports — Turku, Oslo and Kiel[ — were closed].",
        "Lofven took a boat[ and opened the port to all ships].",
        "The man accused of burning a boat[ in the port that held ten ships has been found], police said.",
        "Lofven gave the order after the results[ in both ports fell within the margin].",
        "The visit has been dogged[ by criticism of its cost].",
        "The rule lets the council call hearings[ as talks on the port, and hear those who opposed it].",
        "The port was left[ — and its owners — unhappy].",
        'Lofven called the port "a gift[ in the dark]".',
        "The number of ships[ in the port] has fallen.",
    ],
)
def test_a_terse_sentence_keeps_its_sense(marked: str) -> None:
    assert not may_drop(marked, terse=True)

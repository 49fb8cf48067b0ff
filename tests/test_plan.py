from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from writing_readings import event, ranked, reading

from summarize.data import Event, Group, Published, RankedSentence, Reading
from summarize.settings import PlanSettings
from summarize.writing._edits import apply, here_and_now
from summarize.writing._fitness import fitness
from summarize.writing._headings import is_heading
from summarize.writing._source import source_of
from summarize.writing._verbs import has_verb
from summarize.writing.plan import fitting, plan

MEETING = "Finnish President Sauli Niinisto met Swedish Prime Minister Stefan Lofven in Helsinki on Tuesday."
PATROLS = "Niinisto told Lofven that 12 joint patrols would start in the Baltic Sea."
HARBOUR = "Lofven praised the harbour of Turku as a place of work for many families."
MONEY = "Finland will pay $3.2 billion for new vessels, Niinisto said."
PEOPLE = ("Sauli Niinisto", "Stefan Lofven")


def planned(
    lines: Sequence[RankedSentence], *readings: Reading, settings: PlanSettings | None = None, of: Event | None = None
) -> list[str]:
    groups = plan(lines, of or event(*readings, people=PEOPLE, place="Helsinki"), readings, settings or PlanSettings())
    return [group.main.sentence.text for group in groups]


def test_the_statement_of_the_meeting_comes_first_whatever_its_rank() -> None:
    article = reading("a", [PATROLS], [MEETING], [HARBOUR], [MONEY])
    s = article.sentences
    lines = [ranked(s[3], 0.9), ranked(s[0], 0.8), ranked(s[2], 0.7), ranked(s[1], 0.3)]
    assert planned(lines, article)[0] == MEETING


def test_a_planned_meeting_is_not_the_statement() -> None:
    plans = "Sauli Niinisto will meet Stefan Lofven in Helsinki on Friday to talk of the harbour of Turku again."
    article = reading("a", [plans], [MEETING])
    s = article.sentences
    assert planned([ranked(s[0], 0.5), ranked(s[1], 0.5)], article)[0] == MEETING


def test_without_participants_the_best_lead_is_the_statement() -> None:
    article = reading("a", [HARBOUR], [MONEY])
    s = article.sentences
    assert planned([ranked(s[1], 0.5), ranked(s[0], 0.5)], article, of=event(article))[0] == HARBOUR


def test_more_groups_than_asked_for_are_given_as_reserves() -> None:
    article = reading("a", [MEETING], [PATROLS], [HARBOUR], [MONEY])
    lines = [ranked(sentence, 0.5) for sentence in article.sentences]
    assert len(planned(lines, article, settings=PlanSettings(max_sentences=2))) == 4


def test_what_is_told_already_is_left_out() -> None:
    again = "Stefan Lofven met Sauli Niinisto in Helsinki on Tuesday."
    article = reading("a", [MEETING], [again], [HARBOUR])
    assert planned([ranked(sentence, 0.5) for sentence in article.sentences], article) == [MEETING, HARBOUR]


def test_copies_and_the_same_matter_elsewhere_are_support() -> None:
    one = reading("a", [MEETING], [PATROLS])
    copy, matter = "Niinisto met Lofven in Helsinki.", "The Baltic Sea will see 12 joint patrols of Finland and Sweden."
    two = reading("b", [copy], [matter], [HARBOUR])
    lines = [
        ranked(one.sentences[0], 0.9, two.sentences[0]),
        ranked(one.sentences[1], 0.8),
        ranked(two.sentences[2], 0.7),
        ranked(two.sentences[1], 0.1),
    ]
    groups = plan(lines, event(one, two, people=PEOPLE), [one, two], PlanSettings())
    by_text = {group.main.sentence.text: group for group in groups}
    assert by_text[MEETING].support[0].text == copy
    assert [s.text for s in by_text[PATROLS].support] == [matter]
    assert by_text[HARBOUR].support == ()
    assert all(len(group.support) <= PlanSettings().max_citations - 1 for group in groups)


def test_one_outlet_gives_no_more_than_its_share_while_others_have_any() -> None:
    others = ["The port opened on Monday.", "Ice closed the road to Turku.", "Two ferries were sold to Norway."]
    one = reading("a", [MEETING], [PATROLS], [HARBOUR], [MONEY])
    two = reading("b", *[[line] for line in others])
    lines = [ranked(s, 0.9) for s in one.sentences] + [ranked(s, 0.2) for s in two.sentences]
    first = planned(lines, one, two, settings=PlanSettings(max_sentences=4), of=event(one, two))[:4]
    assert sum(line in others for line in first) == 2


def test_no_share_is_kept_for_what_a_column_says_in_its_own_voice() -> None:
    others = ["The port opened on Monday.", "Ice closed the road to Turku.", "Two ferries were sold to Norway."]
    one = reading("a", [MEETING], [PATROLS], [HARBOUR], [MONEY])
    two = reading("b", *[[line] for line in others])
    lines = [ranked(s, 0.9) for s in one.sentences]
    lines += [replace(ranked(s, 0.2), parts=(("opinion", 0.3),)) for s in two.sentences]
    first = planned(lines, one, two, settings=PlanSettings(max_sentences=4), of=event(one, two))[:4]
    assert not any(line in others for line in first)


def test_no_sentences_no_groups() -> None:
    assert plan([], event(), [], PlanSettings()) == ()


def test_the_order_of_equals_is_that_of_the_ranking() -> None:
    article = reading("a", [MEETING], [PATROLS], [HARBOUR], [MONEY])
    lines = [ranked(sentence, 0.5) for sentence in article.sentences]
    assert planned(lines, article) == planned(list(lines), article)


@pytest.mark.parametrize(
    "line",
    [
        "Will the talks go on in May?",
        '"Will they talk on?" asked the president of Finland.',
        "Talks end.",
        "and so the talks went on until late.",
        "TALKS END WITHOUT A WORD FROM HELSINKI TODAY",
        "This would take many years, he said in Turku.",
        '"We have met for a long time in Helsinki and in Turku."',
        "I think the talks went on for very long.",
        "They will not leave the port of Turku.",
        "Can you believe that the talks went on until May.",
        "It’s why the talks in Helsinki went on until May.",
        "Welcome to another round of talks about the port of Turku.",
        "Turns out a strike works just fine for the ferries.",
        "How the ferries of Turku escaped the strike.",
        "FILE - In this May 30 photo, Niinisto arrives at the port of Turku.",
        "In this Sept. 30 file photo, Niinisto arrives at the port of Turku.",
        "Um, judging by these talks, the ferries are not safe.",
        "Add the ferries as an interest to stay up to date on the latest ferry news, video, and analysis.",
        "Perhaps the ministers wanted to have a last look at the sea.",
        "Which means the port of Turku is likely to close in May.",
        "Well, the talks in Helsinki went on until the month of May.",
        "CLAIM: The number of patrols in the Baltic Sea has doubled.",
        "UNIDENTIFIED MAN: The navy has doubled its patrols in the Baltic Sea.",
        "Correction: The talks in Helsinki were held on a Tuesday in May.",
        "After some doubts about the price of the port — “Six million.”",
        "For both, the talks begin in November and end in May.",
        "If it is voted down, Niinisto can say that the port was open.",
        "A large number of those have come from the port of Turku.",
        "The lawyers of Niinisto highlighted that in a statement about the port.",
        "Two days later, Niinisto opened the port of Turku.",
        "If so, it would be a blow to the port of Turku and its union.",
        "The transcript of the talks in Helsinki has been lightly edited.",
        "This story was originally published by a paper in the port of Turku.",
        "This article is more than two years old and the ferries are gone.",
        "The opinions expressed by columnists are their own and not those of the port.",
        "The port of Turku is not responsible for the content of other sites.",
        "All of our paper's ferry coverage, by the way, is collected here.",
        "Update at 11:55 a.m. ET on the ferries of Turku.",
        "Photos: Niinisto and the ferries in the port of Turku.",
        "One will be the port of Turku that Niinisto opened on Tuesday.",
        "It's supposed to be a night for the ferries of the port.",
        "The Senate and a report could be seen flocking around her chair in the port.",
        "Officials in the port of Turku say that will allow guards to come in.",
        "Sauli Niinisto is a ferry enthusiast living in the port of Turku.",
        "Passengers could be seen flocking around her chair in the port.",
        "Any repair of the port of Turku could cost millions of euros, they estimate.",
        "“[The port] is open to all who sail,” it said.",
        "What is the port of Turku and what are its ferries to the city?.",
        "Both battles ended with the two sides agreeing to share the ferries of Turku.",
        "(The paper's Sauli Niinisto, for the morning news of the port).",
        "All four countries have claims on the ferries of Turku.",
        "In these still photos from a video, men in the port of Turku block a ferry.",
        "[The port] compared the growth of this year with that of the last one.",
        "PORT NEWS TIDE TABLES 2017 FERRY TIMES SECURE Parking SELF Service LOCKS QUESTIONS AND ANSWERS has VIDEOS.",
    ],
)
def test_what_an_editor_would_not_print_has_no_fitness(line: str) -> None:
    article = reading("a", [line])
    assert fitness(article.sentences[0], source_of(article), event(article)) == 0.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (MONEY, "Finland will pay $3.2 billion for new vessels here today, Niinisto said."),
        (PATROLS, "Brazilian President Jair Bolsonaro told farmers that 12 dams would be built."),
        ("Niinisto said the port was open to all.", '"It is the port of all who sail the sea," Niinisto said.'),
        (PATROLS, "Claim: The number of patrols in the Baltic Sea is up."),
        (PATROLS, "Many of us who sail the Baltic Sea have asked for patrols with Niinisto and Lofven."),
        (MONEY, "Finland will NOT pay $3.2 billion for new vessels, Niinisto said."),
        (PATROLS, "Niinisto answered the shameful and hypocritical demands of Lofven on the Baltic Sea patrols."),
        (PATROLS, "Sadly, Niinisto told Lofven that 12 joint patrols would start in the Baltic Sea."),
        (PATROLS, "Niinisto and Lofven walk past the patrols in the Baltic Sea on Tuesday."),
        (PATROLS, "Niinisto told Lofven of joint patrols in the Baltic Sea March 3, 2020."),
        (PATROLS, "Reporter Sauli Niinisto discusses the 12 joint patrols in the Baltic Sea."),
        (PATROLS, "As Niinisto and Lofven meet on the patrols, the BBC profiles the port of Turku."),
        (PATROLS, "When Niinisto and Lofven told the ferries that 12 joint patrols would start in the Baltic Sea."),
        (PATROLS, "Niinisto, left, told Lofven that 12 joint patrols would start in the Baltic Sea."),
        (PATROLS, "The news of the 12 joint patrols in the Baltic Sea unfolded as Niinisto told Lofven."),
        (PATROLS, "A group of men sitting in the port watch as 12 joint patrols of Niinisto and Lofven start."),
        (PATROLS, "CLOSE Niinisto told Lofven that 12 joint patrols would start in the Baltic Sea."),
        (PATROLS, "Patrols To Start Image Niinisto told Lofven that 12 patrols would start in the Baltic Sea."),
        (PATROLS, "Patrols To Start In May.. Niinisto told Lofven that 12 patrols would start in the Baltic Sea."),
        (MONEY, "Finland will pay $3.2 billion for vessels, Speaker(D-Calif.) Niinisto said."),
        (MONEY, "Niinisto said MORE Stefan LofvenOvernight News: Two ferries | Ice closes a port."),
    ],
)
def test_what_is_fitter_than_what(better: str, worse: str) -> None:
    article = reading("a", [better], [worse])
    of = event(article, people=PEOPLE, day=date(2020, 3, 3))
    first, second = (fitness(sentence, source_of(article), of) for sentence in article.sentences)
    assert first > second > 0


@pytest.mark.parametrize(
    "rest", [" — Sauli Niinisto (@niinisto) March 3, 2020", "\n\n— Sauli Niinisto (@niinisto) March 3, 2020"]
)
def test_a_post_printed_whole_is_not_told_as_news(rest: str) -> None:
    post = "The port of Turku will never be taken away from those who work there."
    article = reading("a", [post])
    signed = replace(article, article=replace(article.article, text=post + rest))
    assert fitness(article.sentences[0], source_of(article), event(article)) > 0
    assert fitness(article.sentences[0], source_of(signed), event(signed)) == 0.0


def test_a_sentence_in_another_script_is_not_printed() -> None:
    article = reading("a", [PATROLS], ["Президент сообщил Niinisto, что встреча министров прошла в Турку."])
    fit = [fitness(sentence, source_of(article), event(article)) for sentence in article.sentences]
    assert fit[0] > 0
    assert fit[1] == 0.0


def test_of_two_leads_on_one_matter_the_second_waits() -> None:
    lead = "Finland closed the port of Turku on Tuesday, leaving 300 ships outside."
    again = "Captains in the port of Turku looked for other harbours after Finland shut a gate."
    one, two = reading("a", [lead]), reading("b", [again], [MONEY])
    lines = [ranked(one.sentences[0], 0.9), ranked(two.sentences[0], 0.6), ranked(two.sentences[1], 0.5)]
    assert planned(lines, one, two, of=event(one, two)) == [lead, MONEY, again]
    alone = reading("b", [again])
    assert planned(lines[:2], one, alone, of=event(one, alone)) == [lead, again]


@pytest.mark.parametrize(
    "line",
    [
        "Repairs of the port could cost millions of euros, officials said, and more if it rains, they estimate.",
        "Both houses of the Finnish parliament will vote on the ferries of Turku.",
        "All four ministers of the Baltic states have claims on the ferries of Turku.",
        "In this port of pictures, Turku, the ferries stand still in May.",
        "The Bank of Finland will pay for the repairs of the port, it said.",
        "The news of the day in the port of Turku is the price of its ferries.",
    ],
)
def test_what_names_its_tellers_is_fit(line: str) -> None:
    article = reading("a", [line])
    assert fitness(article.sentences[0], source_of(article), event(article)) == 1.0


def test_what_a_columnist_holds_has_no_share_beside_reports() -> None:
    view = "A port that shuts its gates to 300 ships has lost the trust of all who sail."
    report = reading("a", [PATROLS], [HARBOUR], [MONEY])
    column = replace(reading("b", [view]), opinion=True)
    held = replace(ranked(column.sentences[0], 0.4), parts=(("opinion", 0.3),))
    lines = [held, *(ranked(sentence, 0.5) for sentence in report.sentences)]
    of = event(report, column)
    assert planned(lines, report, column, of=of, settings=PlanSettings(max_sentences=2))[-1] == view
    quoted = [replace(held, parts=(("opinion", 1.0),)), *lines[1:]]
    assert planned(quoted, report, column, of=of, settings=PlanSettings(max_sentences=2))[-1] != view


def test_the_first_sentence_below_a_known_headline_is_none() -> None:
    first = "A ferry will sail to the port of Turku in May."
    article = reading("a", [first, "The ferry is the first to sail to Turku in May since the gates of the port shut."])
    assert is_heading(article.sentences[0], article)
    titled = replace(article, article=replace(article.article, title="How much hope is there for small harbours?"))
    assert not is_heading(titled.sentences[0], titled)
    own = replace(article, article=replace(article.article, title="Ferry will sail to port of Turku in May"))
    assert is_heading(own.sentences[0], own)


def test_a_mark_between_headline_and_site_opens_no_quotation() -> None:
    article = reading("a", ["Port of Turku shuts gate « Turku News.", PATROLS])
    assert fitness(article.sentences[1], source_of(article), event(article)) == 1.0
    quoted = reading("a", ["The port wrote: «The gate is shut.", PATROLS])
    assert fitness(quoted.sentences[1], source_of(quoted), event(quoted)) == 0.0


def test_what_another_outlet_told_in_other_words_waits() -> None:
    lead, again = "Finland retired its last ferry on Tuesday.", "An era ended as the old ships called it quits."
    one, two = reading("a", [lead]), reading("b", [again], [MONEY])
    near = replace(ranked(one.sentences[0], 0.9), retold=(two.sentences[0],))
    lines = [near, ranked(two.sentences[0], 0.8), ranked(two.sentences[1], 0.5)]
    assert planned(lines, one, two, of=event(one, two)) == [lead, MONEY, again]
    assert planned([replace(near, retold=()), *lines[1:]], one, two, of=event(one, two)) == [lead, again, MONEY]
    alone = reading("b", [again])
    assert planned(lines[:2], one, alone, of=event(one, alone)) == [lead, again]  # it has nothing else


def test_the_news_of_a_later_day_opens() -> None:
    first, last = "Divers look for a boy in the port of Turku.", "A boy was found dead in the harbour of Turku."
    early, late = (
        replace(reading(name, [line]), published=Published(day=day, surface="", line=None, rule="given"))
        for name, line, day in (("a", first, date(2020, 3, 3)), ("b", last, date(2020, 3, 5)))
    )
    lines = [ranked(early.sentences[0], 0.9), ranked(late.sentences[0], 0.8)]
    assert planned(lines, early, late, of=event(early, late))[0] == last
    for day in (date(2020, 3, 3), date(2020, 3, 4)):  # the next day's paper tells the same news again
        same = replace(late, published=Published(day=day, surface="", line=None, rule="given"))
        assert planned(lines, early, same, of=event(early, same))[0] == first


def test_one_figure_is_told_once() -> None:
    lead = "Lender Nordea expects to take a $5 billion hit in the last quarter because of the new tax law."
    again = "A tax law will knock $5 billion off the profit of the lender Nordea this quarter."
    other = "Nordea paid a dividend of $3 million to its owners after a strike in the last quarter."
    one, two = reading("a", [lead], [other]), reading("b", [again])
    lines = [ranked(one.sentences[0], 0.9), ranked(two.sentences[0], 0.8), ranked(one.sentences[1], 0.3)]
    assert planned(lines, one, two, of=event(one, two)) == [lead, other]


def test_groups_are_records_of_what_was_given() -> None:
    article = reading("a", [MEETING])
    line = ranked(article.sentences[0], 0.5)
    assert plan([line], event(article), [article], PlanSettings()) == (Group(main=line, support=()),)


def test_a_brief_is_little_longer_than_one_of_its_articles() -> None:
    one, two = reading("a", [MEETING], [PATROLS]), reading("b", [HARBOUR])
    settings = PlanSettings(max_source_share=1.5)
    assert fitting(settings, [one, two]).max_words == int(1.5 * (15 + 13 + 13) / 2)
    assert fitting(PlanSettings(max_words=10), [one, two]).max_words == 10  # the tighter wins
    assert fitting(settings, []).max_words == 0


def test_the_first_sentence_tells_what_the_title_says() -> None:
    past, news = (
        "Aino Berg was born in Oulu and made the harbours of the country known.",
        "The builder of the port has died at the age of 90.",
    )
    article = reading("a", [past], [news])
    lines = [ranked(article.sentences[0], 0.8), ranked(article.sentences[1], 0.7)]
    readings = [article]
    assert plan(lines, event(article), readings, PlanSettings())[0].main.sentence.text == past
    named = plan(lines, event(article), readings, PlanSettings(), "Builder of port has died")
    assert named[0].main.sentence.text == news


@pytest.mark.parametrize(
    "weak",
    [
        "Officials in Sweden reacted to the shutting of the port of Turku with anger.",
        "“The port of Turku will have to stay shut for good,” the owner said on Friday.",
        "Berg shut the port of Turku on Friday after a strike of its guards.",  # who is that?
        "Ms. Berg shut the port of Turku on Friday after a strike of its guards.",
    ],
)
def test_what_needs_the_news_before_it_opens_no_brief(weak: str) -> None:
    news = "The port of Turku was shut on Friday by its owner after a strike."
    one, two = reading("a", [weak], ["Aino Berg has owned the port for years."]), reading("b", [news])
    lines = [ranked(one.sentences[0], 0.6), ranked(two.sentences[0], 0.55)]
    assert planned(lines, one, two, of=event(one, two))[0] == news


def test_what_is_over_has_no_share_beside_what_came_of_it() -> None:
    plans = "President Sauli Niinisto will meet Stefan Lofven in Helsinki on Friday over the ferries of the North Sea."
    early, late = reading("a", [plans], [HARBOUR]), reading("b", [MEETING], [PATROLS], [MONEY])
    lines = [ranked(one, 0.9 - 0.1 * at) for at, one in enumerate((*late.sentences, *early.sentences))]
    told = planned(lines, early, late, settings=PlanSettings(max_sentences=2, reserve_factor=2))
    assert MONEY in told
    assert plans not in told


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Statement on the Port of Turku From Oslo: Friends of the Sea, Turku.", False),
        ("Turku Raises Its Port Offer to 121 Million.", False),
        ("Aino Berg, Arto Lind and Otto Salo, the Port of Turku.", False),
        ("Ministers oppose the plan for the port.", True),
        ("They won’t leave Turku.", True),
        ("The port of Turku met its aim.", True),
        ("Berg opened the port.", True),
    ],
)
def test_a_statement_has_a_verb(line: str, expected: bool) -> None:
    assert has_verb(line) is expected


def test_a_line_that_ends_with_its_teller_is_a_headline() -> None:
    line = "At least 28 die in attack on the port of Turku: reports."
    article = reading("a", [line, "The reports said that it was: a port."])
    assert fitness(article.sentences[0], source_of(article), event(article)) == 0.0
    assert fitness(article.sentences[1], source_of(article), event(article)) > 0.0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Since then, the port has cut its fees by half and hired guards.", 0.0),
        ("By that time, the guards of the port had gone home for good.", 0.0),
        ("After a dispute over ferries, the two met in the port on Monday.", 0.0),
        ("Nearly all of it reads like a letter to the port, ministers said.", 0.0),
        ("Not just that; the ministers said they would sell the port.", 0.0),
        ("Niinisto acknowledged those problems, but praised the port.", 0.0),
        ("To recap, the ministers had sold the port to a bank of Oulu.", 0.0),
        ("Guards had raised doubts, and Niinisto dismissed those concerns on Monday.", 1.0),
        ("Niinisto shares those concerns about the port, he said on Monday.", 1.0),
        ("Since May, the port has cut its fees by half and hired guards.", 1.0),
        ("At the time of the strike, the guards of the port had gone home.", 1.0),
        ("After Finland and Sweden fell out over ferries, the two met in the port.", 1.0),
        ("Nearly all of the ferries sail to the port, ministers said.", 1.0),
    ],
)
def test_what_points_back_stands_nowhere_alone(line: str, expected: float) -> None:
    article = reading("a", [HARBOUR], [line])
    assert fitness(article.sentences[1], source_of(article), event(article)) == expected


def test_here_and_now_behind_any_word_go() -> None:
    """ "cannabis here" ends as "is here" does, "Thailand today" as "and today"."""
    for line, left in (
        ("Ferries sell cannabis here for a fee.", "Ferries sell cannabis for a fee."),
        ("Ferries left Thailand today for Turku.", "Ferries left Thailand for Turku."),
        ("The end is here for all of them.", "The end is here for all of them."),
        ("Ferries sailed then and today for a fee.", "Ferries sailed then and today for a fee."),
    ):
        assert apply(line, here_and_now(line)) == left

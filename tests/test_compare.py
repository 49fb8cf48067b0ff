"""writing/compare: pairs of reports with a figure changed, rounded, kept or about another thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from compare_cases import CASES, CLASSICAL, Pair, disagreements, event_of, figure_pairs, is_found, reading_of
from seed_facts import SEEDS, seed_input

from summarize.articles.facts import read_facts
from summarize.data import Reading
from summarize.settings import CompareSettings
from summarize.training import compare as training
from summarize.writing._likeness import from_json, log_odds
from summarize.writing._measures import Measure, measures_of
from summarize.writing.compare import compare

RECALL = 0.9  # floors that the issue asks for
FALSE_ALARMS = 0.05


def test_changed_figures_are_found_and_others_are_not(capsys):
    pairs = list(figure_pairs())
    found = [disagreements(pair) for pair in pairs]
    changed = [(pair, one) for pair, one in zip(pairs, found, strict=True) if pair.kind]
    kept = [(pair, one) for pair, one in zip(pairs, found, strict=True) if not pair.kind]
    right = sum(is_found(pair, one) for pair, one in changed)
    alarms = sum(bool(one) for _, one in kept)
    beside = sum(len(one) - is_found(pair, one) for pair, one in changed)
    with capsys.disabled():
        print(
            f"\ncompare: {right}/{len(changed)} changed figures found ({right / len(changed):.3f}), "
            f"{alarms}/{len(kept)} false alarms ({alarms / len(kept):.3f}), {beside} beside the changed ones"
        )
    assert len({pair.topic for pair in pairs}) >= 25
    assert right >= RECALL * len(changed)
    assert alarms + beside <= FALSE_ALARMS * len(kept)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("case", CASES["days_and_speakers"], ids=lambda case: case["topic"])
def test_days_and_speakers(case, turned):
    one, other = (case["other"], case["one"]) if turned else (case["one"], case["other"])
    found = disagreements(Pair(case["topic"], one, other, case["kind"]))
    if case["kind"] is None:
        assert not found
    else:
        assert [telling.kind for telling in found] == [case["kind"]]
        assert sorted(side.value for side in found[0].sides) == sorted(case["values"])


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("case", CLASSICAL, ids=lambda case: case["topic"])
def test_what_outlets_classically_differ_on_is_told_and_nothing_else(case, turned):
    readings = [reading_of(str(at), lines) for at, lines in enumerate(case["articles"])]
    readings = readings[::-1] if turned else readings
    found = compare(event_of(readings), readings, CompareSettings())
    told = sorted([one.kind, *sorted({side.value for side in one.sides})] for one in found)
    assert told == sorted([kind, *sorted(values)] for kind, *values in case["told"])


def test_two_dates_without_a_year_are_two_days_only_within_a_week():
    def report(day: str) -> list[str]:
        return [f"President Mara Voss signed the border treaty with Castria at the lake palace in Velmora on {day}."]

    for day, told in (("March 26", 1), ("March 24", 0), ("April 24", 0), ("March 4", 0)):
        assert len(disagreements(Pair("date", report("March 24"), report(day), None))) == told


def test_one_act_told_of_two_days_by_many_is_one_disagreement():
    lines = ["President Mara Voss signed the border treaty with Castria at the lake palace in Velmora on Tuesday."]
    late = [lines[0].replace("Tuesday", "Wednesday")]
    readings = [reading_of(name, text) for name, text in (("a", lines), ("b", late), ("c", late))]
    (found,) = compare(event_of(readings), readings, CompareSettings())
    assert [(side.citation.article, side.value) for side in found.sides] == [
        ("a", "Tuesday"), ("b", "Wednesday"), ("c", "Wednesday")
    ]  # fmt: skip


@pytest.fixture(scope="module")
def seeds() -> dict[str, Reading]:
    found = {}
    for seed in SEEDS:
        article, lines, sentences, times = seed_input(seed)
        facts = read_facts(article, lines, sentences, times)
        found[seed["seed"][:3]] = Reading(
            article=article, lines=lines, sentences=sentences, published=None, times=times, facts=facts
        )
    return found


def test_the_two_reports_of_one_meeting_give_two_compatible_bounds(seeds):
    readings = [seeds["000"], seeds["001"]]
    found = compare(event_of(readings), readings, CompareSettings())
    assert [(one.about, one.kind) for one in found] == [
        ("killed", "compatible bound"),
        ("injured", "compatible bound"),
    ]
    assert [[side.value for side in one.sides] for one in found] == [["31", "Over 30"], ["300", "more than 180"]]
    for one in found:
        for side, reading in zip(one.sides, readings, strict=True):
            cited = side.citation
            assert cited.article == reading.article.id
            assert reading.article.text[cited.start : cited.end] == cited.quote
            assert side.value in cited.quote


def test_different_meetings_and_single_articles_disagree_on_nothing(seeds):
    for names in (("002",), ("000", "004"), ("002", "003")):
        readings = [seeds[name] for name in names]
        assert not compare(event_of(readings), readings, CompareSettings())


BLAST = ["A car bomb killed 12 people and wounded 40 near a market in Kabul on Sunday."]
RAISED = ["A car bomb killed 15 people and wounded 40 near a market in Kabul on Sunday."]


def test_a_copy_is_not_a_source_of_its_own():
    readings = [reading_of("a", BLAST), reading_of("b", RAISED)]
    assert not compare(event_of(readings, [("b", "a")]), readings, CompareSettings())
    assert compare(event_of(readings), readings, CompareSettings())


def test_three_sources_are_one_disagreement_with_three_sides():
    readings = [reading_of("a", BLAST), reading_of("b", RAISED), reading_of("c", BLAST)]
    (found,) = compare(event_of(readings), readings, CompareSettings())
    assert (found.about, found.kind) == ("killed", "differs")
    assert [(side.citation.article, side.value) for side in found.sides] == [("a", "12"), ("b", "15"), ("c", "12")]


def test_a_total_that_grew_inside_one_article_agrees_with_either():
    grown = ["At noon a car bomb near a market in Kabul had killed 12 people.", *RAISED]
    for other in (BLAST, RAISED):
        readings = [reading_of("a", grown), reading_of("b", other)]
        assert not compare(event_of(readings), readings, CompareSettings())


@pytest.mark.parametrize(
    "line",
    [
        "A car bomb near a market in Kabul killed 12 people, including 5 children, on Sunday.",  # a part of them
        "Another 7 people were killed near a market in Kabul on Sunday.",  # more of them
        'A car bomb near a market in Kabul on Sunday: "It killed 20 people," a trader said.',  # someone's word
        "A car bomb near a market in Kabul on Sunday killed about 12 people.",  # the same, less sure
        "A car bomb near a market in Kabul on Monday killed 20 people.",  # another day
        "A car bomb near a market in Herat on Sunday killed 20 people.",  # another place
        "A bomb like that of Kabul on Sunday could have killed 200 people.",  # no fact
        "A car bomb near a market in Kabul on Sunday killed 9 soldiers.",  # others
    ],
)
def test_traps(line):
    for pair in (Pair("trap", BLAST, [line], None), Pair("trap", [line], BLAST, None)):
        assert not disagreements(pair)


@pytest.mark.parametrize(("day", "told"), [(4, ["differs"]), (5, ["compatible bound"]), (3, ["differs"]), (9, [])])
def test_what_is_told_days_later_was_counted_anew(day, told):
    readings = [reading_of("a", BLAST, date(2019, 5, 4)), reading_of("b", RAISED, date(2019, 5, day))]
    assert [one.kind for one in compare(event_of(readings), readings, CompareSettings())] == told


@pytest.mark.parametrize(("year", "told"), [(2012, 0), (2019, 1)])
def test_a_figure_of_years_ago_is_none_of_today(year, told):
    today = date(2019, 5, 4)
    one = reading_of("a", ["The harbour of Port Ella handled 2.4 million tonnes of grain."], today)
    other = reading_of("b", [f"The harbour of Port Ella handled 2.9 million tonnes of grain in {year}."], today)
    spans = (replace(time, first=date(year, 1, 1), last=date(year, 12, 31)) for time in other.times)
    readings = [one, replace(other, times=tuple(spans))]
    assert len(compare(event_of(readings), readings, CompareSettings())) == told


def test_a_source_that_prints_both_figures_takes_no_side():
    lines = ["Luck threw a pass for 65 yards in the game against Tarnhill on Friday.", "Luck ran for 40 yards."]
    readings = [reading_of(name, text) for name, text in (("a", lines[:1]), ("b", lines), ("c", lines[:1]))]
    assert not compare(event_of(readings), readings, CompareSettings())


@pytest.mark.parametrize(("day", "told"), [(4, 1), (5, 0), (None, 0)])
def test_tallies_of_an_epidemic_are_compared_only_as_of_one_day(day, told):
    lines = [[f"The virus has killed {count} people in Ostrava Bay, the health office said."] for count in (63, 71)]
    later = date(2019, 5, day) if day else None
    readings = [reading_of("a", lines[0], date(2019, 5, 4)), reading_of("b", lines[1], later)]
    assert len(compare(event_of(readings), readings, CompareSettings())) == told


@pytest.mark.parametrize("verb", ["has been trapped for", "was trapped for"])
def test_how_a_figure_is_told_decides_whether_it_changes(verb):
    (found,) = measures_of(0, reading_of("a", [f"The child {verb} 50 hours in the well near Tarnhill."]))
    assert found.role == ("momentary" if "been" in verb else "")


def test_a_pronoun_has_the_figure_of_the_person_named_last():
    found = measures_of(0, reading_of("a", ["Ivo Tarn spoke first.", "He raised $9 million.", "It cost $3 million."]))
    assert [one.bearer for one in found] == ["tarn", ""]


def test_rounding_is_a_compatible_bound_and_equal_figures_are_nothing():
    def report(figure: str) -> list[str]:
        return [f"The carmaker agreed to buy the battery firm for {figure}, the companies said."]

    def kinds(one: str, other: str) -> list[str]:
        return [found.kind for found in disagreements(Pair("deal", report(one), report(other), None))]

    assert kinds("$2.38 billion", "$2.4 billion") == ["compatible bound"]
    assert kinds("$2,400 million", "$2.4 billion") == []
    assert kinds("$2.4 billion", "$2.5 billion") == ["differs"]
    assert kinds("more than $2 billion", "$2.4 billion") == ["compatible bound"]
    assert kinds("less than $2 billion", "$2.4 billion") == ["differs"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The suit asks for 250 million dollars in damages.", "He seeks 310 million dollars in damages in the suit."),
        (
            "Under the programme the bank was to buy $400 million in bonds by the end of June, it said.",
            "The programme, under which the bank buys $400 billion in bonds, ends in June.",
        ),
        ("The troops fired 120 rockets at the city on Tuesday.", "On Tuesday 95 rockets were fired at the city."),
    ],
)
def test_other_values_of_one_thing_are_told(one, other):
    for pair in (Pair("told", [one], [other], None), Pair("told", [other], [one], None)):
        assert [found.kind for found in disagreements(pair)] == ["differs"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flight 175 left the airport on Tuesday.", "Flight 182 left the airport on Tuesday."),  # names
        ("The driver crashed on lap 20 of the race.", "The driver crashed on lap 48 of the race."),
        ("The singer died aged 84 on Monday.", "The singer's brother died aged 70 on Monday."),  # ages
        ("She was 11 when her mother died on Monday.", "Her mother died on Monday, aged just 25."),
        (  # parts of one measure
            "The officer knelt on his neck for nearly nine minutes on Monday.",
            "On Monday the officer knelt on his neck for eight minutes and 46 seconds.",
        ),
        (  # another offer
            "The chip maker offered $121 billion for its rival on Monday.",
            "The chip maker's original $105 billion offer for its rival failed on Monday.",
        ),
        (  # worlds apart
            "The company paid 12 workers in the port for the strike on Monday.",
            "The company paid 900 workers in the port for the strike on Monday.",
        ),
    ],
)
def test_names_ages_and_other_matters_are_no_figures_to_compare(one, other):
    for pair in (Pair("apart", [one], [other], None), Pair("apart", [other], [one], None)):
        assert not disagreements(pair)


def test_a_figure_that_both_print_is_no_side_of_a_disagreement():
    one = ["The tour stops in 70 towns, the group said on Monday."]
    both = ["The tour stops in 75 towns, the group said on Monday.", "Of them 70 towns are in the south."]
    assert not disagreements(Pair("printed", one, both, None))


def test_the_likeness_of_figures_does_not_depend_on_their_values_nor_on_their_order():
    def figure(text: str) -> Measure:
        (found,) = measures_of(0, reading_of("a", [text]))
        return found

    one, other = figure("The fund paid 250 miners a pension."), figure("A pension was paid to 310 miners by the fund.")
    assert log_odds(one, other) == log_odds(other, one)
    assert log_odds(one, other) == log_odds(one, figure("A pension was paid to 90 miners by the fund."))
    assert log_odds(one, other) > log_odds(one, figure("The strike of 310 miners began in a town in the north."))
    with pytest.raises(ValueError, match="train it again"):
        from_json({"bias": 0.0, "weights": {"colour": 1.0}})


def test_training_learns_from_figures_that_agree():
    one = reading_of("a", ["The fund paid 250 miners a pension.", "It is 31 km away.", "He has 2 sons."])
    other = reading_of("b", ["A pension was paid to 250 miners by the fund.", "It lies 47 km away.", "He has 2 dogs."])
    found = {(a.fact.surface, b.fact.surface, agree) for a, b, agree in training.figure_pairs([one, other])}
    assert ("250", "250", True) in found  # printed by both
    assert ("31", "47", False) in found  # each printed by one alone
    assert not any(a == b == "2" for a, b, _ in found)  # a small number is soon the same
    assert not list(training.figure_pairs([one, one]))  # a copy teaches nothing

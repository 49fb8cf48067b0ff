import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from writing_readings import draft, event, read_facts, reading

from summarize.data import Claim, Draft, Origin, Reading, Rejected
from summarize.settings import PlanSettings, VerifySettings
from summarize.writing._case import make_case, passage
from summarize.writing._gate import RULES, check, needed
from summarize.writing.verify import _quotes_again, verify

CASES = json.loads((Path(__file__).parent / "cases" / "verify.json").read_text("utf-8"))["cases"]


def stopped_by(case: dict) -> set[str]:
    """The names of all rules the case breaks."""
    if not case["quotes"]:
        return {"any"}
    seen = make_case(
        passage(case["text"], read_facts),
        [passage(quote, read_facts) for quote in case["quotes"]],
        origin=Origin(case["origin"]) if case.get("origin") else None,
        previous=passage(case["previous"], read_facts) if "previous" in case else None,
        antecedent=case.get("antecedent"),
    )
    return {name for name, rule in RULES if rule(seen) is not None}


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['label']}" for n, case in enumerate(CASES)])
def test_a_sentence_may_stand_or_not(case: dict) -> None:
    reason = check(
        case["text"],
        case["quotes"],
        read_facts,
        origin=Origin(case["origin"]) if case.get("origin") else None,
        previous=case.get("previous"),
        antecedent=case.get("antecedent"),
    )
    assert (reason is None) == (case["label"] is None), f"{case['why']}: {reason}"


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['label']}" for n, case in enumerate(CASES)])
def test_the_rule_named_stops_it(case: dict) -> None:
    if case["label"] in (None, "any"):
        return
    assert stopped_by(case) & {case["label"], *case.get("also", ())}, case["why"]


def test_a_name_moved_between_clauses_of_the_same_words_is_found() -> None:
    line = "Voters in Norway chose a new parliament while voters in Sweden chose a new parliament."
    assert (
        check(line.replace("Sweden", "Norway"), [line], read_facts) == "“Norway” stands twice, in the cited line once"
    )


@pytest.mark.xfail(strict=True, reason="a list in another order says the same; names that change places are stopped")
def test_names_of_a_list_may_change_places() -> None:
    line = "Voters chose Sauli Niinisto, Stefan Lofven and Mette Frederiksen."
    assert check("Voters chose Stefan Lofven, Sauli Niinisto and Mette Frederiksen.", [line], read_facts) is None


def test_two_persons_beside_a_comma_do_not_change_places() -> None:
    line = "Asked if he would meet with Mr. Niinisto, Mr. Lofven said it was too soon."
    other = "Asked if he would meet with Mr. Lofven, Mr. Niinisto said it was too soon."
    assert check(other, [line], read_facts) == "the cited line has “Niinisto” where “Lofven” stands"


def test_an_idle_citation_is_left_out_and_the_main_one_stays() -> None:
    one, other = "Ahtisaari met Annan in Oslo on Monday.", "Ahtisaari met Annan in Oslo."
    assert needed(one, [one, other], read_facts) == (0,)
    assert needed(one, [other, one], read_facts) == (1,)


# ---------------------------------------------------------------- a whole brief

FIRST = "Swedish Prime Minister Stefan Lofven met Finnish President Sauli Niinisto in Helsinki on Tuesday."
SECOND = "Niinisto said the talks about the Baltic Sea were long and honest."
THIRD = "He added that 12 patrols would start soon."
FOURTH = "Lofven praised the harbour of Turku as a place of work for many families."


def brief(
    drafts: Sequence[Sequence[Draft]], *readings: Reading, plan: PlanSettings | None = None
) -> tuple[tuple[Claim, ...], tuple[Rejected, ...]]:
    return verify(drafts, event(*readings), readings, read_facts, VerifySettings(), plan or PlanSettings())


def one_article() -> Reading:
    return reading("a", [FIRST], [SECOND, THIRD], [FOURTH])


def test_citations_are_exact_and_every_word_has_its_place() -> None:
    article = one_article()
    claims, _ = brief([[draft(FIRST, article.sentences[0])]], article)
    (cited,) = claims[0].citations
    assert article.article.text[cited.start : cited.end] == cited.quote == FIRST
    for word in claims[0].words:
        assert word.at is not None
        assert article.article.text[word.at : word.at + len(word.text)] == word.text


def test_the_first_draft_that_may_stand_is_taken_and_the_others_give_their_reason() -> None:
    article = one_article()
    wrong = draft(FIRST.replace("Tuesday", "Friday"), article.sentences[0], origin=Origin.FUSED)
    claims, rejected = brief([[wrong, draft(FIRST, article.sentences[0])]], article)
    assert [claim.text for claim in claims] == [FIRST]
    assert rejected == (Rejected(text=wrong.text, reason="the time “Friday” is not in the cited lines"),)


def test_a_claim_tells_whether_a_line_had_to_stand_in_for_the_writer() -> None:
    article = one_article()
    wrong = draft(FIRST.replace("Tuesday", "Friday"), article.sentences[0], origin=Origin.FUSED)
    line = replace(draft(FIRST, article.sentences[0]), fallback=True)
    claims, _ = brief([[wrong, line]], article)
    assert [claim.fallback for claim in claims] == [True]
    claims, _ = brief([[draft(FIRST, article.sentences[0]), line]], article)
    assert [claim.fallback for claim in claims] == [False]


def test_a_pronoun_follows_the_claim_that_names_whom_it_means() -> None:
    article = one_article()
    s = article.sentences
    named = draft(THIRD.replace("He", "Niinisto"), s[2], s[1])
    groups = [
        [draft(FIRST, s[0])],
        [draft(THIRD, s[2], antecedent="Niinisto"), named],
        [draft(FOURTH, s[3])],
        [draft(SECOND, s[1])],
    ]
    claims, _ = brief(groups, article)
    assert [claim.text for claim in claims] == [FIRST, SECOND, THIRD, FOURTH]
    claims, _ = brief([groups[0], groups[1], groups[2]], article)
    assert [claim.text for claim in claims] == [FIRST, named.text, FOURTH]
    assert len(claims[1].citations) == 2


def test_a_pronoun_without_its_name_goes_and_a_reserve_comes() -> None:
    article = one_article()
    s = article.sentences
    groups = [[draft(FOURTH, s[3])], [draft(THIRD, s[2], antecedent="Niinisto")], [draft(FIRST, s[0])]]
    claims, rejected = brief(groups, article, plan=PlanSettings(max_sentences=2))
    assert [claim.text for claim in claims] == [FIRST, FOURTH]  # the one with the full name first
    assert "does not name" in rejected[0].reason


def test_the_same_is_not_said_twice() -> None:
    one, other = one_article(), reading("b", [FIRST.replace("Finnish ", "")])
    groups = [[draft(FIRST, one.sentences[0])], [draft(other.sentences[0].text, other.sentences[0])]]
    claims, rejected = brief(groups, one, other)
    assert len(claims) == 1
    assert claims[0].outlets == claims[0].independent == 2
    assert rejected[0].reason.startswith("already said")


def test_a_line_joined_to_one_claim_is_not_joined_to_another() -> None:
    first, second = "Niinisto opened the port of Turku.", "Lofven praised the ice of the north."
    joined = "Now the sea is free."
    article = reading("a", [first], [second], [joined])
    s = article.sentences
    one = draft("Niinisto opened the port of Turku, and the sea is free.", s[0], s[2], origin=Origin.FUSED)
    two = draft("Lofven praised the ice of the north, and the sea is free.", s[1], s[2], origin=Origin.FUSED)
    claims, rejected = brief([[one], [two, draft(second, s[1])]], article)
    assert [claim.text for claim in claims] == [one.text, second]
    assert [each.text for each in rejected if "another sentence tells" in each.reason] == [two.text]


def test_words_quoted_already_are_not_quoted_in_another_outlets_sentence() -> None:
    one = reading("a", ["Niinisto said a strike would mean “a closed sea” for Finland and Sweden."])
    two = reading("b", ["Any strike will mean “a closed sea”, the head of Finland warned."])
    groups = [[draft(each.sentences[0].text, each.sentences[0])] for each in (one, two)]
    claims, rejected = brief(groups, one, two)
    assert len(claims) == 1
    assert rejected[0].reason.startswith("already said")


def test_copies_and_articles_of_one_outlet_count_once() -> None:
    articles = [reading(name, [FIRST], outlet=outlet) for name, outlet in (("a", "Wire"), ("b", "Wire"), ("c", None))]
    found = verify(
        [[draft(FIRST, articles[0].sentences[0])]],
        event(*articles, copies=[("c", "a")]),
        articles,
        read_facts,
        VerifySettings(),
        PlanSettings(),
    )
    assert (found[0][0].outlets, found[0][0].independent) == (2, 1)


def test_the_tighter_of_words_and_sentences_wins() -> None:
    article = one_article()
    groups = [[draft(s.text, s)] for s in (article.sentences[0], article.sentences[1], article.sentences[3])]
    assert len(brief(groups, article, plan=PlanSettings(max_sentences=2))[0]) == 2
    claims, rejected = brief(groups, article, plan=PlanSettings(max_words=20))
    assert len(claims) == 1
    assert all("longer than 20 words" in one.reason for one in rejected)


def test_the_brief_is_never_lost() -> None:
    article = reading("a", ["He said the talks went well."])
    claims, rejected = brief([[draft("He said the talks went well.", article.sentences[0])]], article)
    assert [claim.text for claim in claims] == ["He said the talks went well."]
    assert rejected


def test_no_draft_no_claim() -> None:
    assert brief([], one_article()) == ((), ())


def test_a_line_inside_a_quotation_is_not_told_in_the_articles_voice() -> None:
    article = reading("a", [FIRST], ['"We met for long.', "The sea is calm.", 'All is well," Lofven said.'])
    s = article.sentences
    claims, rejected = brief([[draft(FIRST, s[0])], [draft("The sea is calm.", s[2])]], article)
    assert [claim.text for claim in claims] == [FIRST]
    assert "inside a quotation" in rejected[0].reason


def test_a_judge_fills_in_the_support() -> None:
    class Half:
        name = "half"

        def judge(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[float]:
            return [0.5 for _ in pairs]

    article = one_article()
    claims, _ = verify(
        [[draft(FIRST, article.sentences[0])]],
        event(article),
        [article],
        read_facts,
        VerifySettings(),
        PlanSettings(),
        Half(),
    )
    assert claims[0].support == 0.5


def test_words_quoted_once_are_quoted_again_in_part() -> None:
    told = "In a speech, Niinisto called the port of Turku a “total hoax” on Friday."
    again = "Niinisto labelled the port of Turku “a total hoax” in another speech."
    assert _quotes_again(again, told)
    assert not _quotes_again("Niinisto labelled the port of Turku “a total loss” in a speech.", told)
    assert not _quotes_again("Niinisto called the port of Turku a hoax.", told)

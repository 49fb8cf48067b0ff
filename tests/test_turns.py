"""Turns of transcripts: whose words a paragraph is, and what becomes of them."""

import json
from pathlib import Path

import pytest

from summarize.articles.clean import label_lines
from summarize.articles.facts import read_facts
from summarize.articles.split import split
from summarize.data import Article, Fact, FactKind, Line, Reading, Role, Sentence
from summarize.events.wording import wording_factors
from summarize.settings import CleanSettings, RankSettings, SplitSettings
from summarize.writing._source import completion, is_bare_turn, source_of

CASES = json.loads((Path(__file__).parent / "cases" / "turns.json").read_text("utf-8"))


def read(paragraphs: list[str]) -> tuple[tuple[Line, ...], tuple[Sentence, ...], tuple[Fact, ...]]:
    text = "\n\n".join(paragraphs)
    article = Article(id="a", path="a", text=text, encoding="utf-8", sha256="")
    lines = label_lines([article], CleanSettings())[0]
    sentences = split(article, lines, SplitSettings())
    return lines, sentences, read_facts(article, lines, sentences, ())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_what_is_spoken(case):
    _, _, facts = read(case["lines"])
    spoken = [[fact.surface, fact.speaker] for fact in facts if fact.kind is FactKind.QUOTATION]
    assert spoken == case["spoken"], case["why"]


def test_who_tells_the_news_has_no_label_in_a_sentence():
    lines, sentences, _ = read(CASES[0]["lines"])
    assert not any("ROE:" in sentence.text or "HOST" in sentence.text for sentence in sentences)
    assert any("RICHARD DOE:" in sentence.text for sentence in sentences)
    assert sum(bool(line.furniture) for line in lines if line.role is Role.BODY) == 3


def test_words_of_a_turn_without_its_label_are_no_sentence_for_a_brief():
    _, sentences, facts = read(CASES[0]["lines"])
    settings = RankSettings()
    worth = {
        sentence.text: wording_factors(sentence.text, [f for f in facts if f.sentence == sentence.index], settings)
        for sentence in sentences
    }
    assert worth["They were long, too."]["speaker"] == settings.speakerless_factor
    assert worth["RICHARD DOE: The talks were good."]["speaker"] == 1.0
    assert worth["The ministers will meet again in the capital in May."]["speaker"] == 1.0


def test_words_of_a_turn_without_its_label_are_printed_nowhere():
    lines, sentences, facts = read(CASES[0]["lines"])
    article = Article(id="a", path="a", text="\n\n".join(CASES[0]["lines"]), encoding="utf-8", sha256="")
    source = source_of(
        Reading(article=article, lines=lines, sentences=sentences, times=(), facts=facts, published=None)
    )
    bare = {sentence.text for sentence in sentences if is_bare_turn(source, sentence)}
    assert bare == {"They were long, too.", "The summer is what both countries wanted all along."}
    assert all(completion(source, sentence) is None for sentence in sentences if sentence.text in bare)

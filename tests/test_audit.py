"""The audit: its readers, its checks, and that it shares nothing with the package."""

import ast
import json
from datetime import date
from pathlib import Path

import pytest
from audit_briefs import EVENTS, MARKS, citations_on, cite, line_start, make_brief, make_claim, seed_text, write_folder

from evaluation.audit import audit_claim, audit_folder, main
from evaluation.audit_claims import check_claim, extra_words, idle, spare_sentences
from evaluation.audit_days import days_of
from evaluation.audit_facts import names_inside, read_facts
from evaluation.audit_folder import make_source
from evaluation.audit_openings import opening
from evaluation.audit_words import sentence_spans

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"


def cases(name):
    return json.loads((CASES / f"{name}.json").read_text("utf-8"))


def by_label(rows, key):
    return [pytest.param(row, id=row[key][:50]) for row in rows]


# ------------------------------------------------------------------ independence


def test_the_audit_imports_nothing_from_the_package():
    seen, waiting = set(), ["evaluation.audit"]
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        path = ROOT / f"{module.replace('.', '/')}.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "summarize" for name in names), (module, names)
            assert not (isinstance(node, ast.ImportFrom) and node.level), module
            waiting += [name for name in names if name.startswith("evaluation.")]
            outside = {n.split(".")[0] for n in names} - {"evaluation", ""}
            assert outside <= set(__import__("sys").stdlib_module_names), (module, outside)
    assert all(name.startswith("evaluation.audit") for name in seen), seen


# ----------------------------------------------------------------------- readers


def seed_scores():
    """Facts of the seeds' body lines: marked, read, and read rightly, by (seed, start, end, kind)."""
    merged = {"person": "name", "organisation": "name", "place": "name"}
    marked, read = set(), set()
    for entry in MARKS:
        seed = entry["seed"][:3]
        text = seed_text(seed)
        lines = text.split("\n")
        known = names_inside("\n".join(lines[number - 1] for number in entry["body"]))
        for mark in entry["facts"]:
            kind = merged.get(mark["kind"], mark["kind"])
            marked.add((seed, mark["start"], mark["start"] + len(mark["surface"]), kind))
        for number in entry["body"]:
            start, end = line_start(text, number), line_start(text, number) + len(lines[number - 1])
            for stretch in entry["furniture"]:
                if stretch["line"] == number:
                    at = text.find(stretch["text"], start)
                    start, end = (at + len(stretch["text"]), end) if at == start else (start, at if at > 0 else end)
            for fact in read_facts(text[start:end], known):
                read.add((seed, start + fact.start, start + fact.end, fact.kind))
    return marked, read


def test_the_readers_find_the_marked_facts_of_the_seeds():
    marked, read = seed_scores()
    assert len(marked) > 250
    assert len(marked & read) / len(read) >= 0.95
    assert len(marked & read) / len(marked) >= 0.95


@pytest.mark.parametrize("case", by_label(cases("audit_facts"), "text"))
def test_facts(case):
    text = case["text"]
    found = sorted([f.kind, text[f.start : f.end], f.normal] for f in read_facts(text))
    assert found == sorted(case["facts"]), case["why"]


@pytest.mark.parametrize("case", by_label(cases("audit_days"), "text"))
def test_days(case):
    against = [date.fromisoformat(day) for day in case["against"]]
    assert sorted(map(str, days_of(case["text"], against))) == case["days"], case["why"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. agreed. Then Mr. Ruiz left at 5 p.m. on Monday.", 2),
        ('"It is late. We must go," Ruiz said. She left.', 2),
        ("It fell 4.5 percent on Feb. 26 in St. Louis.", 1),
        ("Why? Nobody knew! It went on…", 3),
    ],
)
def test_sentences(text, count):
    assert len(sentence_spans(text)) == count


# ------------------------------------------------------------------------ claims


@pytest.mark.parametrize("case", by_label(cases("audit_claims"), "label"))
def test_claims(case):
    found = check_claim(case["claim"], case["quotes"], extra=extra_words(case["origin"]))
    if case["expect"] is None:
        assert not found, case["why"]
    else:
        assert any(case["expect"] in why for why in found), (case["why"], found)


@pytest.mark.parametrize("case", by_label(cases("audit_openings"), "text"))
def test_openings(case):
    assert opening(case["text"]) == case["expect"], case["why"]


def test_an_idle_citation_is_found_and_a_needed_one_is_not():
    quotes = ["Ruiz opened the museum.", "She praised the volunteers of Lima.", "The museum opened."]
    assert idle("Ruiz opened the museum and praised the volunteers.", quotes) == [2]
    assert idle("Ruiz opened the museum.", quotes[:1]) == []


def test_a_citation_longer_than_its_sentence_is_found():
    assert spare_sentences("Ruiz opened the museum.", "Ruiz opened the museum. Rain fell on Lima.") == 1
    assert spare_sentences('"It is late. We go," Ruiz said.', '"It is late. We go," Ruiz said.') == 0


def test_every_body_sentence_of_the_seeds_supports_itself():
    for entry in MARKS:
        text = seed_text(entry["seed"][:3])
        source = make_source(1, text)
        for number in entry["body"]:
            start = line_start(text, number)
            for first, last in sentence_spans(text.split("\n")[number - 1]):
                claim = make_claim([cite(text, 1, start + first, start + last)], origin="fused")
                assert audit_claim(claim, {1: source}) == []


# ------------------------------------------------------------------------ folders


def findings(folder):
    return [(one.kind, one.where, one.why) for one in audit_folder(folder)[0] if one.kind != "style"]


def changed(tmp_path, change):
    """The findings in a folder of good briefs in which the first was changed."""
    briefs = [make_brief(event) for event in EVENTS]
    change(briefs[0])
    return findings(write_folder(tmp_path, briefs))


def test_good_briefs_pass(tmp_path, capsys):
    assert main([str(write_folder(tmp_path))]) == 0
    printed = capsys.readouterr().out
    assert "3 briefs" in printed
    assert "0 wrong · 0 ungrounded · 0 idle" in printed


def test_json_output(tmp_path, capsys):
    assert main([str(write_folder(tmp_path)), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["findings"] == []
    assert printed["counts"]["claims"] == 13


def test_an_empty_folder_fails(tmp_path, capsys):
    assert main([str(tmp_path)]) == 1
    assert "no briefs" in capsys.readouterr().out


def test_briefs_without_citations_fail(tmp_path):
    brief = make_brief(EVENTS[0])
    brief["claims"] = []
    for part in (brief["title"], brief["day"], brief["place"], *brief["participants"]):
        part["citations"] = []
    assert any("no citations" in why for _, _, why in findings(write_folder(tmp_path, [brief])))


def test_a_folder_that_is_not_there_is_a_usage_error(tmp_path, capsys):
    assert main([str(tmp_path / "absent")]) == 2
    assert "absent" in capsys.readouterr().err


def set_in(path, value):
    """A change of one value of a brief, named by its path."""

    def change(brief):
        *way, last = path
        for step in way:
            brief = brief[step]
        brief[last] = value

    return change


FIRST = ("claims", 0, "citations", 0)
TAMPERED = [
    ((*FIRST, "quote"), "Something else.", "wrong", "the quote is not what stands"),
    ((*FIRST, "line"), 2, "wrong", "it stands on lines"),
    ((*FIRST, "line"), 999, "wrong", "outside the source"),
    ((*FIRST, "end"), 10**6, "wrong", "outside the source"),
    ((*FIRST, "source"), 9, "wrong", "unknown"),
    (("sources", 0, "sha256"), "0" * 64, "wrong", "sha256"),
    (("day", "value"), "2016-03-25", "ungrounded", "does not follow"),
    (("day", "wording"), "Friday", "ungrounded", "stands in no cited quote"),
    (("day", "citations"), [], "ungrounded", "cites no line"),
    (("place", "text"), "Geneva", "ungrounded", "Geneva"),
    (("participants", 0, "text"), "John Smith", "ungrounded", "Smith"),
    (("title", "text"), "Lavrov, Kerry hail cooperation in Geneva", "ungrounded", "Geneva"),
    (("claims", 0, "origin"), "fused", None, ""),
]


@pytest.mark.parametrize(("path", "value", "kind", "why"), TAMPERED)
def test_a_tampered_brief_is_found(tmp_path, path, value, kind, why):
    found = changed(tmp_path, set_in(path, value))
    if kind is None:
        assert found == []
    else:
        assert any(kind == one[0] and why in one[2] for one in found), found


def test_a_planned_meeting_gives_no_participant(tmp_path):
    text = seed_text("001")
    at = text.index("Kerry is expected to meet")

    def change(brief):
        citation = cite(text, 2, at, text.index(" Endi"))
        brief["participants"].append({"text": "Vladimir Putin", "citations": [citation]})

    assert any("are to meet" in why for _, _, why in changed(tmp_path, change))


def test_the_day_of_a_statement_is_not_the_day_of_the_meeting(tmp_path):
    brief = make_brief(EVENTS[2])
    brief["day"]["value"] = "2016-09-22"
    brief["sources"][0]["published"] = "2016-09-22"
    found = findings(write_folder(tmp_path, [brief]))
    assert any("day of a statement" in why for _, _, why in found)


def test_a_name_may_stand_for_a_pronoun_in_an_extracted_claim(tmp_path):
    said = citations_on("001", 13, 2)[0]
    named = citations_on("001", 11, 2)[0]
    text = said["quote"].replace("he added", "Lavrov added")

    def change(brief):
        brief["claims"] = [make_claim([said, named]) | {"text": text}]

    assert changed(tmp_path / "good", change) == []

    def other(brief):
        brief["claims"] = [make_claim([said, named]) | {"text": text.replace("forming a", "forming the")}]

    assert any(
        "calls itself extracted" in why or "word for word" in why for _, _, why in changed(tmp_path / "bad", other)
    )


def test_words_stand_where_they_say(tmp_path):
    start = make_brief(EVENTS[0])["claims"][0]["citations"][0]["start"]
    good = {"text": "US", "start": 0, "end": 2, "source": 1, "at": start}

    def change(**wrong):
        return lambda brief: brief["claims"][0].update(words=[good | wrong])

    assert changed(tmp_path / "good", change()) == []
    assert any("of the claim" in why for _, _, why in changed(tmp_path / "claim", change(start=1)))
    assert any("of source 1" in why for _, _, why in changed(tmp_path / "source", change(at=start + 5)))
    assert any("outside the citations" in why for _, _, why in changed(tmp_path / "outside", change(at=start + 400)))


def test_what_other_sources_are_said_to_tell_must_stand_there(tmp_path):
    text = seed_text("000")
    start, number = line_start(text, 7), EVENTS[0]["seeds"].index("000") + 1
    line = cite(text, number, start, start + len(text.split("\n")[6]))
    furniture = line | cite(text, number, line_start(text, 15), line_start(text, 15) + 30)

    def change(*rows, moved=False):
        def update(brief):
            claims = brief["claims"]
            claim = next(each for each in claims if (each["citations"][0]["source"] == number) == moved)
            claim["corroboration"] = list(rows)

        return update

    assert changed(tmp_path / "good", change(line)) == []
    assert any("not what stands" in why for _, _, why in changed(tmp_path / "quote", change(line | {"quote": "No."})))
    assert any("boilerplate" in why for _, _, why in changed(tmp_path / "furniture", change(furniture)))
    assert any("twice" in why for _, _, why in changed(tmp_path / "twice", change(line, line)))
    assert any("itself" in why for _, _, why in changed(tmp_path / "itself", change(line, moved=True)))


def test_furniture_may_not_be_cited(tmp_path):
    text = seed_text("000")
    start = line_start(text, 15)

    def change(brief):
        brief["claims"][0] = make_claim([cite(text, 1, start, start + 30)])

    assert any("boilerplate" in why for _, _, why in changed(tmp_path, change))


def test_a_pronoun_needs_its_antecedent_in_the_sentence_before(tmp_path):
    text = seed_text("000")
    start = line_start(text, 4)
    but_he = cite(text, 1, start + len("But "), start + len(text.split("\n")[3]))

    def change(brief):
        brief["claims"][1] = make_claim([but_he]) | {"text": "He" + but_he["quote"][2:]}

    # the sentence before it in the brief speaks of Kerry and Lavrov; the source's last speaker is Kerry
    assert not any("opens with" in why for _, _, why in changed(tmp_path / "clear", change))

    def first(brief):
        brief["claims"].insert(0, make_claim([but_he]) | {"text": "He" + but_he["quote"][2:]})

    assert any("no sentence stands before" in why for _, _, why in changed(tmp_path / "first", first))


def test_pages_that_show_other_citations_are_found(tmp_path):
    folder = write_folder(tmp_path)
    page = folder / f"{EVENTS[0]['slug']}.md"
    page.write_text(page.read_text("utf-8").replace("[1:L8]", "[1:L7]"), "utf-8")
    other = folder / f"{EVENTS[1]['slug']}.html"
    other.write_text(other.read_text("utf-8").replace('id="s1-l9"', 'id="s1-x9"'), "utf-8")
    (folder / f"{EVENTS[2]['slug']}.html").unlink()
    whys = [why for _, _, why in findings(folder)]
    assert any("[1:L7-7] is no citation" in why for why in whys)
    assert any("is printed with" in why for why in whys)
    assert any("'#s1-l9' leads nowhere" in why for why in whys)
    assert any("it is not there" in why for why in whys)

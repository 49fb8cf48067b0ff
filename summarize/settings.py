"""One frozen record of settings per stage; each default says where it comes from.

A threshold is a named field, its unit in its name and its origin beside it: measured on which data, by which command.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """articles/read: what is opened and what is refused."""

    max_file_mb: float = 50.0  # a news article is far below 1 MB; a larger file is a mistake or an attack
    # Of one article; the longest of 24,500 had 116,785, and a million take 20 s to read and write on one processor.
    max_article_chars: int = 1_000_000
    html_seconds: float = 20.0  # trafilatura needs over a minute on hostile pages; ordinary ones take 0.02 s
    html_memory_mb: float = 2000.0  # of address space for the process that reads pages; an ordinary page needs 300


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSettings:
    """articles/clean: what is text and what is furniture."""

    # How sure the line model must be, in [0, 1]: where F1 is highest, with all rules, over the odd half of pages_dev,
    # each page judged by a model that did not see it (.917; python -m summarize.training.clean --check).
    min_text: float = 0.45
    # Likewise for a sentence right below one of the text. From .05 to .35 F1 over the odd half of pages_dev moves by
    # .001; without it short articles lose their last short sentences.
    min_text_beside: float = 0.15
    min_rescued_words: int = 4  # a shorter line is not taken for a sentence against the model's judgement
    repeated_articles: int = 3  # unlike articles that must share a line before it is the page's and not theirs
    # Share of the smaller vocabulary above which two articles may be on one thing: on 500 articles of giveme5w1h and
    # wikinews 93 % of the pairs on one event lie above it, 85 % of the others below.
    unlike_vocabulary_share: float = 0.14
    foreign_words_share: float = 0.34  # of a repeated line's longer words; with more in its article, it belongs there
    # A sentence or two so many units of the page above the main text, so short beside it and with so few of its longer
    # words in it, are the page's: F1 on the even half of pages_dev .902 -> .905, on its English pages .870 -> .883,
    # on the odd half .957 -> .956. What else was dropped was read: forms, notices, teasers. Larger blocks lose text.
    apart_units: int = 5
    apart_words_share: float = 0.2
    apart_vocabulary_share: float = 0.15
    long_line_words: int = 150  # so long a line of running words is text, whatever is glued to it or stands around it


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitSettings:
    """articles/split: where sentences end."""

    max_quoted_chars: int = 400  # a quotation of several sentences up to this long stays whole, with its speaker
    max_bracketed_chars: int = 250  # likewise a bracket; a longer pair is more likely two unrelated marks
    max_sentence_chars: int = 2000  # a longer one is no sentence: it is cut at a mark or a blank
    max_block_chars: int = 20_000  # a longer paragraph is worked on in parts, so that time stays in proportion
    max_wrap_chars: int = 120  # a text wrapped by hand or by a mail program has no longer line (72 to 100 are usual)
    min_wrap_chars: int = 30  # nobody wraps narrower; shorter lines are a list
    min_full_share: float = 0.8  # of unfinished lines so full that the next word had no room: then lines are wrapped
    min_continued_share: float = 0.3  # of unfinished lines followed by a lower-case word: likewise


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSettings:
    """articles/dates: what a wording of time means."""

    ambiguous_numeric: str = "refuse"  # "05/03/2024" when nothing tells the order; or "month first", "day first"
    first_year: int = 1900  # a printed year outside these is a number or a mistake
    last_year: int = 2100
    max_ahead_days: int = 270  # "will ... Feb. 26": a day without a year further ahead than this is the one behind
    same_story_days: int = 2  # a report may be published this long after the "today" it quotes
    languages: tuple[str, ...] = ("en", "de", "fr", "es")  # of publication days in the metadata, for dateparser


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSettings:
    """articles/opinion: which articles argue rather than report."""

    min_words: int = 150  # of the text: of fewer the wording tells too little
    # How sure it must be. Of held-out outlets' articles told so .85 bear the label or stand in an opinion section, and
    # of the others nearly all that were read argue too (weights/opinion).
    least: float = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSettings:
    """events/particulars and events/cluster: which articles report the same meeting."""

    lead_sentences: int = 5  # a report tells its meeting here; what comes first later is background (pyramid style)
    meeting_sentences: int = 12  # how far on sentences can still add to the meeting's day, place and participants
    day_behind_days: int = 10  # a meeting further back than this before publication is a look back, not the report
    day_ahead_days: int = 1  # publication is given in another time zone than the meeting: one day may be missing
    window_days: float = 45.0  # two articles published further apart are no pair ...
    timeless_similarity: float = 0.25  # ... unless their telling words are this alike: publication days can be wrong
    telling_words: int = 60  # heaviest words an article is looked up under
    common_articles: int = 300  # a word in more articles than this (or in more than the share below) finds no pair
    common_share: float = 0.0  # any share costs the square of the articles: .05 made 100,000 of them unaffordable
    starved_share: float = 0.25  # of its telling words an article must keep, or it is one of very many much alike
    candidate_similarity: float = 0.02  # cosine over the telling words below which a pair is not compared
    alike_similarity: float = 0.1  # from which two articles are so alike that more than the next are compared ...
    weak_candidates: int = 60  # ... nearest neighbours an article is compared with, however little alike
    candidates: int = 150  # and with how many at most
    meaning_candidates: int = 10  # nearest by the embedding of their openings, whatever words they share
    meaning_similarity: float = 0.5  # cosine below which those are not compared
    told_pairs: int = 30  # decisions told per article, the surest: an event of 5,000 articles has millions of pairs
    told_in_all: int = 100_000  # fewer per article where a run would tell more than this; each takes 2 kB
    missing_log_odds: float = -6.0  # what a pair that was not compared counts for
    grown_log_odds: float = 2.0  # how much more evidence two grown clusters need: ECB+ .914 -> .942 (cross-validated)
    copy_containment: float = 0.8  # share of the shorter one's six-word runs found in the longer one: a copy
    copy_length_ratio: float = 0.6  # a shorter excerpt is no copy
    # Of the members that name any participant; of three, two. .25 let in nine who took no part in 92 meetings of
    # meetings_dev, by reading; of whom half of the members name in their openings one need tell (events/attending).
    participant_share: float = 0.34
    # Of all members, where nobody but one took part. Of 36 such events of ecbplus, neus, wikinews and giveme5w1h, which
    # hold few meetings, 8 named somebody who met somebody. With this and with what a lone name must be told by
    # (events/people) 14 are left, 6 of them right; of 39 events of meetings_dev 31, about half of the lost were right.
    participant_lone_share: float = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSettings:
    """events/rank: which sentences a brief needs."""

    # What the parts weigh is learnt (events/parts.py, weights/rank/). "Points" below are the mean of ROUGE-1, -2 and -L
    # on a sample of neus_train, one setting changed, with the weights set by hand that came before the learnt ones;
    # differences under .3 are chance.
    position_half_life_sentences: float = 10.0  # halve the credit for standing early; the best lie from 8 to 24
    full_facts: float = 6.0  # a sentence with facts of this weight together has the full part; 4: the same
    support_from: float = 0.2  # similarity from which another outlet's sentence counts as support, in part
    support_full: float = 0.6  # and from which in full; .3 to .7, .1 to .5 and .2 to .9: -.2 to -.4 points
    # The graph.
    meaning_share: float = 0.4  # of the embedder's cosine in the similarity; the rest is TF-IDF. 0: -.4 points
    min_edge: float = 0.15  # weaker similarities are no edge; .05: -.1, .25: -.3 points
    max_neighbours: int = 100  # of a sentence: keeps 20,000 sentences within 300 MB
    damping: float = 0.85  # Erkan and Radev 2004, section 3.2; PageRank's value
    max_embedded: int = 2000  # sentences of one event; MiniLM embeds 200 a second, more would be waited for
    # Near-copies.
    copy_candidate_similarity: float = 0.7  # TF-IDF cosine from which a pair is looked at
    copy_overlap: float = 0.85  # Dice of content stems; one word in eight may be added or left out
    # The embedder's cosine from which sentences of two outlets tell the same. Of the pairs printed in one brief of 45
    # clusters of neus_train all five from .72 on did, by reading; from .68 to .72 two of five.
    retold_similarity: float = 0.72
    retold_lead: float = 0.6  # likewise of two leads: all three such pairs did, one of them in part
    # From which one tells what the other tells, so that both may be named for it (writing/_corroboration).
    same_similarity: float = 0.8
    # Likewise of two with this share of the shorter one's content stems in common: of 12 such pairs in 40 briefs
    # nine told the same, by reading; with fewer words in common 3 of 15.
    retold_worded: float = 0.64
    retold_words: float = 0.35
    # Factors: what a weakness of wording leaves of the score. ROUGE on NeuS does not tell them from 1 (within .1
    # points); they stand for what an editor strikes: questions, fragments, "He said" without a name, "we asked".
    min_words: int = 9  # a shorter sentence loses in proportion; 7: -.1, 14: 0 points
    max_words: int = 45  # a longer one likewise; 35: 0, 30: -.3, 60: -.3 points
    question_factor: float = 0.4
    fragment_factor: float = 0.5
    pronoun_factor: float = 0.7  # mild: the planner can put the antecedent before it
    link_factor: float = 0.85
    speakerless_factor: float = 0.5
    voice_factor: float = 0.6
    background_days: int = 7  # a sentence whose times all lie more than this before the event tells what went before
    background_factor: float = 0.7
    # What an opinion piece says in its own voice beside reports; ROUGE on 34 clusters of neus_train and neus_val that
    # hold both kinds: +.5 / +.5 / 0 against 1
    opinion_factor: float = 0.3
    outsider_factor: float = 0.8  # a sentence that names people, none of them a participant: not measurable on NeuS


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationSettings:
    """models/seq2seq: how a sequence-to-sequence model is asked to write."""

    beams: int = 4  # as BART, PEGASUS and PRIMERA were evaluated by their authors
    terse: bool = False  # whether the fusion writer makes sentences as short as a headline
    candidates: int = 3  # beams handed to the gate for each group, so that one bad figure does not lose the sentence
    no_repeat_ngram: int = 3  # words pieces; the usual value for news summaries
    max_new_tokens: int = 96  # of one sentence: a news sentence has 27 tokens at the median
    max_new_tokens_cluster: int = 320  # of a whole brief: six sentences
    max_input_tokens: int = 4096  # PRIMERA's own limit; 16,384 (LED) takes minutes on a CPU
    batch_groups: int = 8
    batch_fusions: int = 24  # inputs of the fusion writer at once: a brief of six sentences; more wait for the longest


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSettings:
    """writing/plan: which sentences one brief sentence rests on."""

    max_sentences: int = 6  # the length asked for; fewer where the sources hold fewer
    max_words: int | None = None  # of the whole brief; the tighter of the two wins
    max_citations: int = 4  # promise 3
    # Of the words of its mean article that a brief may have: people keep a brief of short reports short. Mean ROUGE-1,
    # -2 and -L on neus_val, leads: 1.2 28.3, 1.3 28.8, 1.4 28.7, 1.5 28.6; with none 28.0 at best. Full articles
    # are too long for it to tell.
    max_source_share: float = 1.3
    reserve_factor: int = 3  # so many times max_sentences groups are planned: the gate may reject some
    # The next three: ROUGE-1 and -Lsum of two to four sentences on 80 clusters of neus_train; 0 to 1 and .4 to .6 were
    # tried and differ by less than 1 point. More repetition scores as well and reads worse, so the stricter was taken.
    diversity: float = 0.5  # power of the share of new content words; 0 would not mind repetition
    balance: float = 0.15  # so much more is a sentence worth whose participant was heard less; by reading, not measured
    max_looked_at: int = 300  # ranked sentences, and the leads: a brief is never made of the 301st
    # An event whose participants nobody knows opens with the sentence worth most, those that open their article up to
    # so much more: on 150 clusters of neus_val 0 to .3 are the same, the first lead alone .2 points of ROUGE less.
    lead_credit: float = 0.3
    title_credit: float = (
        0.5  # likewise for telling what the title says; set by reading the first sentences of 80 briefs
    )
    least_new_share: float = 0.2  # of a sentence's content words: with fewer new ones it adds nothing
    same_share: float = 0.5  # of the shorter one's content words in common: two sentences say the same
    figure_share: float = 0.3  # likewise, where both give the same figure; set by reading 68 briefs, not measured
    # What a lead is worth beside another lead on the same matter: both tell the same news. Of nine settings the one
    # that kept every floor of evaluation/gate on its 24 clusters of neus_val; on all of neus_val it changes nothing.
    lead_again: float = 0.75
    retold_again: float = 0.5  # likewise, of what another outlet has told in other words
    matter_share: float = 0.35  # likewise: two sentences of two articles are on the same matter


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteSettings:
    """writing/write: how sentences are written from groups."""

    compress: bool = True  # whether lines may be shortened (glosses, "here", "today"); the line itself always follows
    max_lines: int = 4  # of a group that a writer is given: promise 3 allows four citations
    max_written: int = 8  # groups a writer is given, the best; behind these are reserves, which stay lines


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifySettings:
    """writing/verify: what may be printed."""

    same_share: float = 0.6  # of the shorter one's content words that two claims share to say the same thing twice
    # Of a claim's content words that a line of another source holds, and so tells it too: where the two are near in
    # meaning, and where they are not known to be; and the claim's share of such a line. Set by reading 180 pairs
    # of 105 events; of the next 37, of 35 events, all were right.
    corroborating_share: float = 0.4
    corroborating_words: float = 0.65
    corroborating_back: float = 0.4
    quoted_share: float = 0.4  # likewise, where both quote the same words; by reading 40 briefs, not measured
    told_share: float = 0.85  # of a claim's content words that all claims before it hold: it adds nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSettings:
    """writing/compare: what counts as a disagreement."""

    min_likeness_fate: float = 0.45  # of two sentences on the killed, injured, arrested of one event
    # Of any other two figures that they measure the same thing (writing/_likeness; 0: as likely as not). Set by reading
    # what is told of 611 events of giveme5w1h, meetings_dev, neus_trainval and wikinews; none of them is a test set.
    min_log_odds: float = -0.5
    min_log_odds_small: float = 1.0  # where one is below ten: small numbers stand everywhere
    ratio_cost: float = 3.0  # off the log-odds for each factor e between two values: what outlets disagree on is close
    phrase_bonus: float = 1.0  # on the log-odds of two shares of one name; NeuS train: planted 4 more, wrong none
    # Off the log-odds of two unlike values: figures that agree are many, disagreements few. At 0.4 of the figures
    # planted in NeuS val 21 % are told instead of 24 %.
    unlike_cost: float = 0.2
    little_cost: float = 1.0  # off them for sums, shares, durations and votes with hardly a word in common close by
    min_overlap_retold: float = 0.8  # of the longer sentence's rarity: so much is one sentence printed twice
    max_days_published: int = 1  # between two reports: what is told later has been counted anew
    max_ratio: float = 2.5  # of two values; ten times as much is of another thing, whatever stands around it
    # Of two sentences on one act of two days; set on NeuS train (none told of 1,146 clusters as they are).
    min_shared_day: int = 6  # content stems, those of who tells it left out
    min_overlap_day: float = 0.35  # share of the longer one's rarity that the other has too
    min_overlap_day_shorter: float = 0.5  # likewise of the shorter one's
    min_overlap_day_whole: float = 0.8  # of the longer one's: so much is one act wherever the day stands
    min_shared_beside_day: int = 2  # otherwise: of the four content words on either side of the day
    max_days_apart: int = 6  # of two days one act may be told of; a week later it is another act
    max_figures: int = 600  # of one unit in one event: the cost is quadratic, and 600 take a few seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSettings:
    """events/incremental: events that grow article by article."""

    # Scored anew with each article, so that no score is older than a ninth of the state. 150 articles of meetings_dev:
    # with 4 or 2 one pair of events stays joined that a run over all keeps apart (1.3 points), with 8 none.
    renewed_texts: int = 8
    voting_texts: int = 200  # of an event, the earliest: its day and place are voted on anew whenever it grows


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a run, one record per stage."""

    read: ReadSettings = field(default_factory=ReadSettings)
    clean: CleanSettings = field(default_factory=CleanSettings)
    split: SplitSettings = field(default_factory=SplitSettings)
    dates: DateSettings = field(default_factory=DateSettings)
    opinion: OpinionSettings = field(default_factory=OpinionSettings)
    cluster: ClusterSettings = field(default_factory=ClusterSettings)
    state: StateSettings = field(default_factory=StateSettings)
    rank: RankSettings = field(default_factory=RankSettings)
    plan: PlanSettings = field(default_factory=PlanSettings)
    generation: GenerationSettings = field(default_factory=GenerationSettings)
    write: WriteSettings = field(default_factory=WriteSettings)
    verify: VerifySettings = field(default_factory=VerifySettings)
    compare: CompareSettings = field(default_factory=CompareSettings)
    embedder: str = "minilm"  # a name models/load knows, or a path
    writer: str = "fusion"  # likewise; "extractive" copies lines
    whole_cluster: bool = False  # whether the writer is given a whole event instead of groups
    bfloat16: bool = False  # promise 5: float32 unless asked otherwise

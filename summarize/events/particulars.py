"""What one article says of the meeting it reports: when it took place, where, and who took part.

Only what is told as done counts. A planned meeting gives no participant; the day of a statement is not the day of the
meeting; a place that speaks ("Moscow said") is no place. What cannot be known stays None, with the words that bear on
it.
"""

from __future__ import annotations

from summarize.data import Particulars, Reading
from summarize.events.days import find_day
from summarize.events.people import find_participants
from summarize.events.places import find_place
from summarize.events.telling import of_report, tell
from summarize.settings import ClusterSettings


def read_particulars(reading: Reading, settings: ClusterSettings) -> Particulars:
    """The day, the place and the participants of the meeting one article reports, each with its citations.

    Args:
        reading: the article, read.
        settings: how far into the article the meeting is looked for.

    Returns:
        day: None where the article does not say it, or gives only the day on which somebody spoke of it;
        ``day_wording`` then holds the words that bear on it.
    """
    told = [of_report(tell(one), reading, settings) for one in reading.sentences[: settings.meeting_sentences]]
    main = next((index for index, part in enumerate(told[: settings.lead_sentences]) if part.acts), None)
    day, wording = find_day(reading, told, main, settings)
    place, place_citations = find_place(reading, told, main)
    return Particulars(
        article=reading.article.id,
        day=day,
        day_wording=wording.quote if wording is not None else None,
        day_citations=(wording,) if wording is not None else (),
        place=place,
        place_citations=place_citations,
        participants=find_participants(reading, told, main),
    )

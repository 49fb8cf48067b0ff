"""Tables that share what they have in common with their past."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from summarize.events.tables import Draft, Table


@given(st.lists(st.tuples(st.sampled_from(["put", "drop", "fork"]), st.integers(-3000, 3000)), max_size=60))
@limits(deadline=None)
def test_a_table_is_a_dictionary_that_keeps_its_past(steps: list[tuple[str, int]]) -> None:
    draft: Draft[int, int] = Draft(Table())
    known: dict[int, int] = {}
    past: list[tuple[Table[int, int], dict[int, int]]] = []
    for number, (what, key) in enumerate(steps):
        if what == "put":
            draft.put(key, number)
            known[key] = number
        elif what == "drop":
            draft.drop(key)
            known.pop(key, None)
        else:
            past.append((draft.done(), dict(known)))
    past.append((draft.done(), known))
    for table, expected in past:
        assert dict(table.items()) == expected
        assert len(table) == len(expected)

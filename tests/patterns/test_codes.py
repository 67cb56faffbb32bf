"""The registry of findings: severity and note come from the table, and people get the note in their language."""

import pytest

from patterns.codes import codes, finding
from patterns.model import Place
from patterns.templates import names


def test_a_finding_is_what_its_row_says():
    place = Place(3, (0.0, 0.0, 1.0, 1.0))
    found = finding("table_text_lost", place=place, count=2, text="12")
    assert (found.severity, found.blocking, found.note, found.place) == ("error", True, "2 characters in no cell: 12", place)


def test_unknown_codes_and_missing_facts_are_refused():
    with pytest.raises(KeyError):
        finding("no_such_code")
    with pytest.raises(KeyError):
        finding("table_text_lost", count=2)


@pytest.mark.parametrize("code", sorted(codes()))
def test_a_note_is_told_in_chinese_with_its_facts(code):
    known = codes()[code]
    facts = {name: f"<{n}>" for n, name in enumerate(names(known.template.en))}
    told = known.note(finding(code, **facts).note, "zh")
    assert all(fact in told for name, fact in facts.items() if f"{{{name}}}" in known.template.zh)
    assert known.note("a note of another version", "zh") == "a note of another version"

"""`build --review` makes the page, Prefect's summary links to it; a page that cannot be made fails no release."""

from dataclasses import replace

from flows.releases.outcome import Outcome
from flows.releases.stages import PLAIN
from flows.yearly.notify import summary
from patterns.errors import BadInput
from tests.conftest import EDITIONS


def test_a_build_makes_the_page(tmp_path):
    outcome = PLAIN.build(str(EDITIONS / "report-2023.pdf"), str(tmp_path), "szsc", review=True)
    index = tmp_path / "review" / "szsc" / "2023" / "index.html"
    assert outcome.status == "published" and outcome.review == str(index) and index.exists()
    assert f"]({index.as_uri()})" in summary("szsc", [outcome])


def test_what_was_published_stands_without_its_page():
    def broken(*_):
        raise BadInput("disk", "is full", "make room")

    outcome = Outcome("szsc", "2023", "published")
    assert replace(PLAIN, review=broken).reviewed(outcome, "store") == outcome
    assert replace(PLAIN, review=broken).reviewed(replace(outcome, status="failed"), "store").review == ""

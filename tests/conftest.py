"""Where test data lies. Reports that may not be copied are read from ../shared; tests that need them skip where it is absent."""

from pathlib import Path

import pytest
from hypothesis import settings

from flows.reading.extract import extract
from patterns.find import Finder

# how long an example takes says how busy the machine is
settings.register_profile("shubao", deadline=None)
settings.load_profile("shubao")

ROOT = Path(__file__).resolve().parent.parent
EDITIONS = ROOT / "fixtures" / "editions"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def finder():
    return Finder()


def read_editions():
    """The bundled editions by year: (release, found, document)."""
    return {year: extract(EDITIONS / f"report-{year}.pdf", "szsc") for year in ("2023", "2024")}


@pytest.fixture(scope="session")
def editions():
    return read_editions()


@pytest.fixture(scope="session")
def report():
    """A function from a name to the path of a real report; skips where ../shared is absent."""

    def path(name: str) -> Path:
        found = SHARED / "reports" / name
        if not found.exists():
            pytest.skip(f"{found} is absent: this test needs the shared reports")
        return found

    return path

"""A series as a picture: drawn in a Chinese font, in the format that its name says, or refused in one line."""

import pytest

from flows.releases.plotted import plot
from flows.releases.stages import PLAIN
from output import plot as drawing
from patterns.errors import BadInput
from tests.conftest import EDITIONS


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    root = tmp_path_factory.mktemp("store")
    for year in ("2023", "2024"):
        PLAIN.build(str(EDITIONS / f"report-{year}.pdf"), str(root), "szsc")
    return root


@pytest.fixture()
def font(monkeypatch):
    """A font that is there on every machine: which one is not what these tests are about."""
    if not drawing.chinese_font():
        monkeypatch.setattr(drawing, "chinese_font", lambda: "DejaVu Sans")


def test_png_and_svg(store, tmp_path, font):
    assert plot("szsc", ["网络零售额"], store, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    plot("szsc", ["网络零售额"], store, tmp_path / "a.svg")
    first = (tmp_path / "a.svg").read_bytes()
    plot("szsc", ["网络零售额"], store, tmp_path / "a.svg")
    assert b"<svg" in first and (tmp_path / "a.svg").read_bytes() == first


def test_what_cannot_be_drawn_is_said(store, tmp_path, font, monkeypatch):
    for names, out, said in (
        (["网络零售额"], "a.jpg", "neither"),
        (["没有"], "a.png", "holds it"),
        (["额", "量", "数"], "a.png", "more than"),
    ):
        with pytest.raises(BadInput, match=said):
            plot("szsc", names, store, tmp_path / out)
    monkeypatch.setattr(drawing, "chinese_font", lambda: "")
    with pytest.raises(BadInput, match="font"):
        plot("szsc", ["网络零售额"], store, tmp_path / "a.png")

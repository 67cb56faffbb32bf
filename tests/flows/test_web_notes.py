"""Notes and headers that no honest run or server leaves are survived."""

import httpx
import pytest

from flows.pull.web import _goes_on, _good, _noted, _retry_after
from flows.releases.compare import knowledge
from patterns.errors import BadInput, Refused


@pytest.mark.parametrize("text", ["", '{"etag": "a', "[]", "null", '{"etag": 3}'])
def test_empty_and_cut_notes_know_nothing(tmp_path, text):
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert _noted(tmp_path / "a.json") == {} == _noted(tmp_path / "none.json")


@pytest.mark.parametrize("said", ["²", "-3", "soon", "", "٣"])
def test_a_wait_that_is_none(said):
    assert _retry_after(httpx.Response(503, headers=[(b"retry-after", said.encode())])) == 0.0


def test_a_part_of_another_file_starts_over(tmp_path):
    part, notes = tmp_path / "a.part", tmp_path / "a.json"
    part.write_bytes(b"12345")
    notes.write_text('{"etag": "\\"one\\""}', encoding="utf-8")
    answer = httpx.Response(206, headers={"etag": '"two"', "content-range": "bytes 5-9/10"})
    with pytest.raises(Exception, match="changed since"):
        _goes_on(answer, part, notes)
    assert not part.exists()
    with pytest.raises(Exception, match="not begun"):
        _goes_on(httpx.Response(206, headers={"content-range": "bytes 0-9/10"}), part, tmp_path / "none.json")


def test_what_is_packed_twice_is_refused():
    with pytest.raises(Refused, match="several times"):
        _good(httpx.Response(200, headers={"content-encoding": "gzip, gzip"}), "http://a.test/")


@pytest.mark.parametrize("same,is_good", [("true", True), ("no", True), ("vielleicht", False), ("", False)])
def test_an_alias_says_true_or_false(tmp_path, same, is_good):
    (tmp_path / "aliases.csv").write_text(f"before,after,same\na,b,{same}\n", encoding="utf-8")
    if is_good:
        assert len(knowledge(tmp_path).by_hand) == 1
    else:
        with pytest.raises(BadInput, match=r"aliases\.csv:2: same is"):
            knowledge(tmp_path)

"""A figure put right once stays right; a correction whose print has changed stops with a message."""

import pytest

from output import corrections
from patterns.errors import BadInput

HEAD = "report,edition,figure_id,column,wrong,right,who,why\n"


def rows(tmp_path, text):
    path = tmp_path / "corrections.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    return corrections.read(path), path


def test_a_value_is_put_right(editions, tmp_path):
    figure = editions["2024"][0].figures[0]
    found, path = rows(tmp_path, f"szsc,2024,{figure.figure_id},indicator,{figure.indicator},基站总数,me,clearer\n")
    out = corrections.apply(editions["2024"][0].figures, found, "szsc", "2024", path)
    assert out[0].indicator == "基站总数" and out[1:] == list(editions["2024"][0].figures[1:])
    assert corrections.apply(out, found, "szsc", "2024", path) == out


def test_another_print_stops(editions, tmp_path):
    figure = editions["2024"][0].figures[0]
    found, path = rows(tmp_path, f"szsc,2024,{figure.figure_id},obs_value,1,2,me,misread\n")
    with pytest.raises(BadInput, match="no longer 1"):
        corrections.apply(editions["2024"][0].figures, found, "szsc", "2024", path)


def test_a_figure_that_is_gone_stops(editions, tmp_path):
    found, path = rows(tmp_path, "szsc,2024,p000,obs_value,1,2,me,misread\n")
    with pytest.raises(BadInput, match="no longer printed"):
        corrections.apply(editions["2024"][0].figures, found, "szsc", "2024", path)


@pytest.mark.parametrize("row", ["szsc,2024,p0,sentence,a,b,me,why\n", "szsc,2024,p0,unit,a,b,,why\n"])
def test_rows_that_cannot_be_used(row, tmp_path):
    with pytest.raises(BadInput, match=":2"):
        rows(tmp_path, row)

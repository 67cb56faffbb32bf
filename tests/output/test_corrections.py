"""A figure put right once stays right; a correction whose print has changed stops with a message."""

import pytest

from output import corrections
from patterns.errors import BadInput

HEAD = "report,edition,figure_id,column,wrong,right,who,why\n"


def rows(tmp_path, text, head=HEAD):
    path = tmp_path / "corrections.csv"
    path.write_text(head + text, encoding="utf-8")
    return corrections.read(path), path


def test_a_value_is_put_right(editions, tmp_path):
    figure = editions["2024"][0].figures[0]
    found, path = rows(tmp_path, f"szsc,2024,{figure.figure_id},indicator,{figure.indicator},基站总数,me,clearer\n")
    out, told = corrections.apply(editions["2024"][0].figures, found, "szsc", "2024", path)
    assert not told
    assert out[0].indicator == "基站总数" and out[1:] == list(editions["2024"][0].figures[1:])
    assert corrections.apply(out, found, "szsc", "2024", path) == (out, [])


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


VERDICTS = HEAD.replace("why", "why,verdict")


def test_verdicts(editions, tmp_path):
    figures = editions["2024"][0].figures
    ids = [f.figure_id for f in figures[:3]]
    text = (
        f"szsc,2024,{ids[0]},,,,me,compared,right\nszsc,2024,{ids[1]},,,,me,a house number,not_a_figure\n"
        f"szsc,2024,{ids[2]},,,,me,unsure,wrong\nszsc,2024,,place,,2 10 20 30 40,me,left out,missed\n"
    )
    found, path = rows(tmp_path, text, VERDICTS)
    out, told = corrections.apply(figures, found, "szsc", "2024", path)
    assert [f.figure_id for f in out] == [f.figure_id for f in figures if f.figure_id != ids[1]]
    assert [(f.code, f.figure_id) for f in told] == [("wrong_by_hand", ids[2]), ("missed_by_hand", "")]
    assert told[1].place.page == 2 and told[1].place.bbox == (10, 20, 30, 40)


def test_a_verdict_on_what_is_no_longer_read_says_nothing(editions, tmp_path):
    found, path = rows(tmp_path, "szsc,2024,p0,,,,me,why,not_a_figure\nszsc,2024,p1,,,,me,why,right\n", VERDICTS)
    figures = editions["2024"][0].figures
    assert corrections.apply(figures, found, "szsc", "2024", path) == (list(figures), [])


@pytest.mark.parametrize("row", ["szsc,2024,p0,,,,me,why,perhaps\n", "szsc,2024,,place,,2 10,me,why,missed\n", "szsc,2024,p0,,,,me,why,\n"])
def test_verdicts_that_cannot_be_used(row, tmp_path):
    with pytest.raises(BadInput, match=":2"):
        rows(tmp_path, row, VERDICTS)

"""An indicator is followed through all comparisons of its report, under whatever name and mention each gives it."""

from output.review.chains import chain


def row(before, after, a, b, status="claimed"):
    """A row of changes.csv from `before` to `after` (years), figure a to figure b, each worth its year."""
    ids = {"figure_id_before": a, "figure_id_after": b, "edition_before": before, "edition_after": after, "status": status}
    return ids | {"time_period_before": before, "time_period_after": after, "value_before": before, "value_after": after}


def years(points):
    return [p[2] for p in points]


def test_over_four_editions():
    diffs = [([row("2021", "2022", "a", "b")], []), ([row("2022", "2023", "b", "c")], []), ([row("2023", "2024", "c", "d")], [])]
    assert years(chain(diffs, diffs[1][0])[0]) == ["2021", "2022", "2023", "2024"]


def test_another_mention_is_the_same_indicator():
    told = {"side": "before", "figure_id": "b", "of_side": "before", "of_figure_id": "b2"}
    diffs = [([row("2022", "2023", "a", "b")], []), ([row("2023", "2024", "b2", "c")], [told])]
    assert years(chain(diffs, diffs[0][0])[0]) == ["2022", "2023", "2024"]


def test_a_proposed_pair_joins_nothing():
    diffs = [([row("2022", "2023", "a", "b", "proposed")], []), ([row("2023", "2024", "b", "c")], [])]
    assert years(chain(diffs, diffs[1][0])[0]) == ["2023", "2024"]


def test_a_new_one_has_one_point():
    new = row("2023", "2024", "", "d")
    assert years(chain([([new], [])], [new])[0]) == ["2024"]


def test_figures_with_one_id_in_every_edition_end():
    diffs = [([row("2022", "2023", "a", "a")], []), ([row("2023", "2024", "a", "a")], [])]
    assert years(chain(diffs, diffs[0][0])[0]) == ["2022", "2023", "2024"]

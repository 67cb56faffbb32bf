"""The user's tables: one row a stroke, the newest word stands, a stroke taken back leaves what was there."""

from output.by_hand import ByHand

COLUMNS = ("figure_id", "why", "verdict")
KEY = ("figure_id",)


def table(tmp_path, text=""):
    path = tmp_path / "t.csv"
    if text:
        path.write_text(text, encoding="utf-8")
    return ByHand(path, COLUMNS)


def test_the_last_word_stands_and_can_be_taken_back(tmp_path):
    one = table(tmp_path)
    one.put({"figure_id": "p1", "why": "a", "verdict": "right"}, KEY)
    edit = one.put({"figure_id": "p1", "why": 'b, "c"\nd', "verdict": "wrong"}, KEY)
    assert [r["verdict"] for r in one.rows()] == ["wrong"]
    assert one.take_back(edit) and one.rows() == [{"figure_id": "p1", "why": "a", "verdict": "right"}]
    assert not one.take_back(edit)


def test_an_old_file_gains_the_column_and_keeps_those_of_the_user(tmp_path):
    one = table(tmp_path, "figure_id,why,seen\np1,a,yes\n")
    one.put({"figure_id": "p2", "why": "b", "verdict": "right"}, KEY)
    assert one.path.read_text(encoding="utf-8") == "figure_id,why,seen,verdict\np1,a,yes,\np2,b,,right\n"


def test_nothing_is_left_beside(tmp_path):
    one = table(tmp_path)
    one.put({"figure_id": "p1"}, KEY)
    assert {p.name for p in tmp_path.iterdir()} == {"t.csv", ".t.csv.lock"}

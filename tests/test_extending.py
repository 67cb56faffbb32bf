"""What docs/extending.md says is true: each thing is added to a copy of the package by the one change that it names, and works."""

import re
import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT

ROOMS = ("patterns", "extractors", "output", "flows")


@pytest.fixture()
def house(tmp_path):
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "shubao.py", tmp_path)
    return tmp_path


def python(house, code):
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=house, env={"PYTHONPATH": str(house), "PATH": ""}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-800:]
    return done.stdout.strip()


def append(path, row):
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{row}\n", encoding="utf-8")


def block(heading):
    """The last line of the CSV that the documentation shows under a heading."""
    text = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    return re.search(rf"## {heading}\n\n```\n(.*?)\n```", text, re.DOTALL)[1].splitlines()[-1]


SENTENCE = "import shubao; print(shubao.read_text('酿酒300坛。', edition=2024)['unit_measure'].tolist())"


def test_a_unit(house):
    assert "坛" not in python(house, SENTENCE)
    append(house / "patterns/data/units.csv", block("A unit"))
    assert python(house, SENTENCE) == "['坛']"


def test_a_reason(house):
    code = "import shubao; print(len(shubao.read_text('编为Z300样本。', edition=2024)))"
    append(house / "patterns/data/not_figures.csv", "number of a sample,编为[A-Z],\\d+,样本,编为Z{300}样本,共{300}样本")
    assert python(house, code) == "0"


def test_a_finding(house):
    append(house / "patterns/data/codes.csv", block("A finding"))
    code = "from patterns.codes import codes, finding; f = finding('odd_total', indicator='x'); print(f.severity, f.note, codes()['odd_total'].note(f.note, 'zh'))"
    assert python(house, code) == "warning x is odd x异常"


def test_a_column(house):
    model, schema = house / "patterns/model.py", house / "output/schema.py"
    model.write_text(
        model.read_text(encoding="utf-8").replace('    rule_base: str = ""\n', '    rule_base: str = ""\n    mood: str = "calm"\n', 1),
        encoding="utf-8",
    )
    text = schema.read_text(encoding="utf-8")
    schema.write_text(
        text.replace(")\nFINDINGS = (", '    Column("mood", "string", "how it feels", "心情"),\n)\nFINDINGS = (', 1), encoding="utf-8"
    )
    code = "import shubao; print(shubao.read_text('建成基站300个。', edition=2024)['mood'].tolist())"
    assert python(house, code) == "['calm']"

"""What people read has a Chinese sister: every error, option and line that the code can say stands in the table of messages."""

import ast
import csv

import pytest
from click.testing import CliRunner

from flows import tongue
from flows.cli import main
from patterns import errors
from patterns.templates import names
from tests.conftest import EDITIONS, ROOT

KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.BadInput)} - {"BadLexicon"}


def templates(node):
    """English sentences of a literal, {1} {2} … where facts stand; none where it is no literal."""
    if isinstance(node, ast.IfExp):
        return templates(node.body) + templates(node.orelse)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if not isinstance(node, ast.JoinedStr):
        return []
    out, facts = "", 0
    for part in node.values:
        facts += not isinstance(part, ast.Constant)
        out += part.value if isinstance(part, ast.Constant) else f"{{{facts}}}"
    return [out]


def said():
    """Every literal that an error, an option or `say` tells."""
    for path in (p for room in ("flows", "extractors", "output") for p in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            told = node.args[1:3] if name in KINDS else node.args[:1] if name == "say" else []
            told += [k.value for k in node.keywords if k.arg == "help"] if name == "option" else []
            yield from (text for one in told for text in templates(one))


def helps(command):
    yield command.help
    for below in getattr(command, "commands", {}).values():
        yield from helps(below)


def test_every_sentence_has_its_sister():
    with tongue.MESSAGES.open(encoding="utf-8", newline="") as fh:
        table = {row["en"]: row["zh"] for row in csv.DictReader(fh)}
    there = {*said(), *helps(main)}
    assert sorted(there - table.keys() - set(table.values())) == []  # help may be told in Chinese by an earlier test
    assert all(set(names(zh)) <= set(names(en)) for en, zh in table.items())


@pytest.fixture()
def chinese(monkeypatch):
    monkeypatch.setenv("SHUBAO_LANG", "zh")


def test_an_error_in_either_language(tmp_path, monkeypatch):
    for lang, what in (("zh", "没有这个文件；请检查路径"), ("en", "no such file; check the path")):
        monkeypatch.setenv("SHUBAO_LANG", lang)
        done = CliRunner().invoke(main, ["extract", str(tmp_path / "no.pdf"), "--out", str(tmp_path)])
        assert done.exit_code == 2 and what in done.output


def test_files_do_not_depend_on_the_language(tmp_path, monkeypatch):
    for lang in ("zh", "en"):
        monkeypatch.setenv("SHUBAO_LANG", lang)
        CliRunner().invoke(main, ["extract", str(EDITIONS / "report-2024.pdf"), "--out", str(tmp_path / lang)])
    for name in ("figures.csv", "findings.csv", "tables.json", "datapackage.json"):
        assert (tmp_path / "zh" / name).read_bytes() == (tmp_path / "en" / name).read_bytes()


def test_the_locale_tells_and_is_overruled(monkeypatch):
    monkeypatch.delenv("SHUBAO_LANG", raising=False)
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert tongue.language() == "zh"
    monkeypatch.setenv("SHUBAO_LANG", "en")
    assert tongue.language() == "en"


def test_facts_are_told_in_chinese(chinese):
    assert tongue.told("has 12 pages, more than 10") == "有12页，超过10"
    assert tongue.told("a sentence of nobody's") == "a sentence of nobody's"

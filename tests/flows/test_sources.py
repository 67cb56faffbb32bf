"""sources.toml: the example stands, every mistake is told with its line."""

import pickle

import pytest
from click.testing import CliRunner

from flows.cli import main
from flows.pull.sources import BadSources, Sources, example


def read(tmp_path, text):
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return Sources(path)


def test_the_example_is_valid_and_names_every_key(tmp_path):
    from flows.pull.sources import Source

    sources = read(tmp_path, example())
    assert [s.report for s in sources.all] == ["province-digital"]
    assert all(key in example() for key in Source.model_fields)


def test_the_example_without_its_comment_marks_is_valid_too(tmp_path):
    lines = [
        line.removeprefix("# ")
        if line.startswith(("# [", "# report", "# url", "# since", "# cron", "# files", "# pattern", "# webhook"))
        else line
        for line in example().splitlines()
    ]
    sources = read(tmp_path, "\n".join(lines))
    assert [s.report for s in sources.all] == ["province-digital", "industry-yearbook", "inbox"] and sources.notify


BAD = {
    "no slug": ('[[source]]\nreport = "a b"\nfiles = "x"\n', 2, "no slug"),
    "unknown key": ('[[source]]\nreport = "a"\nfiles = "x"\nlist = "x"\n', 4, "list is not known"),
    "no report": ('# one\n\n[[source]]\nfiles = "x"\n', 3, "report is missing"),
    "no place": ('[[source]]\nreport = "a"\n', 1, "none of listing, url, files"),
    "two places": ('[[source]]\nreport = "a"\nfiles = "x"\nurl = "http://a.test/{year}"\nsince = 2020\n', 1, "url and files"),
    "no address": ('[[source]]\nreport = "a"\nlisting = "ftp://a.test"\npattern = "{year}"\n', 3, "no http(s) address"),
    "no year": ('[[source]]\nreport = "a"\nfiles = "x"\npattern = "x"\n', 4, "{year}"),
    "cron": ('[[source]]\nreport = "ok"\nfiles = "x"\n[[source]]\nreport = "a"\nfiles = "x"\ncron = "99 * * * *"\n', 4, "cron"),
    "timezone": ('[[source]]\nreport = "a"\nfiles = "x"\ntimezone = "Mars"\n', 1, "timezone"),
    "type": ('[[source]]\nreport = "a"\nfiles = "x"\nsince = "soon"\n', 4, "since"),
    "twice": ('[[source]]\nreport = "a"\nfiles = "x"\n[[source]]\nreport = "a"\nfiles = "y"\n', 5, "stands twice"),
    "syntax": ('[[source]]\nreport = a\n', 2, "Invalid value"),
    "table": ('[sources]\nreport = "a"\n', 1, "sources is not known"),
    "webhook": ('[notify]\nwebhook = "mail"\n', 2, "no http(s) address"),
}  # fmt: skip


@pytest.mark.parametrize("text,line,word", BAD.values(), ids=BAD.keys())
def test_a_mistake_is_told_with_its_line(tmp_path, text, line, word):
    with pytest.raises(BadSources) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'sources.toml'}:{line}: ") and word in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


def test_init_writes_the_example_once(tmp_path):
    store = tmp_path / "store"
    assert run("sources", "init", "--store", store).exit_code == 0
    assert (store / "sources.toml").read_text(encoding="utf-8") == example()
    assert run("sources", "check", "--store", store).exit_code == 0
    (store / "sources.toml").write_text("mine", encoding="utf-8")
    again = run("sources", "init", "--store", store)
    assert again.exit_code == 2 and "is there already" in again.stderr
    assert (store / "sources.toml").read_text(encoding="utf-8") == "mine"


def test_check_lists_every_mistake(tmp_path):
    (tmp_path / "sources.toml").write_text('[[source]]\nreport = "a b"\nlist = 1\nfiles = "x"\n', encoding="utf-8")
    result = run("sources", "check", "--store", tmp_path)
    assert result.exit_code == 2
    assert sorted(line.split(":")[1] for line in result.stderr.splitlines()) == ["2", "3"]


def test_no_file(tmp_path):
    result = run("sources", "check", "--store", tmp_path)
    assert result.exit_code == 2 and "sources init" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "text,word", [("", "holds no"), ('[[source]]\nreport = "a"\nfiles = "x"\n', "b: is not in")], ids=["empty", "unknown"]
)
def test_run_without_such_a_source(tmp_path, text, word):
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    result = run("run", "b", "--store", tmp_path)
    assert result.exit_code == 2 and word in result.stderr and result.stderr.count("\n") == 1

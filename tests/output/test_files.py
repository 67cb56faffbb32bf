"""The files of a release: columns, types, bytes, and a valid Data Package."""

import csv
import io
import json

from frictionless import Package

from output import schema
from output.files import data_files, package, parse_figures, write


def release(editions, year="2024"):
    return editions[year][0]


def test_columns_are_those_of_the_contract(editions):
    rows = list(csv.reader(io.StringIO(data_files(release(editions))["figures.csv"].decode())))
    assert rows[0] == schema.header(schema.FIGURES) and all(len(r) == len(rows[0]) for r in rows)


def test_data_package_is_valid(editions, tmp_path):
    write(release(editions), tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "note"])[:3]


def test_hashes_and_bytes_are_true(editions, tmp_path):
    import hashlib

    write(release(editions), tmp_path)
    for resource in json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data) and resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_figure_ids_are_unique_and_stable(editions):
    from flows.reading.extract import extract
    from tests.conftest import EDITIONS

    first = [f.figure_id for f in release(editions).figures]
    again = [f.figure_id for f in extract(EDITIONS / "report-2024.pdf", "szsc")[0].figures]
    assert len(set(first)) == len(first) and first == again


def test_same_bytes_again(editions):
    one = release(editions)
    assert data_files(one) == data_files(one) and package(one, data_files(one)) == package(one, data_files(one))


def test_figures_survive_the_round_trip(editions):
    one = release(editions)
    back = parse_figures(data_files(one)["figures.csv"].decode(), "figures.csv")
    assert [(f.figure_id, f.obs_value, f.indicator, f.section) for f in back] == [
        (f.figure_id, f.obs_value, f.indicator, f.section) for f in one.figures
    ]


def test_plain_numbers():
    from decimal import Decimal

    assert (
        schema.plain(Decimal("5.9E+18")) == "5900000000000000000"
        and schema.plain(Decimal("20.70")) == "20.7"
        and schema.plain(Decimal("0")) == "0"
    )


def test_tables_of_an_earlier_reading_go_and_no_other_file_does(editions, tmp_path):
    from output.files import write_files

    write(release(editions), tmp_path)
    there = sorted((tmp_path / "tables").iterdir())
    write_files({"changes.csv": b"x"}, tmp_path)  # `diff --csv` beside a release
    assert there and sorted((tmp_path / "tables").iterdir()) == there
    (tmp_path / "tables" / "t99.csv").write_bytes(b"of an earlier reading")
    write(release(editions), tmp_path)
    assert sorted((tmp_path / "tables").iterdir()) == there

"""The same PDF, code and patterns give the same bytes, whatever the time zone, the language and the hash seed."""

import hashlib
import os
import subprocess
import sys

from tests.conftest import EDITIONS, ROOT

SETTINGS = (
    {"TZ": "Asia/Shanghai", "LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "America/New_York", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
)


def digest(folder):
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_same_bytes_on_other_machines(tmp_path):
    found = []
    for n, settings in enumerate(SETTINGS):
        for year in ("2023", "2024"):
            command = [
                sys.executable,
                "-m",
                "flows.cli",
                "extract",
                str(EDITIONS / f"report-{year}.pdf"),
                "--out",
                str(tmp_path / str(n) / year),
            ]
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=os.environ | settings)
        command = [
            sys.executable,
            "-m",
            "flows.cli",
            "diff",
            str(tmp_path / str(n) / "2023"),
            str(tmp_path / str(n) / "2024"),
            "--out",
            str(tmp_path / str(n) / "diff"),
            "--json",
        ]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=os.environ | settings)
        found.append(digest(tmp_path / str(n)))
    assert found[0] == found[1] and len(found[0]) > 10

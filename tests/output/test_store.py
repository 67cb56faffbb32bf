"""The store stays whole: killed at any moment, two at once, full disk, damaged ledger; and says what is broken."""

import json
import os
import random
import signal
import time

import pytest

from output import store as module
from output.store import Store
from output.verify import verify
from patterns.errors import BadInput, BadStore


def files(n: int, software: str = "1", patterns: str = "1", pdf: str = "a") -> dict[str, bytes]:
    data = {f"tables/t{k:02d}.csv": f"{n},{k}\n".encode() * 50 for k in range(20)} | {
        "figures.csv": f"figure_id\n{n}\n".encode(),
        "findings.csv": b"code\n",
    }
    resources = [{"path": name, "hash": f"sha256:{module.hashlib.sha256(b).hexdigest()}"} for name, b in data.items()]
    described = {"sources": [{"hash": pdf}], "shubao": {"software": software, "patterns": patterns}, "resources": resources}
    return data | {"datapackage.json": json.dumps(described).encode()}


def child(work) -> int:
    """Runs `work` in a child process that ends without cleaning up."""
    pid = os.fork()
    if not pid:
        try:
            work()
        finally:
            os._exit(0)
    return pid


def whole(root) -> list[str]:
    assert list(verify(Store(root))) == []
    folder = root / "releases" / "r" / "2024"
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith(".")) if folder.exists() else []


def test_a_version_appears_only_if_data_differ(tmp_path):
    store = Store(tmp_path)
    assert store.publish("r", "2024", files(1)).version == "v001"
    again = store.publish("r", "2024", files(1, software="2"))
    assert (again.version, again.is_new) == ("v001", False)
    assert store.publish("r", "2024", files(2, software="2")).why == "new software"
    assert store.publish("r", "2024", files(3, software="2", patterns="2")).why == "new patterns"
    assert store.publish("r", "2024", files(4, software="2", patterns="2", pdf="b")).why == "new PDF"
    assert store.publish("r", "2024", files(5, software="2", patterns="2", pdf="b")).why == "a correction: figures.csv, " + ", ".join(
        f"tables/t{k:02d}.csv" for k in range(20)
    )


def test_killed_at_200_random_moments(tmp_path):
    rng = random.Random(5)
    for n in range(200):
        pid = child(lambda n=n: Store(tmp_path).publish("r", "2024", files(n)))
        time.sleep(rng.random() * 0.012)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        whole(tmp_path)
    done = Store(tmp_path).publish("r", "2024", files(9999))
    assert done.is_new and whole(tmp_path) == [f"v{k:03d}" for k in range(1, len(whole(tmp_path)) + 1)]
    assert not list((tmp_path / "releases" / "r" / "2024").glob(".v*"))


def test_killed_at_each_step(tmp_path):
    Store(tmp_path).publish("r", "2024", files(0))
    for step in range(1, 60):

        def work(step=step):
            count = 0

            def counted(real):
                def call(*args, **kwargs):
                    nonlocal count
                    count += 1
                    if count == step:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return real(*args, **kwargs)

                return call

            module._write, module._fsync, os.rename = counted(module._write), counted(module._fsync), counted(os.rename)
            Store(tmp_path).publish("r", "2024", files(step))

        os.waitpid(child(work), 0)
        whole(tmp_path)
    assert Store(tmp_path).publish("r", "2024", files(777)).is_new


def test_two_builds_at_once(tmp_path):
    pids = [child(lambda n=n: [Store(tmp_path).publish("r", "2024", files(n * 100 + k)) for k in range(10)]) for n in range(4)]
    for pid in pids:
        assert os.waitpid(pid, 0)[1] == 0
    assert whole(tmp_path) == [f"v{k:03d}" for k in range(1, 41)]


def test_full_disk_leaves_nothing(tmp_path, monkeypatch):
    store = Store(tmp_path)
    store.publish("r", "2024", files(1))
    real, count = module._write, 0

    def write(path, data):
        nonlocal count
        count += 1
        if count > 5:
            raise OSError(28, "No space left on device")
        real(path, data)

    monkeypatch.setattr(module, "_write", write)
    with pytest.raises(BadStore, match="No space left"):
        store.publish("r", "2024", files(2))
    assert whole(tmp_path) == ["v001"] and not list((tmp_path / "releases" / "r" / "2024").glob(".v*"))


def test_store_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(BadStore, match="cannot be written"):
        Store(tmp_path / "file").publish("r", "2024", files(1))


def test_truncated_ledger_goes_on(tmp_path):
    store = Store(tmp_path)
    store.record({"report": "r", "edition": "2024", "status": "published"})
    path = tmp_path / "ledger.csv"
    path.write_bytes(path.read_bytes()[:-9])
    store.record({"report": "r", "edition": "2025", "status": "published"})
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3 and ",2025," in lines[2]
    assert [(row["edition"], row["status"]) for row in store.ledger()] == [("2025", "published")]


def test_verify_says_what_is_broken(tmp_path):
    store = Store(tmp_path)
    done = store.publish("r", "2024", files(1))
    (done.path / "figures.csv").write_bytes(b"changed")
    (done.path / "tables" / "t03.csv").unlink()
    assert {(p.name, what) for p, what in verify(store)} == {("figures.csv", "its bytes do not match its hash"), ("t03.csv", "is missing")}


def test_raw_is_kept_as_it_is(tmp_path):
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"%PDF-1.4 ...")
    digest = Store(tmp_path / "s").keep_raw(pdf, {"title": "a"})
    assert (tmp_path / "s" / "raw" / f"{digest}.pdf").read_bytes() == pdf.read_bytes()
    assert 'title = "a"' in (tmp_path / "s" / "raw" / f"{digest}.toml").read_text(encoding="utf-8")


def test_an_edition_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="is not in"):
        Store(tmp_path).newest("r", "2024")

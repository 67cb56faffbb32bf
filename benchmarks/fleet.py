"""300 editions: two processes against one, a fleet against bare `extract` in as many processes, memory of the parent while it runs."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
COUNT = 300


def variants(folder: Path, count: int) -> list[Path]:
    """So many PDFs of other bytes, generated from the bundled editions: both years of count / 2 reports."""
    bodies = [(ROOT / "fixtures" / "editions" / f"report-{year}.pdf").read_bytes() for year in (2023, 2024)]
    paths = [folder / f"r{i // 2:03d}-{2023 + i % 2}.pdf" for i in range(count)]
    for i, path in enumerate(paths):
        path.write_bytes(bodies[i % 2].replace(b"%%EOF", b"%% variant %d\n%%%%EOF" % i))
    return paths


def bare(job: tuple[str, str]) -> int:
    """What `shubao extract` does with one PDF."""
    from flows.reading.extract import extract
    from output.files import write

    release = extract(Path(job[0]))[0]
    write(release, Path(job[1]) / Path(job[0]).stem)
    return len(release.figures)


def pair(folders: tuple[str, str]) -> int:
    """What `shubao diff --out` does with two editions."""
    from flows.releases.compare import compare
    from output.render import write_diff

    found = compare(*folders, Path(folders[0]).parent)
    write_diff(found, Path(folders[1]) / "diff")
    return len(found.changes)


def _bare(paths: list[Path], out: Path, processes: int) -> tuple[float, float]:
    """Seconds to extract all, and to diff all pairs, in long-lived processes that have read some before."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(bare, [(str(p), str(out)) for p in paths[: processes * 4]]))
        start = time.perf_counter()
        list(pool.map(bare, [(str(p), str(out)) for p in paths]))
        middle = time.perf_counter()
        names = [str(out / p.stem) for p in paths]
        list(pool.map(pair, zip(names[::2], names[1::2])))
        return middle - start, time.perf_counter() - middle


def _fleet(folder: Path, store: Path, processes: int) -> tuple[float, float, float]:
    """(seconds without start of server and cluster, growth of the parent in MB from the 50th report on, pages a second)."""
    command = [sys.executable, "-m", "flows.cli", "fleet", str(folder), "--store", str(store), "--workers", str(processes)]
    with (store.parent / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        parent, sizes = psutil.Process(process.pid), []
        while process.poll() is None:
            ledger = store / "ledger.csv"
            done = sum(1 for _ in ledger.open(encoding="utf-8")) - 1 if ledger.exists() else 0
            if done >= 50 and not (done >= COUNT and len(sizes) > 1 and sizes[-1][0] >= COUNT):
                sizes.append((done, parent.memory_info().rss / 1e6))
            time.sleep(0.25)
        assert process.stdout
        out = process.stdout.read()
    row = next(line for line in out.splitlines() if line.startswith("│"))
    cells = [cell.strip().replace(",", "") for cell in row.strip("│").split("│")]
    assert cells[0] == str(COUNT), out
    within = [size for done, size in sizes if done <= COUNT]
    return float(cells[8]), max(within) - within[0], float(cells[9])


def fleet() -> None:
    """300 generated editions through the fleet."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "in").mkdir()
        paths = variants(root / "in", COUNT)
        one, _, _ = _fleet(root / "in", root / "one", 1)
        two, grown, rate = _fleet(root / "in", root / "two", 2)
        extracts, diffs = _bare(paths, root / "bare", 2)
        with (root / "two" / "ledger.csv").open(encoding="utf-8", newline="") as fh:
            assert len(list(csv.DictReader(fh))) == COUNT
    print(f"fleet       {COUNT} editions: 1 process {one:.1f} s, 2 processes {two:.1f} s = {one / two:.2f} x, {rate:.0f} pages/s")
    print(
        f"            bare in 2 processes: extract {extracts:.1f} s, diffs {diffs:.1f} s; the fleet costs {100 * (two / (extracts + diffs) - 1):.0f} % "
        f"over both, {100 * (two / extracts - 1):.0f} % over extract alone"
    )
    print(f"            the parent grows by {grown:.0f} MB from the 50th to the {COUNT}th report")

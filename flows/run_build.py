"""Runs the flow `build` over PDFs from the command line and prints what came out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from extractors.pdf import opened
from flows.settings import quiet_prefect


def run_build(pdfs: Sequence[Path], store: Path, report: str, edition: str, area: str) -> int:
    """Builds each PDF; returns 0, or 1 where a finding blocks. A PDF that cannot be read stops before Prefect starts."""
    for pdf in pdfs:
        with opened(pdf):
            pass
    quiet_prefect(store)
    from flows.build import build

    results = [build(str(pdf), str(store), report, edition, area) for pdf in pdfs]
    for result in results:
        click.echo(f"\n{result['report']} {result['edition']} {result['version']}{'' if result['new'] else ' (unchanged)'}")
        click.echo(f"  {result['figures']} figures, {result['tables']} tables, {result['findings']} findings -> {result['path']}")
        click.echo(f"  numerals: {result['claimed']} figures, {result['excluded']} excluded, {result['unclaimed']} unclaimed")
        if result["diff"]:
            click.echo(f"  changes -> {result['diff']}")
            for row in result["top"]:
                a, b = [k for k in row if k.isdigit()]
                click.echo(
                    f"    {float(row['change_pct']):+10.1f} %  {row['indicator']} ({row['area']}): {row[a]} -> {row[b]}{'  CONTRADICTED' if row['verdict'] == 'contradicted' else ''}"
                )
    return 1 if any(r["blocking"] for r in results) else 0

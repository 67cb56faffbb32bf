"""The README names every command, option, column and finding code: what a user can meet is written down."""

from flows.cli import main
from output import schema
from patterns.codes import codes
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group, path=()):
    for name, command in group.commands.items():
        yield from commands(command, (*path, name)) if hasattr(command, "commands") else [(" ".join((*path, name)), command)]


def test_every_command_and_option():
    for name, command in commands(main):
        assert f"shubao {name}" in README
        for option in (o for p in command.params for o in p.opts if o.startswith("--")):
            assert option in README, f"{name} {option}"


def test_every_column():
    for columns in (schema.FIGURES, schema.CHANGES, schema.FINDINGS):
        for column in columns:
            assert f"`{column.name}`" in README


def test_every_finding_code():
    for code in codes():
        assert f"`{code}`" in README, code


def test_every_code_is_made_in_its_room():
    for code in codes().values():
        assert any(f'"{code.code}"' in path.read_text(encoding="utf-8") for path in (ROOT / code.room).rglob("*.py")), code.code

"""Every report at hand: each character in one place, no usable page refused. Slow ones are left out of the fast tests."""

import os

import pytest

from extractors.read import read
from patterns.language import known_words
from tests.conftest import SHARED
from tests.extractors.test_conservation import check

REPORTS = sorted((SHARED / "reports").glob("*.pdf"), key=lambda p: p.name) if SHARED.exists() else []
FAST = ("caict", "changdu", "hefei", "hohhot", "huaian", "jingzhou", "sichuan", "xian", "xuancheng", "zhangjiajie")
NO_TEXT = ("huaian", "zhangjiajie")
CHOSEN = [p for p in REPORTS if os.environ.get("SHUBAO_ALL_REPORTS") or p.name.startswith(FAST)]

if not REPORTS:
    pytest.skip("the shared reports are absent", allow_module_level=True)


@pytest.mark.parametrize("path", CHOSEN, ids=lambda p: p.stem)
def test_every_character_has_its_place(path):
    check(path)


@pytest.mark.parametrize("path", CHOSEN, ids=lambda p: p.stem)
def test_only_what_is_no_text_is_refused(path):
    pages = read(path, language=known_words).pages
    assert {p.legible for p in pages if p.chars or path.name.startswith(NO_TEXT)} == {not path.name.startswith(NO_TEXT)}

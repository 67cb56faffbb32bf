"""Figures against gold: where each stands, and which of its fields are right."""

import re
import unicodedata
from collections import Counter
from decimal import Decimal

from patterns.lexicon import load

FIELDS = ("value", "unit", "bound", "measure", "indicator", "ref_area", "time_period", "base")
_SPECIAL = {"pp": "pp", "rank": "rank", "B": "By", "FLOPS": "FLOP/s", "bit/s": "bit/s", "": ""}
_LIKE = 0.7  # share of two names' character pairs from which they are one name


def squeezed(text):
    """A text without white space and width, and the offset of each character left."""
    kept = [(c, i) for i, char in enumerate(text) for c in unicodedata.normalize("NFKC", char) if not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def likeness(a, b):
    """Share of the character pairs that two names have in common, 0 to 1."""
    x, y = (Counter(zip(s, s[1:])) if len(s) > 1 else Counter([s]) for s in map(_bare, (a, b)))
    return 2 * (x & y).total() / (x.total() + y.total()) if x or y else 1.0


def _bare(name):
    return re.sub(r"[\s\"“”'‘’、,，的()（）]", "", name)


def right(gold, figure, year, area):
    """The fields of a figure that its gold confirms."""
    value, unit = in_base(gold["value_norm"], gold["unit_norm"])
    regions = [r or area for r in gold["region"].split("|")]
    periods = [p or year for p in gold["period"].split("|")]
    tests = {
        "value": figure.obs_value == value,
        "unit": figure.unit_measure == unit,
        "bound": figure.bound in gold["bound"].split("|"),
        "measure": figure.measure in gold["measure"].split("|"),
        "indicator": max(likeness(name, figure.indicator) for name in gold["indicator"].split("|")) >= _LIKE,
        "ref_area": _places(figure.ref_area) in [_places(r) for r in regions],
        "time_period": re.findall(r"\d{4}", figure.time_period) in [re.findall(r"\d{4}", p) for p in periods],
        "base": any(likeness(b, figure.base) >= 0.5 for b in gold["base"].split("|")) if gold["base"] else not figure.base,
    }
    return {field for field in FIELDS if tests[field]}


def in_base(value, unit):
    """A value of the gold in the base unit of the lexicon."""
    known = load().units.get(unit)
    if unit in _SPECIAL or known is None:
        return Decimal(str(value)), _SPECIAL.get(unit, unit)
    return Decimal(str(value)) * known.factor, known.unit_measure


def _places(names):
    return {re.sub(r"地区|[省市州县区]+$", "", name) for name in re.split("[、,，]", names)}


def in_prose(paragraphs, figures):
    """([(gold, figure)], gold figures missed, figures that are no gold) of the annotated paragraphs."""
    pairs, missed, alarms, taken = [], [], [], set()
    spans = list(_placed(paragraphs, [f for f in figures if f.source == "prose"]))
    for p, start, end, figure in spans:
        golds = [g for g in p["figures"] if g.get("num_start") is not None and g["num_start"] < end and start < g["num_end"]]
        found = [g for g in golds if g["label"] == "figure" and g["id"] not in taken]
        found.sort(key=lambda g: Decimal(str(g["num"]).replace(",", "")) != figure.value if str(g["num"])[:1].isdigit() else False)
        if found:
            taken.add(found[0]["id"])
            pairs.append((found[0], figure))
        elif not any(g["label"] == "optional" for g in golds):
            alarms.append(figure)
    for p in paragraphs:
        missed += [g for g in p["figures"] if p.get("annotated", True) and g["label"] == "figure" and g["id"] not in taken]
    return pairs, missed, alarms


def _placed(paragraphs, figures):
    """(paragraph, start, end, figure): where the expression of each figure stands in an annotated paragraph, in its own offsets.

    A sentence that the gold has otherwise (cut, or with the note that is printed between its lines) is found by the words around.
    """
    texts = [(p, *squeezed(p["text"])) for p in paragraphs]
    seen = Counter()
    for figure in figures:
        sentence, offsets = squeezed(figure.sentence)
        inside = [k for k, o in enumerate(offsets) if figure.start <= o < figure.end]
        for before, after in ((inside[0], len(sentence)), (12, 5), (6, 1)):
            low = max(0, inside[0] - before)
            words = sentence[low : inside[-1] + 1 + after]
            near = ((p, text, back) for p, text, back in texts if _near(p, figure))
            places = [(p, back, m.start() + inside[0] - low) for p, text, back in near for m in re.finditer(re.escape(words), text)]
            if places:
                seen[words, low] += 1
                p, back, at = places[min(seen[words, low], len(places)) - 1]
                if p.get("annotated", True):
                    yield p, back[at], back[at + inside[-1] - inside[0]] + 1, figure
                break


def _near(paragraph, figure):
    """Whether a figure stands on the page of a paragraph, where that is known; a paragraph may run over the page's end."""
    return not str(paragraph.get("page") or "").isdigit() or -1 <= figure.place.page - int(paragraph["page"]) <= 2


def in_cells(golds, figures, captions):
    """([(gold, figure)], gold figures missed, figures that are no gold) of tables; `captions` by table id."""
    at = {(captions[f.table_id].split()[0], f.row, f.col): f for f in figures if f.source == "table"}
    pairs = [(g, at.pop(key)) for g in golds for key in [(g["table"], g["row"], g["col"])] if key in at]
    known = {g["id"] for g, _ in pairs}
    return pairs, [g for g in golds if g["id"] not in known], list(at.values())

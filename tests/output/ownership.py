"""The law of conservation: who owns each figure of a diff."""

from collections import Counter


def owners(diff):
    """How many rows own each figure, by (side, figure_id); a `revised` row owns only what no other row does."""
    owned = Counter()
    for m in diff.mentions:
        owned[m.side, m.figure.figure_id] += 1
    sides = [(c, side, f) for c in diff.changes for side, f in (("before", c.before), ("after", c.after)) if f]
    for c, side, f in sides:
        owned[side, f.figure_id] += c.kind != "revised"
    for _, side, f in sides:
        owned[side, f.figure_id] = owned[side, f.figure_id] or 1
    return owned


def assert_conserved(before, after, diff):
    """Each figure of both editions in exactly one row of changes or mentions, and no row of anything else."""
    owned = owners(diff)
    there = {("before", f.figure_id) for f in before.figures} | {("after", f.figure_id) for f in after.figures}
    assert set(owned) == there
    assert {k: n for k, n in owned.items() if n != 1} == {}
    known = {("before", f.figure_id) for f in before.figures} | {("after", f.figure_id) for f in after.figures}
    assert all((m.of_side, m.of.figure_id) in known and (m.side, m.figure.figure_id) != (m.of_side, m.of.figure_id) for m in diff.mentions)

"""How much each part of a score counts: a logistic regression that begins at given weights and leaves them slowly."""

from __future__ import annotations

import numpy as np

from pipeline.learning.features import Values
from pipeline.learning.tables import chance

_STEPS = 15


def fit(rows: Values, changed: Values, start: Values, usual: Values, hold: float) -> Values:
    """The weights that say best which rows were changed, of those near `usual` (Newton's method, halved steps).

    The last weight is that of the last column; it is held only a little, so it may be a constant. `start` is where to
    begin; `hold` is how many changed rows it takes to move a weight about half way.
    """
    holds = np.full(len(usual), hold)
    holds[-1] = 0.01

    def loss(weights: Values) -> float:
        logits = rows @ weights
        wrong = np.logaddexp(0, logits).sum() - changed @ logits
        return float(wrong + 0.5 * holds @ (weights - usual) ** 2)

    weights, least = start.copy(), loss(start)
    for _ in range(_STEPS):
        expected = chance(rows @ weights)
        slope = rows.T @ (expected - changed) + holds * (weights - usual)
        bend = (rows * (expected * (1 - expected))[:, None]).T @ rows + np.diag(holds)
        step = np.linalg.solve(bend, slope)
        size = 1.0
        while size > 1e-3 and loss(weights - size * step) > least:
            size /= 2
        weights = weights - size * step
        now = loss(weights)
        if least - now < 1e-3:
            break
        least = now
    return weights

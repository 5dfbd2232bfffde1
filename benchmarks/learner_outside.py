"""Peers that need an environment of their own: gradient boosting (scikit-learn) and pyBKT. Run by learner_model.py.

    python -m venv peers
    peers/bin/pip install pyBKT==1.4.1 "scikit-learn<1.4" "numpy<2" "pandas<2.2"
    python benchmarks/learner_model.py --train FILE --peers peers/bin/python

Nothing of gapless is imported here: that environment has another numpy. Called with a model's name and a folder, it
reads `data.npz` there, and writes `p.npy`, the chance of a right answer for each test row.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np


def boosting(data: dict[str, Any]) -> Any:
    """Boosted trees on the counts, the totals and the last three outcomes that the regressions see."""
    from sklearn import ensemble  # pyright: ignore[reportMissingImports] -- another environment

    model = ensemble.HistGradientBoostingClassifier(
        max_iter=200, learning_rate=0.1, l2_regularization=5, random_state=0
    )
    return model.fit(data["x"], data["correct"]).predict_proba(data["z"])[:, 1]


def tracing(data: dict[str, Any]) -> Any:
    """pyBKT's basic model with its defaults: five starts for each skill, the best of them kept."""
    import pandas as pd  # pyright: ignore[reportMissingImports] -- another environment
    from pyBKT.models import Model  # pyright: ignore[reportMissingImports] -- another environment

    def frame(prefix: str, correct: Any) -> Any:
        student, skill = data[f"{prefix}student"], data[f"{prefix}skill"]
        columns = {"order_id": np.arange(len(student)), "user_id": student, "correct": correct}
        return pd.DataFrame({**columns, "skill_name": skill.astype(str)})

    model = Model(seed=0)
    model.fit(data=frame("", data["correct"]))
    test = frame("test_", data["test_correct"])
    found = model.predict(data=test)
    # A skill that nobody of the training students had is left without a prediction.
    return found.sort_values("order_id")["correct_predictions"].fillna(data["correct"].mean()).to_numpy()


MODELS = {"boosting": boosting, "tracing": tracing}

if __name__ == "__main__":
    folder = Path(sys.argv[2])
    np.save(folder / "p.npy", MODELS[sys.argv[1]](dict(np.load(folder / "data.npz"))))

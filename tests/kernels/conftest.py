"""One fork server for all tests, started while a secret stood in the environment of this process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cell
import pytest

from gapless.kernels import Cage, Zygote
from gapless.kernels.server import clean_environment

SECRET = "sesame-" + "4711" * 4


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    support = str(Path(cell.__file__).parent)
    os.environ["GAPLESS_TEST_SECRET"] = SECRET
    paths = [support, os.environ.get("PYTHONPATH", "")]
    environment = clean_environment() | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    with Zygote(["cell", "ctypes", "socket", "subprocess", "threading"], environment=environment) as server:
        assert server.warnings == ()
        yield server
    del os.environ["GAPLESS_TEST_SECRET"]


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """The folder of a child, beside one that is none of its business."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "marks.txt").write_text("mia: 7\n")
    (tmp_path / "job").mkdir()
    return tmp_path / "job"


Tell = Callable[..., dict[str, Any]]


@pytest.fixture
def caged(zygote: Zygote, job: Path) -> Tell:
    """Runs code in a cage that holds the job's folder; tells its `result`, or its `error`."""

    def tell(code: str, **more: Any) -> dict[str, Any]:
        given = {
            "other": str(job.parent / "other"),
            "zygote": zygote.pid,
            "owner": os.getpid(),
            **more.pop("given", {}),
        }
        return cell.told(zygote, code, job, cage=Cage((), (job,)), given=given, **more)

    return tell

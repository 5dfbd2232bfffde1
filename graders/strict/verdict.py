"""The verdict's process: runs the author's locked cells and tests, and nothing of the student's, ever.

It is told the notebook as steps, asks the student's process to run the student's, runs the author's itself, and tells
its caller one line a step. A test has passed when its last line was reached here.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Mapping, Sequence
from typing import Any

from . import seeds
from .libraries import learn_loaded
from .link import Channel, Clock, Lost
from .refs import Ref
from .session import Refused, Session
from .shared import share
from .shell import SHELL
from .textual import show_refs_plainly

OVER = 1.0
"""Seconds after a cell's time at which the author's own code is interrupted."""


def judge(channel: int) -> None:
    """Do the work that comes over this descriptor, once."""
    caller = Channel(socket.socket(fileno=channel))
    Judge(caller, caller.receive()).run()
    os._exit(0)


class Judge:
    """One notebook, step by step."""

    def __init__(self, caller: Channel, job: Mapping[str, Any]) -> None:
        self._caller, self._job = caller, job
        self._steps: Sequence[Mapping[str, Any]] = job["steps"]
        self._skip: set[int] = set(job["skip"])
        self._opens = None if job["opens"] is None else frozenset(job["opens"])
        self._clock = Clock()
        self._session: Session | None = None
        self._weak: Session | None = None
        self._mine: dict[str, Any] = {}
        self._step: Mapping[str, Any] = {"theirs": (), "binds": ()}
        self._uses: set[str] = set()
        self._at = 0
        self._before: list[Mapping[str, Any]] = []
        SHELL.take_streams()
        show_refs_plainly(SHELL)
        seeds.forward(lambda of, value: self._session and not self._session.lost and self._session.seed(of, value))
        signal.signal(signal.SIGALRM, _too_late)

    def run(self) -> None:
        """All the steps."""
        self._own_imports()
        for step in self._steps:
            if step["at"] not in self._skip:
                self._caller.send({"say": "begin", "at": step["at"]})
                {"student": self._student, "locked": self._locked, "test": self._test}[step["role"]](step)
            self._before.append(step)
        self._caller.send({"say": "end"})

    def _own_imports(self) -> None:
        """What the author's notebook imports anywhere is this side's own, whatever the student's side calls by it."""
        before = dict(SHELL.user_ns)
        for source in (*self._job["imports"], *self._job["helpers"]):
            SHELL.run_cell(source, silent=True, store_history=False)
        self._claim(before)
        SHELL.recorder.take()
        learn_loaded()

    # The student's cells ------------------------------------------------------------------------------------------

    def _student(self, step: Mapping[str, Any]) -> None:
        outputs, fault = self._in_student(step)
        self._caller.send({"say": "ran", "at": step["at"], "outputs": outputs, "why": fault})

    def _in_student(self, step: Mapping[str, Any]) -> tuple[Sequence[Any], str]:
        """Run a step in the student's process, and in the one for weak tests where there is one."""
        try:
            reply = self._let_run(self._student_session(), step)
        except Lost as lost:
            self._skip.add(step["at"])
            return [_stopped(str(lost))], str(lost)
        if self._job["weak"]:
            try:
                self._let_run(self._weak_session(), step)
            except Lost:
                self._skip.add(step["at"])
        return reply["outputs"], "it took too long" if reply.get("late") else ""

    def _let_run(self, session: Session, step: Mapping[str, Any], quiet: bool = False) -> Mapping[str, Any]:
        self._clock.start(self._job["cell"] + OVER)
        weak = step["role"] == "test"
        return session.ask("run", source=step["source"], shared=step["classes"], quiet=quiet, weak=weak)

    def _student_session(self) -> Session:
        if self._session is None or self._session.lost:
            self._session = self._replayed("student")
        return self._session

    def _weak_session(self) -> Session:
        if self._weak is None or self._weak.lost:
            self._weak = self._replayed("weak")
        return self._weak

    def _replayed(self, kind: str) -> Session:
        """A session with a new process, in which everything was run that came before."""
        self._caller.send({"say": "need", "kind": kind})
        answer, descriptors, _, _ = socket.recv_fds(self._blocking(), 1, 1)
        if answer != b"y":
            raise Lost("the notebook's code ended its process too often")
        channel = Channel(socket.socket(fileno=descriptors[0]), self._clock.left)
        session = Session(channel, self._clock, self._take_outputs, self._renew, self._opens, SHELL.user_ns)
        session.rehearsing = bool(self._job["rehearsing"])
        for step in self._before:
            runs = step["role"] != "test" or kind == "weak"
            if runs and step["at"] not in self._skip:
                try:
                    self._let_run(session, step)
                except Lost:
                    self._skip.add(step["at"])
                    raise
        return session

    def _blocking(self) -> socket.socket:
        self._caller.socket.setblocking(True)
        return self._caller.socket

    # The author's cells -------------------------------------------------------------------------------------------

    def _locked(self, step: Mapping[str, Any]) -> None:
        outputs, fault = self._in_student(step)
        self._own(step)
        SHELL.recorder.take()
        for name in step["classes"]:
            share(name, SHELL.user_ns.get(name))
        self._caller.send({"say": "ran", "at": step["at"], "outputs": outputs, "why": fault})

    def _test(self, step: Mapping[str, Any]) -> None:
        if step["weak"] == "process":
            facts = self._weakly(step)
        else:
            facts = self._own(step)
            self._tell_imports(step)
            if self._job["weak"]:
                self._weakly(step)
        self._caller.send({"say": "judged", "at": step["at"], **facts})

    def _weakly(self, step: Mapping[str, Any]) -> dict[str, Any]:
        """Run a test where the student's code runs, as nbgrader does."""
        try:
            reply = self._let_run(self._weak_session(), step)
        except Lost as lost:
            return {"ok": False, "why": str(lost), "outputs": [_stopped(str(lost))]}
        late = "it took too long" if reply.get("late") else ""
        return {"ok": bool(reply.get("ok")), "why": late, "outputs": reply["outputs"]}

    def _own(self, step: Mapping[str, Any]) -> dict[str, Any]:
        """Run a cell of the author's here, with the student's names as references and values."""
        self._uses |= set(step["uses"])
        self._step = step
        session, why, lines, ran = None, "", [], None
        SHELL.recorder.take()
        try:
            session = self._student_session()
            session.refusal = session.leant = ""
            session.steps.clear()
            self._clock.start(self._job["cell"])
            signal.setitimer(signal.ITIMER_REAL, self._job["cell"] + OVER, 0.5)
            bound = self._bind(session)
            ran = SHELL.run_cell(step["source"], store_history=True)
            self._claim(bound)
            error = ran.error_before_exec or ran.error_in_exec
            lines = _lines(error)
            why = str(error) if isinstance(error, Lost | Refused) else ""
        except Lost as lost:
            why = str(lost)
            SHELL.recorder.error("Stopped", why, [why])
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._clock.until = None
        refusal = session.refusal if session else ""
        learn_loaded()
        return {
            "ok": bool(ran and ran.success and not refusal and not why),
            "why": why or refusal,
            "leant": session.leant if session else "",
            "steps": sorted(session.steps) if session else [],
            "lines": lines,
            "outputs": SHELL.recorder.take(),
        }

    def _bind(self, session: Session) -> dict[str, Any]:
        """Give the cell the student's names it may use; what was bound, to know later what the cell bound anew."""
        SHELL.user_ns.update(self._mine)
        names = sorted(self._uses & set(self._step["theirs"]))
        values = session.ask("names", names=names)["values"] if names else {}
        for name in names:
            SHELL.user_ns.pop(name, None)
            if name in values:
                SHELL.user_ns[name] = session.read(values[name], name)
        return dict(SHELL.user_ns)

    def _claim(self, before: Mapping[str, Any]) -> None:
        """Names that the cell bound are this side's from now on."""
        after = SHELL.user_ns
        self._mine |= {
            name: value
            for name, value in after.items()
            if name not in SHELL.user_ns_hidden and (name not in before or value is not before[name])
        }
        for name in before:
            if name not in after:
                self._mine.pop(name, None)

    def _renew(self, name: str, graph: Any) -> None:
        """A name of the student's got another value while a test ran."""
        theirs = name in self._step["theirs"] and name not in self._step["binds"]
        if not theirs or self._session is None:
            return
        old = SHELL.user_ns.get(name)
        SHELL.user_ns[name] = self._session.read(graph, name, (old,) if _holds_one(graph) else ())

    def _tell_imports(self, step: Mapping[str, Any]) -> None:
        """Later cells of the student's may use what a test they can see imports."""
        if step["imports"] and self._session and not self._session.lost:
            self._clock.start(self._job["cell"])
            try:
                self._session.ask("run", source="\n".join(step["imports"]), shared=[], quiet=True)
            except Lost:
                return

    def _take_outputs(self, outputs: Sequence[Any]) -> None:
        """What the student's code put out while a test called it is this cell's output, as in one process."""
        import sys

        for output in outputs:
            kind = output.get("output_type") if isinstance(output, dict) else None
            if kind == "stream":
                stream = sys.stderr if output.get("name") == "stderr" else sys.stdout
                stream.write(str(output.get("text", "")))
            elif kind == "display_data" and isinstance(output.get("data"), dict):
                SHELL.recorder.show(output["data"], {}, {}, False)


def _holds_one(graph: Any) -> bool:
    return isinstance(graph, dict) and graph.get("r") == [["@", 0]]


def _lines(error: BaseException | None) -> list[int]:
    """The lines of the author's cells that were running when it was raised."""
    if isinstance(error, SyntaxError) and error.lineno:
        return [error.lineno]
    found, trace = [], error.__traceback__ if error is not None else None
    while trace is not None:
        if SHELL.compile.format_code_name(trace.tb_frame.f_code.co_filename):
            found.append(trace.tb_lineno)
        trace = trace.tb_next
    return found


def _stopped(why: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": "Stopped", "evalue": why, "traceback": [f"Stopped: {why}."]}


def _too_late(*_: Any) -> None:
    raise Lost("it took too long")


__all__ = ["Judge", "Ref", "judge"]

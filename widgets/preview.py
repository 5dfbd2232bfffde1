"""What an author sees below an items cell: a question of the item, its key, and what each wrong answer leads to."""

from __future__ import annotations

from typing import Any

import traitlets

from ..tutor.protocol import Json, Transport
from .view import View, module, sheet


class ItemPreview(View):
    """One item, seed after seed. `tutor` is a `tutor.preview.Preview`; a terminal shows `text` instead."""

    _esm = module("preview")
    _css = sheet("preview")
    item = traitlets.Unicode(help="The item's name.").tag(sync=True)
    skill = traitlets.Unicode(help="The skill it asks about.").tag(sync=True)

    def __init__(self, item: str, skill: str, tutor: Transport, text: str, **more: Any) -> None:
        super().__init__(tutor=tutor, item=item, skill=skill, **more)
        self.text = text

    def _repr_mimebundle_(self, **settings: Any) -> tuple[Json, Json] | None:
        found = super()._repr_mimebundle_(**settings)
        bundle, metadata = found if isinstance(found, tuple) else (found or {}, {})
        return {**bundle, "text/plain": self.text}, metadata

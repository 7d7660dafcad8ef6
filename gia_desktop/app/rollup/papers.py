"""All papers that a collection asks for now, and who signs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from gia_desktop.app.rollup.session import CollectionSession
from gia_desktop.rollup.collection import Collection
from gia_desktop.rollup.kept.steps import CollectionStep, step_between
from gia_desktop.rollup.papers.lists import reminders, summary
from gia_desktop.rollup.papers.paper import Paper, Sender
from gia_desktop.rollup.papers.returns import return_notes

SENDER: Final = "sender"
"""Key of the exchange file under which the sender stands."""


def sender_of(collection: Collection) -> Sender:
    """Return who signs the papers of a collection."""
    kept = collection.extra.get(SENDER)
    told: Mapping[str, object] = kept if isinstance(kept, Mapping) else {}
    due = str(told.get("due", ""))
    try:
        day = dt.date.fromisoformat(due) if due else None
    except ValueError:
        day = None
    return Sender(str(told.get("name", "")), str(told.get("contact", "")), day)


def sender_step(collection: Collection, told: Mapping[str, str]) -> CollectionStep:
    """Return the step that lets somebody else sign: ``name``, ``contact``, ``due`` as ISO day."""
    kept = {key: text for key, text in told.items() if text}
    after = replace(collection, extra={**collection.extra, SENDER: kept})
    if sender_of(after) == sender_of(collection):
        return CollectionStep("改落款")
    return step_between(collection, after, "改落款")


def papers_of(session: CollectionSession) -> list[Paper]:
    """Return the notes of return, the reminder and the material; nothing before the first check."""
    checked = session.checked
    if checked is None:
        return []
    collection, found = session.collection, checked.all()
    sender = sender_of(collection)
    papers = [summary(collection, found, checked.pairs, session.today, sender)]
    reminder = reminders(collection, session.today, sender)
    papers += [reminder] if reminder is not None else []
    return papers + return_notes(collection, found, session.formats, session.today, sender)

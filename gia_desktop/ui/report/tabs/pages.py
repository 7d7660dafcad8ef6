"""The tabs of a report, each built when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from gia_desktop.app.program.settings import Settings
from gia_desktop.app.report.session import Session
from gia_desktop.core.change import Change
from gia_desktop.core.records import dataclass
from gia_desktop.formats.schema import Section
from gia_desktop.ui.frame.wishes import Wishes
from gia_desktop.ui.kit.messages import Messages
from gia_desktop.ui.kit.theme import Theme
from gia_desktop.ui.report.tabs.section import SectionTab
from gia_desktop.ui.report.tabs.table import TableTab
from gia_desktop.ui.texts.typing_clock import PushText

if TYPE_CHECKING:
    from gia_desktop.app.writing.own_phrases import OwnPhrases
    from gia_desktop.ui.report.tabs.export import ExportTab
    from gia_desktop.ui.report.tabs.info import InfoTab
    from gia_desktop.ui.report.tabs.narrative import NarrativeTab


@dataclass(frozen=True)
class PageTools:
    """What every page of a report works with."""

    messages: Messages
    wishes: Wishes
    settings: Settings
    phrases: OwnPhrases


@dataclass(frozen=True)
class TabMaker:
    """Builds the tabs of one report.

    Those with texts and with paper are imported when they are built: they bring the readers of texts and the
    page painter, and the window opens sooner without these.
    """

    session: Session
    push: Callable[[Change], None]
    push_text: PushText
    theme: Theme
    phrases: OwnPhrases
    table: Wishes
    messages: Messages

    def info(self) -> InfoTab:
        """Build the tab 基本信息."""
        from gia_desktop.ui.report.tabs.info import InfoTab

        return InfoTab(self.session, self.push_text, self.theme, self.phrases.book)

    def grid(self, section: Section) -> TableTab:
        """Build the tab of a section with a table."""
        return TableTab(self.session, section, self.push, self.push_text, self.theme, self.messages)

    def narrative(self, section: Section) -> NarrativeTab:
        """Build the tab of a section with a text."""
        from gia_desktop.ui.report.tabs.narrative import NarrativeTab

        return NarrativeTab(self.session, section, self.push_text, self.theme, self.phrases.book)

    def export(self) -> ExportTab:
        """Build the tab 检查与导出."""
        from gia_desktop.ui.report.tabs.export import ExportTab

        return ExportTab(self.session, self.theme, self.table)


class SectionPages(Mapping[str, SectionTab]):
    """Pages by section, in the order of the tabs; looking one up builds it.

    A clerk sees one tab at a time: the window opens sooner and stays smaller without the others.
    """

    def __init__(
        self, makers: Mapping[str, Callable[[], SectionTab]], on_built: Callable[[SectionTab], None]
    ) -> None:
        """Build nothing yet; ``on_built`` is called with each new page, before anybody else has it."""
        self._makers = dict(makers)
        self._on_built = on_built
        self.built: dict[str, SectionTab] = {}

    def __getitem__(self, section: str) -> SectionTab:
        """Return a tab, built when nobody has asked for it before."""
        if section not in self.built:
            page = self._makers[section]()
            self.built[section] = page
            self._on_built(page)
        return self.built[section]

    def __iter__(self) -> Iterator[str]:
        """Yield the sections; builds nothing."""
        return iter(self._makers)

    def __len__(self) -> int:
        """Return how many pages there are, built or not."""
        return len(self._makers)

    def __contains__(self, section: object) -> bool:
        """Tell whether there is such a section; builds nothing."""
        return section in self._makers

"""The register of a data folder: named operations on it, without a window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from gia_desktop.core.errors import GiaError
from gia_desktop.core.keys import CellKey
from gia_desktop.core.report import UNIT_SHORT_NAMES
from gia_desktop.files.atomic import ensure_folder, write_atomically
from gia_desktop.files.reading import is_there
from gia_desktop.formats.installed import Formats
from gia_desktop.register.calendar.files import LOCAL_FILE, load_calendar, local_text, year_text
from gia_desktop.register.calendar.workdays import Calendar, CalendarYear, SpecialDay
from gia_desktop.register.case import Case, Register, next_number
from gia_desktop.register.clock import Rules
from gia_desktop.register.figures import Figures, figures_of
from gia_desktop.register.numbers import numbers_of
from gia_desktop.register.outcomes import rows_of
from gia_desktop.register.outside.file import open_register, save_register
from gia_desktop.register.outside.letters import CaseLetter, Desk, Office, write_letter
from gia_desktop.register.outside.table import ReadTable
from gia_desktop.register.reminders.casebook import check_register
from gia_desktop.register.reminders.finding import CaseFinding
from gia_desktop.register.session import RegisterSession, without_person
from gia_desktop.register.steps import CaseStep, step_between
from gia_desktop.register.store import REGISTERS, CaseChange, ListedCase, RegisterStore
from gia_desktop.vault.backups import Backup, look_into
from gia_desktop.vault.saver import Saver

Carried = tuple[int, Mapping[CellKey, int]]
"""Year of a report and its 四、结转下年度 by the cells of 上年结转, see ``figures.carried_of``."""

# Readers and writers of other files are imported when they are used: the window opens sooner without them.

CALENDAR_FOLDER: Final = "calendar"
"""The office's own year files and local days off, in the data folder."""
WHOLE_TEXT: Final = "request"
"""Key of the content while it is being typed; other half-typed texts are dates that are none."""
TYPED_LINES: Final = frozenset(
    {
        "received_reason", "applicant.name", "applicant.id_kind", "applicant.id_number", "applicant.contact",
        "applicant.phone", "applicant.address", "applicant.postcode", "applicant.email", "applicant.agent",
        "request.document", "request.field", "reply.articles", "reply.number",
    }
)  # fmt: skip
"""Keys of lines while they are being typed."""
LETTER_FOLDER: Final = "letters"
"""The office's own docx templates, in the data folder, named after the letter."""


class TemplateKeptError(GiaError):
    """The copy of a template can't be removed."""

    code = "GIA-E-735"

    def __init__(self, path: Path, error: OSError) -> None:
        """Name the file."""
        super().__init__(
            f"文书模板《{path.name}》去不掉，还在用它。",
            "请关闭正在用它的 Word 或 WPS，再点一次。",
            str(error),
        )


class RegisterLibrary:
    """The register of a data folder. Everything waits for the saver's thread and raises what it raises.

    Attributes:
        formats: the official formats.
        saver: keeps the register; another one after the program has moved to another folder.
        folder: the data folder.
        today: returns the clerk's own day.
    """

    def __init__(
        self,
        formats: Formats,
        saver: Saver[RegisterStore],
        folder: Path,
        today: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        """Work with the register that a saver keeps."""
        self.formats = formats
        self.saver = saver
        self.folder = folder
        self.today = today

    # -- opening

    def open(self) -> RegisterSession:
        """Return the register, ready to be edited; every step goes to the saver."""
        lines = self.saver.read(lambda store: store.list())
        calendar, today, rules = self.calendar(), self.today(), self.rules()
        session = RegisterSession(lines, self._load, self._record, calendar, today, rules)
        session.half_typed |= {
            place: text
            for place, text in self.half_typed().items()
            if place[1] not in {WHOLE_TEXT, *TYPED_LINES}
        }
        return session

    def calendar(self) -> Calendar:
        """Return the days at work, with the office's own.

        Raises:
            CalendarFileError: one of the office's files is faulty.
        """
        return load_calendar(self.folder / CALENDAR_FOLDER)

    def _load(self, rows: Iterable[int]) -> dict[int, Case]:
        wanted = list(rows)
        return self.saver.read(lambda store: store.load_many(wanted)) if wanted else {}

    def _record(self, row: int, step: CaseStep) -> None:
        self.saver.submit(row, step)

    # -- cases

    def fresh(self) -> Case:
        """Return a new case as the form shows it first: the next number, received today."""
        today = self.today()
        return Case(self.next_number(today.year), arrived=today, received=today)

    def next_number(self, year: int) -> str:
        """Return the next free number of a year: applications are numbered by the year of receipt."""
        prefix = self.office_facts().get("prefix", "")
        return self.saver.read(lambda store: store.next_number(year, prefix))

    def create(self, session: RegisterSession, case: Case) -> int:
        """Store a new case and show it in the session; return its row."""
        row = self.saver.read(lambda store: store.create(case))
        session.add(row, case)
        return row

    def delete(self, session: RegisterSession, row: int) -> None:
        """Put a case into the waste bin; its number stays used."""
        self.saver.read(lambda store: store.delete(row))
        session.remove(row)

    def restore(self, session: RegisterSession, row: int) -> None:
        """Take a case out of the waste bin."""
        case = self.saver.read(lambda store: _restored(store, row))
        session.add(row, case)

    def deleted(self) -> Sequence[ListedCase]:
        """Return the cases in the waste bin."""
        return self.saver.read(lambda store: store.list(deleted=True))

    def lines(self) -> tuple[Sequence[ListedCase], Sequence[ListedCase]]:
        """Return all cases, and those in the waste bin."""
        return self.saver.read(lambda store: (store.list(), store.list(deleted=True)))

    def take_from_backup(self, backup: Backup, row: int) -> str:
        """Store a case of a backup that isn't there any more, under its own number; return it.

        Raises:
            EnvironmentFault: the backup can't be read.
            NumberTakenError: there is a case of its number.
        """
        case = look_into(backup, REGISTERS, lambda store: store.load(row))
        label = f"从 {backup.at.astimezone():%Y-%m-%d %H:%M} 的备份取出"
        self.saver.read(lambda store: store.create(case, label=label, origin="imported"))
        return case.number

    def history(self, row: int) -> Sequence[CaseChange]:
        """Return the steps of a case, oldest first."""
        return self.saver.read(lambda store: store.history(row))

    def half_typed(self) -> Mapping[tuple[int, str], str]:
        """Return what was being typed when the program ended without a commit, by row and field."""
        texts = self.saver.read(lambda store: store.pending())
        return {(half.document, half.key): half.text for half in texts}

    def forget_half_typed(self, row: int, key: str) -> None:
        """Forget what was half typed into a field of a case."""
        self.saver.read(lambda store: store.clear_pending(row, key))

    def keep_typing(self, row: int, key: str, text: str) -> None:
        """Keep a line that is being typed, one of ``TYPED_LINES``; an empty one forgets it."""
        if text:
            self.saver.set_pending(row, key, text)
        else:
            self.saver.clear_pending(row, key)

    def keep_half_typed(self, session: RegisterSession, row: int, key: str, text: str) -> None:
        """Keep a text that a field can't take, over restarts too; an empty one forgets it."""
        if text:
            session.half_typed[row, key] = text
            self.saver.set_pending(row, key, text)
        elif session.half_typed.pop((row, key), None) is not None:
            self.saver.clear_pending(row, key)

    def clear_persons(self, session: RegisterSession, closed_before: dt.date) -> int:
        """Clear personal data of cases that ended before a day; return how many. Counts stay."""
        rows = session.named_and_over(closed_before)
        with session.together():
            for row in rows:
                case = session.case(row)
                step = step_between(case, without_person(case), "清除个人信息", "cleared")
                self.saver.read(lambda store, row=row, step=step: store.forget_person(row, step))  # type: ignore[misc]
                session.add(row, without_person(case))
        return len(rows)

    # -- the office

    def office_facts(self) -> dict[str, str]:
        """Return what is known of the office: unit, kind, review_body, court, prefix, and its own ways.

        ``fee_restarts`` (``yes``, ``no``), ``retention`` (years that names are kept).
        """
        return self.saver.read(lambda store: store.office())

    def rules(self) -> Rules:
        """Return what the office handles in its own way, where the law leaves it open."""
        return Rules(fee_restarts=self.office_facts().get("fee_restarts", "yes") == "yes")

    def set_office(self, facts: Mapping[str, str]) -> None:
        """Keep facts of the office."""
        self.saver.read(lambda store: store.set_office(facts))

    def keep_year(self, year: CalendarYear) -> Path:
        """Keep a year of the calendar as the office's own; return its file."""
        path = self.folder / CALENDAR_FOLDER / f"{year.year}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, year_text(year).encode("utf-8"), for_others=False)
        return path

    def keep_local(self, days: tuple[SpecialDay, ...]) -> None:
        """Keep the local days off."""
        path = self.folder / CALENDAR_FOLDER / LOCAL_FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, local_text(days).encode("utf-8"), for_others=False)

    # -- what comes of it

    def figures(self, session: RegisterSession, year: int) -> Figures:
        """Count tables three and four of a year.

        Raises:
            UnknownFormatError: no format covers the year.
        """
        cases = session.cases(session.rows_of_year(year))
        return figures_of(cases, year, self.formats.for_year(year), session.calendar, session.today)

    def numbers(self, session: RegisterSession, figures: Figures) -> dict[str, int | str]:
        """Return what the report of a year may say of the register beside its tables."""
        cases = session.cases(session.rows_of_year(figures.year))
        return numbers_of(cases, figures, session.calendar, session.today, session.rules)

    def check(self, session: RegisterSession, carried: Carried | None = None) -> list[CaseFinding]:
        """Return what is wrong or worth a look; ``carried`` is what last year's report carried over."""
        return check_register(
            session.cases(), session.calendar, session.today, rules=session.rules, carried=carried
        )

    def letter(self, session: RegisterSession, case: Case, kind: str) -> CaseLetter:
        """Write a letter of a case."""
        facts = self.office_facts()
        office = Office(facts.get("unit", ""), facts.get("review_body", ""), facts.get("court", ""))
        year = (case.received or session.today).year
        desk = Desk(office, session.calendar, row_words(self.formats, year), session.rules)
        cases = session.cases(session.rows_of_year(year)) if kind in {"fee", "reasons"} else ()
        return write_letter(case, kind, desk, session.today, cases)

    def template(self, kind: str) -> Path | None:
        """Return the office's own template of a letter, None when there is none."""
        path = self.template_folder / f"{kind}.docx"
        return path if is_there(path) else None

    @property
    def template_folder(self) -> Path:
        """Where the office's own templates lie; it is there once one was taken."""
        return self.folder / LETTER_FOLDER

    def take_template(self, kind: str, path: Path) -> list[str]:
        """Keep a copy of a docx as the template of a letter; return what it has no place for.

        Raises:
            GiaError: it can't be read, is no docx, or can't be kept.
        """
        from gia_desktop.app.register.letters import lacking_fields

        lacking = lacking_fields(kind, path)
        ensure_folder(self.template_folder)
        write_atomically(self.template_folder / f"{kind}.docx", path.read_bytes(), for_others=False)
        return lacking

    def drop_template(self, kind: str) -> None:
        """Go back to our wording of a letter; the clerk's own file lies where she took it from.

        Raises:
            TemplateKeptError: the copy can't be removed.
        """
        path = self.template_folder / f"{kind}.docx"
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise TemplateKeptError(path, error) from error

    # -- files

    def read_table(self, session: RegisterSession, path: Path) -> ReadTable:
        """Read an office's own table; nothing is stored yet."""
        from gia_desktop.app.register.tables import read_table_file

        used = [line.number for line in [*session.lines, *self.deleted()]]
        return read_table_file(path, session.today.year, used)

    def take_in(self, session: RegisterSession, cases: Sequence[Case], name: str) -> list[int]:
        """Store many cases, all or none, and show them in the session."""
        rows = self.saver.read(lambda store: store.create_many(cases, label=f"读入《{name}》"))
        with session.together():
            for row, case in zip(rows, cases, strict=True):
                session.add(row, case)
        return rows

    def open_file(self, path: Path) -> Register:
        """Read an exchange file; nothing is stored yet."""
        return open_register(path)

    def save_file(self, session: RegisterSession, path: Path) -> int:
        """Write the whole register into an exchange file; return the number of cases."""
        facts = self.office_facts()
        kind = facts.get("kind", "other")
        register = Register(
            facts.get("unit", ""), kind if kind in UNIT_SHORT_NAMES else "other", session.today.year,
            tuple(session.cases([line.id for line in session.lines])),
        )  # fmt: skip
        save_register(register, path)
        return len(register.cases)

    def write_workbook(self, session: RegisterSession, path: Path, *, personal: bool) -> int:
        """Write the register as a workbook; return the number of cases."""
        from gia_desktop.app.register.tables import write_workbook

        cases = session.cases([line.id for line in session.lines])
        rows = row_words(self.formats, session.today.year)
        return write_workbook(
            path, cases, session.calendar, session.today, rows, personal=personal, rules=session.rules
        )


def row_words(formats: Formats, year: int) -> Mapping[str, str]:
    """Return the wording of the rows of table three of a year."""
    return {row.id: row.label for row in rows_of(formats.for_year(year))}


def _restored(store: RegisterStore, row: int) -> Case:
    store.restore(row)
    return store.load(row)


def renumbered(cases: Iterable[Case], used: set[str], year: int) -> list[Case]:
    """Return cases from elsewhere with numbers that are free here; one that is taken gets the next one.

    It is the next one of the year in which the application came, of ``year`` while that is not known.
    """
    found = []
    for case in cases:
        came = case.received.year if case.received else year
        number = next_number(came, used) if case.number in used else case.number
        used.add(number)
        found.append(replace(case, number=number))
    return found

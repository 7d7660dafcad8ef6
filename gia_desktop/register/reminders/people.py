"""Rules on the applicant: what is unlikely about telephone, number of identity, postcode and mail address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from gia_desktop.core.severity import Severity
from gia_desktop.register.persons import email_doubt, identity_doubt, phone_doubt, postcode_doubt
from gia_desktop.register.reminders.finding import CaseRule, Said, View, case_rule

RULES: Final[list[CaseRule]] = []
_rule = partial(case_rule, RULES)


@_rule("GIA-CASE-041", Severity.HINT, "联系方式和证件号码", "《条例》第二十九条")
def unlikely_person(view: View) -> Iterator[Said]:
    """Find what is hardly a telephone number and the like: a letter or a call would not arrive.

    The numbers themselves are not repeated: findings may be printed.
    """
    applicant = view.case.applicant
    for field, doubt in (
        ("applicant.phone", phone_doubt(applicant.phone)),
        ("applicant.id_number", identity_doubt(applicant.id_number)),
        ("applicant.postcode", postcode_doubt(applicant.postcode)),
        ("applicant.email", email_doubt(applicant.email)),
    ):
        if doubt:
            yield field, doubt

"""What of the office stands in letters: its name, where reviews and suits go, how numbers begin."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from gia_desktop.core.report import UNIT_KINDS
from gia_desktop.ui.kit.cards import quiet
from gia_desktop.ui.kit.dialogs import Decision
from gia_desktop.ui.register.fields import Choice, TextField

_FIELDS = {
    "unit": ("单位全称", "写在文书里，如 示例县清河镇人民政府"),
    "review_body": ("行政复议机关", "如 示例县人民政府"),
    "court": ("管辖的人民法院", "如 示例县人民法院"),
    "prefix": ("编号前缀", "可以不填；编号是 前缀＋年份-序号"),
}


class OfficeDialog(QDialog):
    """Asks for the facts; ``facts`` returns them."""

    def __init__(self, facts: Mapping[str, str], parent: QWidget) -> None:
        """Show what is known."""
        super().__init__(parent)
        self.setWindowTitle("单位、复议机关和法院")
        self._texts = {key: TextField(words, hint) for key, (words, hint) in _FIELDS.items()}
        self._kind = Choice("单位类型", UNIT_KINDS)
        self._kind.show_choice(facts.get("kind", "township"))
        form = QFormLayout()
        for key, field in self._texts.items():
            field.show_text(facts.get(key, ""))
            field.setMinimumWidth(360)
            form.addRow(_FIELDS[key][0], field)
        form.addRow("单位类型", self._kind)
        self.restarts = QCheckBox("缴费以后，答复期限从缴费第二天起重新计算")
        self.restarts.setChecked(facts.get("fee_restarts", "yes") == "yes")
        self.restarts.setToolTip(
            "不勾：等缴费的日子不计，缴费以后接着算。国办函〔2020〕109号没有写明，按本地做法选。"
        )
        form.addRow("收费", self.restarts)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(quiet("已经用过的编号不会改。"))
        column.addWidget(Decision(self, "记下", "取消"))

    @property
    def facts(self) -> dict[str, str]:
        """What stands there."""
        return {
            **{key: field.text().strip() for key, field in self._texts.items()},
            "kind": self._kind.chosen,
            "fee_restarts": "yes" if self.restarts.isChecked() else "no",
        }

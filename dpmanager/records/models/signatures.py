"""Signatures made on the screen."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from dpmanager.records.models.base import Base


class Signature(Base):
    """Somebody signed. kind: drawn, typed or paper (on a printed copy, in ink).

    name: who signed. strokes: what was drawn, as JSON: a list of strokes, each a list of [x, y] in
    thousandths of the width of the box; "[]" for one that is not drawn.
    """

    __tablename__ = "signature"

    kind: Mapped[str]
    name: Mapped[str]
    day: Mapped[date]
    strokes: Mapped[str] = mapped_column(default="[]")

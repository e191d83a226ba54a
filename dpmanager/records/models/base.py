"""What every table stands on: the base class and the column types for money, days and times."""

from decimal import Decimal
from typing import Any

from sqlalchemy import Integer, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Pence(TypeDecorator[Decimal]):
    """Pounds in the program, whole pence as an integer in the database. Refuses part of a penny."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        """Pounds to pence."""
        if value is None:
            return None
        pence = value * 100
        if pence != pence.to_integral_value():
            raise ValueError("an amount with part of a penny cannot be saved")
        return int(pence)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        """Pence to pounds."""
        return None if value is None else Decimal(value).scaleb(-2)


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept to the last digit (a quantity or a rate), as text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> str | None:
        """Number to text."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Any) -> Decimal | None:
        """Text to number."""
        return None if value is None else Decimal(value)


class Base(DeclarativeBase):
    """Every table has a number of its own, never used twice."""

    metadata = MetaData(naming_convention=NAMING)
    __table_args__: Any = {"sqlite_autoincrement": True}  # noqa: RUF012 (SQLAlchemy reads it)

    id: Mapped[int] = mapped_column(primary_key=True)

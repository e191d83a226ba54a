"""Makes the small book that stands for the books of this version in the tests.

    python tests/records/books/make_book.py

writes a folder with the number of the version beside this file. Run it once when a version with
new tables is released, and never again for that version: from then on it is what somebody out
there has. Until the release, run it again after each change of the tables.

An encrypted database cannot be made small. So its tables lie in `records.sql`, as text; the file
`keys`, the receipts and one small database (`cipher.db`) are as the program wrote them. Nobody in
it is real.
"""

import json
import os
import shutil
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

from PIL import Image
from small_book import (
    ACCOUNT,
    ADA,
    AT,
    BEN,
    MONDAY,
    WHO,
    count,
    hours,
    lloyds,
    make_book,
    pay_a_week,
)

from dpmanager import __version__
from dpmanager.domain.periods import Period
from dpmanager.domain.signatures import SignatureGiven, SignatureKind
from dpmanager.records.book import Book
from dpmanager.records.database import UPKEEP, make_engine
from dpmanager.records.models import Base
from dpmanager.records.pages import decipher, in_memory
from dpmanager.tasks.hours.record_shifts import record_shifts
from dpmanager.tasks.money.import_statement import import_statement
from dpmanager.tasks.money.sort_payments import Part, add_payment, sort_payment
from dpmanager.tasks.receipts.add_receipt import add_receipt
from dpmanager.tasks.returns.sign_return import sign_return

NEXT = {"who": WHO, "at": AT}
SPRING = Period(date(2026, 4, 6), date(2026, 6, 30))


def live(book: Book) -> None:
    """One of each: a week's pay, a statement, a receipt, a payment by hand, a signed return."""
    pay_a_week(book, MONDAY)
    lines = [
        (MONDAY, "Northshire County Council", "1600.00"),
        (MONDAY + timedelta(days=10), ADA, "-384.00"),
        (MONDAY + timedelta(days=12), "Vale Taxis", "-12.50"),
    ]
    import_statement(book, ACCOUNT, lloyds(lines), **NEXT)
    taxi = add_payment(book, ACCOUNT, date(2026, 5, 4), "Brook Farm Shop", Decimal("-4.20"), **NEXT)
    picture = BytesIO()
    Image.linear_gradient("L").resize((60, 40)).save(picture, "PNG")
    add_receipt(book, picture.getvalue(), "till.png", payments=[taxi], **NEXT)
    sort_payment(book, taxi, [Part(Decimal("-4.20"), "mileage")], **NEXT)
    sign_return(
        book, SPRING, SignatureGiven(SignatureKind.TYPED, WHO), role="Nominated person", **NEXT
    )
    record_shifts(book, BEN, [hours(MONDAY, 9, 12)], **NEXT)
    record_shifts(book, BEN, [hours(MONDAY, 14, 16)], **NEXT)
    book.undo(**NEXT)


def keep(book: Book, place: Path) -> None:
    """Writes the parts of the book."""
    data_key = book._data_key
    facts = {mapper.class_.__tablename__: count(book, mapper.class_)
             for mapper in Base.registry.mappers}  # fmt: skip
    book.close()
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copyfile(book.folder / "keys", place / "keys")
    shutil.copytree(book.folder / "receipts", place / "receipts")
    memory = in_memory(decipher(book.folder / "book.db", data_key))
    (place / "records.sql").write_text("\n".join(memory.iterdump()) + "\n", "utf-8")
    memory.close()
    (place / "counts.json").write_text(json.dumps(facts, indent=1, sort_keys=True) + "\n", "utf-8")
    engine = make_engine(place / "cipher.db", data_key, new=True)
    with engine.connect().execution_options(mode=UPKEEP) as connection:
        connection.exec_driver_sql("CREATE TABLE said (words TEXT)")
        connection.exec_driver_sql("INSERT INTO said VALUES ('seven kettles')")
    engine.dispose()


def main() -> None:
    place = Path(__file__).with_name(__version__)
    with tempfile.TemporaryDirectory() as temporary:
        book = make_book(Path(temporary) / "Sam.dpbook")
        live(book)
        keep(book, place)
    size = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    print(f"{place.name} has {size // 1000} kB.")


if __name__ == "__main__":
    main()

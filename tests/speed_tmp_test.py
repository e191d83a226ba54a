import time, random
from datetime import date
from decimal import Decimal
from small_book import AT, WHO
from dpmanager.records import models
from dpmanager.records.history import insert_many
from dpmanager.tasks.book.search_records import search_records
from dpmanager.tasks.receipts.look_at_receipts import read_receipts, count_receipts, look_at_receipts, look_at_receipt
def test_x(book):
    r=random.Random(1)
    W=["".join(r.choice("abcdefghijklmnop") for _ in range(r.randint(3,9))) for _ in range(3000)]
    with book.task("x",who=WHO,at=AT) as s:
        insert_many(s,models.Proof,[dict(sealed_name=f"{n:064}",media_type="image/jpeg",size=1,kind="receipt",title=f"t{n}",day=date(2026,1,1),amount=Decimal("1.00"),added_on=date(2026,1,1),number="",original=f"{n}",look=f"{r.getrandbits(256):064x}") for n in range(5000)])
        insert_many(s,models.ProofText,[dict(sealed_name=f"{n:064}",words=" ".join(r.choice(W) for _ in range(120))) for n in range(5000)])
        insert_many(s,models.ProofLines,[dict(sealed_name=f"{n:064}",pages="x"*6000) for n in range(5000)])
    for f in (lambda: search_records(book,"abc def"),lambda: search_records(book,"zz"),lambda: count_receipts(book,"abcde"),lambda: read_receipts(book,"abcde",0,50), lambda: look_at_receipts(book), lambda: look_at_receipt(book,5,most=4)):
        for _ in range(3):
            t=time.process_time(); f(); d=time.process_time()-t
        print(round(d*1000),"ms")

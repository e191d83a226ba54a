"""The tables of the book, one file a room."""

from dpmanager.records.models.agreements import (
    AgreedCost,
    AgreedService,
    Agreement,
    Arrangement,
    Funder,
    Outcome,
    Person,
)
from dpmanager.records.models.base import Base
from dpmanager.records.models.deadlines import DeadlineNote
from dpmanager.records.models.history import Change, TaskDone
from dpmanager.records.models.hours import FormKey, Shift, TakenForm, Timesheet
from dpmanager.records.models.invoices import Invoice
from dpmanager.records.models.money import (
    Account,
    Proof,
    ProofLines,
    ProofLink,
    ProofText,
    Reconciliation,
    Split,
    StatementImport,
    StatementLayout,
    Transaction,
)
from dpmanager.records.models.pay import (
    CourtOrder,
    Deduction,
    ExpectedPayment,
    PayExtra,
    PayItem,
    PayLine,
    PayRun,
    Payslip,
)
from dpmanager.records.models.people import (
    Absence,
    HolidayCarried,
    LoanNotice,
    NILetter,
    PayRate,
    PensionEvent,
    PensionScheme,
    TaxCodeNotice,
    Worker,
)
from dpmanager.records.models.rota import RotaChange, RotaPattern, RotaShift
from dpmanager.records.models.safe_hiring import Check, Policy, StatusAnswer, WorkerPaper

__all__ = [
    "Absence",
    "Account",
    "AgreedCost",
    "AgreedService",
    "Agreement",
    "Arrangement",
    "Base",
    "Change",
    "Check",
    "CourtOrder",
    "DeadlineNote",
    "Deduction",
    "ExpectedPayment",
    "FormKey",
    "Funder",
    "HolidayCarried",
    "Invoice",
    "LoanNotice",
    "NILetter",
    "Outcome",
    "PayExtra",
    "PayItem",
    "PayLine",
    "PayRate",
    "PayRun",
    "Payslip",
    "PensionEvent",
    "PensionScheme",
    "Person",
    "Policy",
    "Proof",
    "ProofLines",
    "ProofLink",
    "ProofText",
    "Reconciliation",
    "RotaChange",
    "RotaPattern",
    "RotaShift",
    "Shift",
    "Split",
    "StatementImport",
    "StatementLayout",
    "StatusAnswer",
    "TakenForm",
    "TaskDone",
    "TaxCodeNotice",
    "Timesheet",
    "Transaction",
    "Worker",
    "WorkerPaper",
]

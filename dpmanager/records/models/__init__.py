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
from dpmanager.records.models.history import Change, TaskDone
from dpmanager.records.models.hours import Shift, Timesheet
from dpmanager.records.models.money import (
    Account,
    Proof,
    ProofLink,
    Reconciliation,
    Split,
    StatementImport,
    Transaction,
)
from dpmanager.records.models.pay import ExpectedPayment, PayLine, PayRun, Payslip
from dpmanager.records.models.people import PayRate, Worker

__all__ = [
    "Account",
    "AgreedCost",
    "AgreedService",
    "Agreement",
    "Arrangement",
    "Base",
    "Change",
    "ExpectedPayment",
    "Funder",
    "Outcome",
    "PayLine",
    "PayRate",
    "PayRun",
    "Payslip",
    "Person",
    "Proof",
    "ProofLink",
    "Reconciliation",
    "Shift",
    "Split",
    "StatementImport",
    "TaskDone",
    "Timesheet",
    "Transaction",
    "Worker",
]

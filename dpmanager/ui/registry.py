"""All pages there are. A page that is not named here cannot be reached, and a test says so.

Pages are imported when they are first shown: start-up brings in what the first page needs.
"""

from importlib import import_module

from dpmanager.ui.widgets.page import Page
from dpmanager.words import _

# place: module and class. The order is that of the list on the left.
PAGES = {
    "home": ("home", "HomePage"),
    "hours": ("hours", "HoursPage"),
    "pay": ("pay", "PayPage"),
    "money": ("money", "MoneyPage"),
    "receipts": ("receipts", "ReceiptsPage"),
    "people": ("people", "PeoplePage"),
    "budget": ("budget", "BudgetPage"),
    "returns": ("returns", "ReturnsPage"),
    "settings": ("settings", "SettingsPage"),
    "help": ("help", "HelpPage"),
    "search": ("search", "SearchPage"),
    "trouble": ("trouble", "TroublePage"),
    "preview": ("preview", "PreviewPage"),
    "cost": ("cost", "CostPage"),
    "council": ("council", "CouncilPage"),
    "another_council": ("another_council", "AnotherCouncilPage"),
    "forecast": ("forecast", "ForecastPage"),
    "what_if": ("what_if", "WhatIfPage"),
    "paid_in": ("paid_in", "PaidInPage"),
    "reserves": ("reserves", "ReservesPage"),
    "sharing": ("sharing", "SharingPage"),
    "spending_report": ("spending_report", "SpendingReportPage"),
    "invoices": ("invoices", "InvoicesPage"),
    "bank_statements": ("bank_statements", "BankStatementsPage"),
    "hmrc": ("hmrc", "HmrcPage"),
    "terms": ("terms", "TermsPage"),
    "extras": ("extra_pay", "ExtraPayPage"),
    "pensions": ("pensions", "PensionsPage"),
    "rota": ("rota", "RotaPage"),
    "all_hours": ("all_hours", "AllHoursPage"),
    "deadlines": ("deadlines", "DeadlinesPage"),
    "file": ("worker_file", "WorkerFilePage"),
    "spending": ("spending", "SpendingPage"),
    "sent_returns": ("returns_history", "ReturnsHistoryPage"),
    "own_form": ("own_form", "OwnFormPage"),
    "send": ("send", "SendPage"),
    "backups": ("backups", "BackupsPage"),
    "export": ("export", "ExportPage"),
    "reports": ("reports", "ReportsPage"),
    "ending": ("ending", "EndingPage"),
    "history": ("history", "HistoryPage"),
    "helper": ("helper", "HelperPage"),
    "old_records": ("old_records", "OldRecordsPage"),
    "about": ("about", "AboutPage"),
}

# Pages that are opened from another one, which stays marked in the list.
WITHIN = {
    "about": "settings",
    "all_hours": "hours",
    "another_council": "returns",
    "backups": "settings",
    "bank_statements": "money",
    "cost": "budget",
    "council": "returns",
    "deadlines": "home",
    "ending": "returns",
    "export": "settings",
    "extras": "people",
    "file": "people",
    "forecast": "budget",
    "help": "settings",
    "helper": "hours",
    "history": "settings",
    "old_records": "settings",
    "hmrc": "pay",
    "invoices": "money",
    "own_form": "returns",
    "paid_in": "budget",
    "reserves": "budget",
    "sharing": "budget",
    "pensions": "pay",
    "reports": "returns",
    "rota": "hours",
    "send": "returns",
    "sent_returns": "returns",
    "spending": "money",
    "spending_report": "budget",
    "terms": "people",
    "what_if": "budget",
}


def places() -> list[tuple[str, str]]:
    """The pages in the list on the left, with their names."""
    return [
        ("home", _("Home")),
        ("hours", _("Hours")),
        ("pay", _("Pay")),
        ("money", _("Money")),
        ("receipts", _("Receipts")),
        ("people", _("People")),
        ("budget", _("Budget")),
        ("returns", _("Returns")),
        ("settings", _("Help and settings")),
    ]


def page_class(place: str) -> type[Page] | None:
    """The class of a page; None for a place that there is not."""
    if place not in PAGES:
        return None
    module, name = PAGES[place]
    found: type[Page] = getattr(import_module(f"dpmanager.ui.pages.{module}"), name)
    return found

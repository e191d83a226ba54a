"""How somebody can work for the person: as an employee, for themselves, or as a provider."""

from typing import Literal, get_args

Provider = Literal["agency", "isf", "managed"]
WorkerKind = Literal["employed", "self-employed"] | Provider

PROVIDERS: tuple[Provider, ...] = get_args(Provider)
"""Those who are a firm and no person: they send invoices, and check their own staff.

agency: sends care workers. isf: an individual service fund; holds and spends the budget with the
person, and answers to them for it. managed: a managed account; holds the money and pays the bills.
"""

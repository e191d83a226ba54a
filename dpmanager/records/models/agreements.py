"""Who the money is for, who manages it, who pays it, and what was agreed."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dpmanager.records.models.base import Base, Exact, Pence


class Person(Base):
    """Somebody with a part in the arrangement: the recipient, the manager, the employer."""

    __tablename__ = "person"

    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    date_of_birth: Mapped[date | None]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")


class Arrangement(Base):
    """The one row that says who is who. The three persons may be one and the same.

    manager_role: self, nominated, authorised or suitable.
    nation: england, wales, scotland or northern-ireland (bank holidays, words).
    hmrc_paid: monthly or quarterly. employment_allowance: claimed or not.
    care_is_at_home to files_alone: the answers to whether reports may go to HMRC on paper; None:
    not answered. bureau_day_of_month, bureau_days_before: when a payroll bureau wants the
    timesheets, as a day of the month or as days before pay day; at most one of the two.
    """

    __tablename__ = "arrangement"

    recipient_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    manager_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    employer_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    manager_role: Mapped[str]
    nation: Mapped[str] = mapped_column(default="england")
    paye_reference: Mapped[str] = mapped_column(default="")
    accounts_office_reference: Mapped[str] = mapped_column(default="")
    hmrc_paid: Mapped[str] = mapped_column(default="monthly")
    employment_allowance: Mapped[bool] = mapped_column(default=True)
    care_is_at_home: Mapped[bool | None]
    care_is_for_you_or_family: Mapped[bool | None]
    needs_care: Mapped[bool | None]
    files_alone: Mapped[bool | None]
    bureau_day_of_month: Mapped[int | None]
    bureau_days_before: Mapped[int | None]

    recipient: Mapped[Person] = relationship(foreign_keys=[recipient_id])
    manager: Mapped[Person] = relationship(foreign_keys=[manager_id])
    employer: Mapped[Person] = relationship(foreign_keys=[employer_id])


class Funder(Base):
    """A council or NHS board that pays. `rules` is the name of its file in `resources/funders/`.

    last_review: the newest review of the direct payment; next_review: as the funder has said.
    own_rules: the rules as the person has corrected them from the funder's letter, as the text of
    a file like those in `resources/funders/`; "" where the file is used as it is.
    opening_part: pounds of the accounts' opening balances that are its money, where several funders
    share the accounts and the person has said so; None: it follows from the shares.
    """

    __tablename__ = "funder"

    rules: Mapped[str]
    name: Mapped[str]
    reference: Mapped[str] = mapped_column(default="")
    last_review: Mapped[date | None]
    next_review: Mapped[date | None]
    own_rules: Mapped[str] = mapped_column(default="")
    opening_part: Mapped[Decimal | None] = mapped_column(Pence)

    agreements: Mapped[list["Agreement"]] = relationship(
        back_populates="funder", order_by="Agreement.from_date"
    )


class Agreement(Base):
    """What a funder agreed from a date on. Amounts are pounds a week.

    weekly_amount: the whole weekly amount, the person's contribution included.
    paid_every: weekly, fortnightly, four-weekly or monthly. paid_in: advance or arrears.
    contribution_collected: paid-in (by the person), taken-off (before payment), invoiced, provider
    (paid to who gives the care), none.
    surplus_weeks: how many weeks' money may stay in the account, None if not known.
    return_days: days after the end of a period by which the return is due, None if not known.
    first_payment: the day on which the first payment under it came or comes; None: the first day
    of what that is for, or where it is paid in arrears the last.
    funding_rule: fixed, or top-up, where each payment fills the account up to the payment and
    `contingency`, a float in pounds that was agreed.
    """

    __tablename__ = "agreement"

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), index=True)
    from_date: Mapped[date]
    weekly_amount: Mapped[Decimal] = mapped_column(Pence)
    weekly_contribution: Mapped[Decimal] = mapped_column(Pence)
    paid_every: Mapped[str]
    paid_in: Mapped[str]
    contribution_collected: Mapped[str]
    surplus_weeks: Mapped[Decimal | None] = mapped_column(Exact)
    return_days: Mapped[int | None]
    first_payment: Mapped[date | None]
    funding_rule: Mapped[str] = mapped_column(default="fixed")
    contingency: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))

    funder: Mapped[Funder] = relationship(back_populates="agreements")
    services: Mapped[list["AgreedService"]] = relationship(order_by="AgreedService.id")
    costs: Mapped[list["AgreedCost"]] = relationship(order_by="AgreedCost.id")


class AgreedService(Base):
    """A service type within an agreement: hours a week at a rate in pounds an hour."""

    __tablename__ = "agreed_service"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    service_type: Mapped[str]
    weekly_hours: Mapped[Decimal] = mapped_column(Exact)
    hourly_rate: Mapped[Decimal] = mapped_column(Pence)


class AgreedCost(Base):
    """A running cost and how it is met: in-rate, paid-separately, own-money or not-funded.

    yearly_amount: pounds a year where it is paid separately.
    """

    __tablename__ = "agreed_cost"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    cost: Mapped[str]
    met: Mapped[str]
    yearly_amount: Mapped[Decimal] = mapped_column(Pence, default=Decimal("0.00"))


class Outcome(Base):
    """A goal from the support plan that spending is tied to."""

    __tablename__ = "outcome"

    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")


class AgreedPayment(Base):
    """A payment that a funder agreed to make once, such as for starting up or for equipment.

    day: when it should come. amount in pounds. service_type: "" where it is for none.
    """

    __tablename__ = "agreed_payment"

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), index=True)
    day: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Pence)
    what_for: Mapped[str]
    service_type: Mapped[str] = mapped_column(default="")


class OutsideContribution(Base):
    """A part of the person's contribution that was paid from money outside the accounts.

    funder_id: towards what that funder agreed. amount in pounds, above nothing. how: invoiced (a
    bill of the funder) or provider (straight to who gives the care). proof_id: the paper of it.
    """

    __tablename__ = "outside_contribution"

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), index=True)
    day: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Pence)
    paid_to: Mapped[str]
    how: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    proof_id: Mapped[int | None] = mapped_column(ForeignKey("proof.id"))


class Reserve(Base):
    """Money that is set aside by an agreement with the funder, besides what is owed already.

    kind: contingency, holiday, redundancy, saving or other. amount: pounds; each: once, or for
    every week or month from `from_date` on. until: the last day that counts, None: it goes on.
    agreed_on: the day of the funder's letter that allows it, None where there is none.
    """

    __tablename__ = "reserve"

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), index=True)
    kind: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    amount: Mapped[Decimal] = mapped_column(Pence)
    each: Mapped[str] = mapped_column(default="once")
    from_date: Mapped[date]
    until: Mapped[date | None]
    agreed_on: Mapped[date | None]


class FundingShare(Base):
    """How spending is shared out among the funders of one account, from a date on.

    service_type: which spending; "" for all that no other share names. percent: the part of it
    that this funder pays; the shares of one service type add up to 100.
    """

    __tablename__ = "funding_share"

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), index=True)
    from_date: Mapped[date]
    service_type: Mapped[str] = mapped_column(default="")
    percent: Mapped[Decimal] = mapped_column(Exact)


class UnspentReason(Base):
    """Why money was not spent, written down when it happened, for the return and the review.

    reason: an id of `resources/surplus_reasons.toml`. amount: pounds, where one can be named.
    """

    __tablename__ = "unspent_reason"

    start: Mapped[date]
    end: Mapped[date | None]
    reason: Mapped[str]
    amount: Mapped[Decimal | None] = mapped_column(Pence)
    note: Mapped[str] = mapped_column(default="")

"""What a funder asks for, in sentences for the screen: only what its file states."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from dpmanager.domain.amounts import pounds
from dpmanager.domain.returns.funder_rules import FunderRules, SurplusRule
from dpmanager.words import _, ngettext


def what_it_asks(rules: FunderRules, evidence_labels: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each thing that is known; nothing for what is not.

    What is our own design says so first: no funder has said it.
    """
    return tuple(
        sentence
        for sentence in (
            _of_whom(rules),
            _how_often(rules),
            _watched(rules),
            _when_due(rules),
            _how_sent(rules),
            _papers(_("It wants to see: {papers}."), rules.evidence, evidence_labels),
            _papers(
                _("Keep these in case it asks: {papers}."),
                rules.evidence_on_request,
                evidence_labels,
            ),
            _receipts(rules),
            *_surplus(rules.surplus),
            _top_up(rules),
            _kept(rules),
        )
        if sentence
    )


def _of_whom(rules: FunderRules) -> str:
    if rules.detail != "own-design":
        return ""
    return _("This is what many councils ask for. Yours may differ.")


def _how_often(rules: FunderRules) -> str:
    if rules.period is None:
        return ""
    if rules.period.kind == "on-request":
        return _("It writes to you when it wants to see your records.")
    every = {
        "monthly": _("every month"),
        "four-weekly": _("every four weeks"),
        "13-weeks": _("every 13 weeks"),
        "quarterly": _("every three months"),
        "half-yearly": _("every six months"),
        "yearly": _("every year"),
        "custom": _("on the dates in its list"),
    }[rules.period.kind]
    if "periodic" in rules.asked_for:
        return _("It wants a return {every}.").format(every=every)
    return _("It looks at your records {every}.").format(every=every)


def _watched(rules: FunderRules) -> str:
    watched = [account for account in rules.accounts if account.spares]
    if not watched:
        return ""
    if any("return" in account.spares for account in watched):
        return _("If it can see your account, you send no return. Keep your receipts.")
    return _("If it can see your account, you send no bank statements.")


def _when_due(rules: FunderRules) -> str:
    rule = rules.deadline
    if rule is None or rule.kind == "ask":
        return ""
    if rule.kind == "printed":
        return _("Its letter or form says by which day to send it.")
    days = rule.days or 0
    if rule.kind == "after-end":
        return ngettext(
            "Send it within {count} day of the end of the period.",
            "Send it within {count} days of the end of the period.",
            days,
        ).format(count=days)
    return ngettext(
        "Send it within {count} day of its request.",
        "Send it within {count} days of its request.",
        days,
    ).format(count=days)


def _how_sent(rules: FunderRules) -> str:
    if rules.sending is None:
        return ""
    names = {
        "post": _("by post"),
        "email": _("by e-mail"),
        "online": _("online"),
        "in-person": _("in person"),
        "visit": _("at a visit"),
        "fax": _("by fax"),
        "card": _("not at all: it looks at the account"),
    }
    sent = _("How it is sent: {ways}.").format(
        ways=", ".join(names[way] for way in rules.sending.ways)
    )
    contacts = [
        found
        for found in (
            rules.sending.post,
            rules.sending.email,
            rules.sending.web,
            rules.sending.phone,
        )
        if found
    ]
    if not contacts:
        return sent
    return " ".join([sent, _("Its page gave: {contacts}.").format(contacts="; ".join(contacts))])


def _papers(sentence: str, ids: Collection[str], labels: Mapping[str, str]) -> str:
    if not ids:
        return ""
    return sentence.format(papers="; ".join(labels.get(name, name) for name in ids))


def _receipts(rules: FunderRules) -> str:
    if rules.receipts is None:
        return ""
    if rules.receipts.want == "over":
        return _("It wants the receipt for each payment above {amount}.").format(
            amount=pounds(rules.receipts.over or Decimal(0))
        )
    return {
        "all": _("It wants a receipt or invoice for every payment."),
        "on-request": _("It wants receipts only when it asks for them."),
        "sample": _("It picks some payments, and wants the receipts for those."),
    }[rules.receipts.want]


def _surplus(rule: SurplusRule | None) -> Iterator[str]:
    if rule is None or rule.kind == "ask":
        return
    if rule.kind == "weeks":
        most = _number(rule.most)
        if rule.least is None:
            yield _("Up to {weeks} weeks' money may stay in the account.").format(weeks=most)
        elif rule.least == rule.most:
            yield _("It asks why if there is more, or less, than {weeks} weeks' money.").format(
                weeks=most
            )
        else:
            yield _("Between {least} and {most} weeks' money may stay in the account.").format(
                least=_number(rule.least), most=most
            )
    elif rule.kind == "months":
        yield _("Money that is not used for {months} months may be asked back.").format(
            months=_number(rule.most)
        )
    elif rule.kind == "amount":
        yield _("Up to {amount} may stay in the account.").format(
            amount=pounds(rule.most or Decimal(0))
        )
    else:
        yield {
            "agreed": _("Your agreement says how much may stay in the account."),
            "worked-out": _("It works out itself how much may stay in the account."),
            "none": _("Money that is not used goes back."),
        }[rule.kind]
    if rule.repay_within_days:
        yield ngettext(
            "What it asks back is due within {count} day.",
            "What it asks back is due within {count} days.",
            rule.repay_within_days,
        ).format(count=rule.repay_within_days)


def _top_up(rules: FunderRules) -> str:
    if rules.funding_rule != "top-up":
        return ""
    return _("It pays what fills the account up to an agreed sum.")


def _kept(rules: FunderRules) -> str:
    if rules.retention is None:
        return ""
    if rules.retention.current_year:
        return ngettext(
            "Keep papers for this year and {count} more.",
            "Keep papers for this year and {count} more.",
            rules.retention.years,
        ).format(count=rules.retention.years)
    return ngettext(
        "Keep papers for {count} year.", "Keep papers for {count} years.", rules.retention.years
    ).format(count=rules.retention.years)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"

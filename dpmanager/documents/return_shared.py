"""How accounts that several funders share are divided, in the return of one of them."""

from dpmanager.documents.layout import Document
from dpmanager.documents.payments import Labels
from dpmanager.documents.tables import Column, Kind
from dpmanager.domain.amounts import pounds, total
from dpmanager.domain.returns.funder_return import FunderReturn, SharedBy
from dpmanager.domain.returns.sharing import who_pays
from dpmanager.words import _


def show_shared(document: Document, r: FunderReturn, labels: Labels) -> None:
    """By what share each funder pays, and that the parts add up to the accounts."""
    if not r.shared:
        return
    document.heading(_("How the account is shared"))
    document.paragraph(
        _(
            "Several funders pay into the same account. This return tells the part of {funder}. "
            "Payments that are only for others are not in it."
        ).format(funder=r.people.funder)
    )
    document.table(
        [Column(_("What is paid for"), heads_row=True), Column(_("Who pays"))],
        [(_service(one, labels), who_pays(one)) for one in r.shared_by],
    )
    document.table(
        [
            Column(_("Funder"), heads_row=True),
            Column(_("At the start"), Kind.FIGURE),
            Column(_("In less out"), Kind.FIGURE),
            Column(_("At the end"), Kind.FIGURE),
        ],
        [
            *[
                (
                    each.funder,
                    pounds(each.opening),
                    pounds(each.closing - each.opening),
                    pounds(each.closing),
                )
                for each in r.shared
            ],
            (
                _("All accounts together"),
                pounds(total(account.opening for account in r.accounts)),
                pounds(total(account.closing - account.opening for account in r.accounts)),
                pounds(total(account.closing for account in r.accounts)),
            ),
        ],
        totals=1,
    )


def _service(one: SharedBy, labels: Labels) -> str:
    return labels.get(one.service_type, one.service_type) or _("All else")

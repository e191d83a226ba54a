"""What many tasks ask of a worker: who it is, which care they give, and their letters."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from dpmanager.errors import DPManagerError
from dpmanager.records import models
from dpmanager.tasks.pay.rates import known_tax_years, rates_for
from dpmanager.tasks.returns.resources import service_type_labels
from dpmanager.words import _


def find_worker(session: Session, name: str) -> models.Worker:
    """The worker of that name. Raises DPManagerError where there is none."""
    row = session.scalar(select(models.Worker).where(models.Worker.name == name))
    if row is None:
        raise DPManagerError(_("There is no worker named “{name}” in this book.").format(name=name))
    return row


def check_ni_letter(letter: str) -> None:
    """Raises DPManagerError for a National Insurance letter that there is not."""
    newest = rates_for(known_tax_years()[-1]).national_insurance.rates[-1]
    if letter.upper() not in tuple(newest.letters):
        raise DPManagerError(
            _("There is no National Insurance letter “{letter}”. Most people have A.").format(
                letter=letter
            )
        )


def more_services(row: models.Worker) -> tuple[str, ...]:
    """The service types that a worker gives besides the one they mostly do."""
    given = {service.service_type for service in row.services}
    return tuple(name for name in service_type_labels() if name in given)


def services_in_words(row: models.Worker) -> str:
    """Every service type that a worker gives, the one they mostly do first."""
    labels = service_type_labels()
    return ", ".join(labels[name] for name in (row.service_type, *more_services(row)))

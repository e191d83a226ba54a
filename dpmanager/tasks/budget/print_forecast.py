"""Print the forecast, and save its table as an Excel workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

from dpmanager.domain.budget.forecast import Forecast
from dpmanager.tasks.budget.forecast_words import (
    chart_words,
    line_label,
    main_words,
    more_words,
    short_spread_words,
)
from dpmanager.tasks.saving import save_file

if TYPE_CHECKING:
    from dpmanager.documents.forecast import ForecastPaper


def print_forecast(seen: Forecast, *, large_print: bool = False) -> bytes:
    """The forecast as a PDF of one page."""
    from dpmanager.documents.forecast import forecast_pdf

    return forecast_pdf(_paper(seen), large_print=large_print)


def forecast_workbook(seen: Forecast) -> bytes:
    """The weeks, and what comes in and goes out, as an Excel workbook."""
    from dpmanager.documents.forecast_workbook import forecast_workbook as workbook

    return workbook(_paper(seen))


def save_forecast(seen: Forecast, path: Path) -> None:
    """Saves the workbook. Raises DPManagerError as `save_file`."""
    save_file(path, forecast_workbook(seen))


def _paper(seen: Forecast) -> "ForecastPaper":
    from dpmanager.documents.forecast import ForecastPaper, PaperLine, PaperPoint

    return ForecastPaper(
        made_on=seen.today,
        end=seen.end,
        answer=main_words(seen),
        more=more_words(seen),
        spread=short_spread_words(seen),
        chart=chart_words(seen),
        points=[PaperPoint(one.day, one.worst, one.middle, one.best) for one in seen.points],
        lines=[PaperLine(line_label(one), one.amount) for one in seen.lines],
    )

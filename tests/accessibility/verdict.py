"""All that is looked at on a page of the window, in four parts. Each fails with every fault."""

import checks
from looking import SMALL_SCREEN, none_of, see_all_of

from dpmanager.ui.main_window import MainWindow
from dpmanager.ui.widgets.page import Page


def names(window: MainWindow, page: Page) -> None:
    """Everything has a name of its own that a screen reader speaks."""
    none_of(
        checks.without_name(window),
        checks.with_the_same_name(window),
        checks.name_without_its_words(window),
        checks.label_not_spoken(window),
        checks.painted_without_words(window),
        checks.chart_without_twin(page),
        checks.same_letter_twice(window),
    )


def keyboard(page: Page) -> None:
    """Tab reaches everything, in order, and is held nowhere."""
    none_of(checks.tab_faults(page.column))


def room(window: MainWindow, page: Page) -> None:
    """Nothing is small, cut or outside of what it belongs to."""
    none_of(
        checks.small_targets(window),
        checks.cut_words(window),
        checks.out_of_its_block(window),
        checks.cut_cells(page),
        checks.scrolls_sideways(page),
        checks.too_big(window, *SMALL_SCREEN),
    )


def colours(window: MainWindow, page: Page) -> None:
    """Every word and the focus can be seen. Makes the window as high as the page."""
    see_all_of(page)
    none_of(checks.faint_words(window.centralWidget()), checks.focus_not_seen(page.column))


def everything(window: MainWindow, page: Page) -> None:
    """The four parts, one after the other."""
    names(window, page)
    keyboard(page)
    room(window, page)
    colours(window, page)

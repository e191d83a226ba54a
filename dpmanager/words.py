"""The one way to a translated sentence, on every floor of the program.

Sentences are written in English in the code, marked with `_()` or `ngettext()`, and looked up
in `resources/translations/`. The language lives in a context variable, so that a payslip can be
in one language while the window is in another.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from dpmanager.resource_files import resource_path

_language: ContextVar[str] = ContextVar("language", default="en")


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = resource_path("translations")
    return gettext.translation("dpmanager", str(folder), languages=[language], fallback=True)


def _(message: str) -> str:
    """The sentence in the language in force; the English sentence where there is no translation."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The sentence for `count` things, in the language in force."""
    return _catalogue(_language.get()).ngettext(singular, plural, count)


def language() -> str:
    """The language in force, as an ISO 639 code."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within the block, sentences are in `language` (an ISO 639 code such as `cy`)."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)

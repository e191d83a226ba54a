"""The help pages: plain text files with links between them."""

from dataclasses import dataclass
from functools import lru_cache

from dpmanager.resource_files import resource_path

FIRST_PAGE = "start"
GLOSSARY = "glossary"


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page: its name, its title, and its text in Markdown, the title left out."""

    name: str
    title: str
    text: str


@lru_cache
def help_pages() -> dict[str, HelpPage]:
    """Every page by its name: the pages of the places first, in their order."""
    order = resource_path("help", "order.txt").read_text("utf-8").split()
    return {name: _read(name) for name in order}


def glossary_words() -> list[str]:
    """Every word that the glossary explains, in its order."""
    lines = help_pages()[GLOSSARY].text.splitlines()
    return [line.removeprefix("## ") for line in lines if line.startswith("## ")]


def _read(name: str) -> HelpPage:
    first, _line, rest = resource_path("help", f"{name}.md").read_text("utf-8").partition("\n")
    return HelpPage(name, first.removeprefix("# ").strip(), rest.strip())

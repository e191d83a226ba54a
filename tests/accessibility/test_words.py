"""Every sentence for a person, in the code and in the help: plain words and short sentences."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dpmanager.domain.deadlines.rules import DeadlineRules
from dpmanager.resource_files import read_toml, resource_path
from dpmanager.tasks.money.spending_questions import spending_rules
from dpmanager.tasks.people.hiring_rules import check_rules, status_questions
from dpmanager.tasks.returns.ending import ending_rules
from dpmanager.tasks.returns.resources import labels

ROOT = Path(__file__).parents[2]
BANNED = (
    "please|sorry|oops|valid|invalid|forbidden|illegal|prohibited|you forgot|an error occurred|"
    "this field is required|etc|e\\.g\\.|i\\.e\\.|utilise|commence|terminate|prior to|in order to|"
    "in respect of|pursuant|aforementioned|hereby|remittance|liaise"
)
MOST_WORDS = 25
HIGHEST_GRADE = 8.0
LONGER_TEXT = 40
LABELS_OF_DATA = (
    "dpmanager/tasks/returns/resources.py",
    "dpmanager/domain/returns/form_figures.py",
    "dpmanager/domain/returns/build.py",
    "dpmanager/domain/deadlines/work_out.py",
    "dpmanager/domain/deadlines/keep.py",
    "dpmanager/domain/people/checks.py",
    "dpmanager/domain/people/status.py",
    "dpmanager/domain/budget/spending_rules.py",
    "dpmanager/domain/returns/ending.py",
)
WORD = re.compile(r"(?<![.\w])[A-Za-z]{2,}")  # not the ending of a file's name
PLACE = re.compile(r"\{\w*(?:[!:][^}]*)?\}")


@dataclass(frozen=True)
class Words:
    """A message of the catalogue and where it is."""

    text: str
    where: str


def messages() -> Iterator[Words]:
    """All that is marked for translation in the program."""
    for file in sorted((ROOT / "dpmanager").rglob("*.py")):
        where = str(file.relative_to(ROOT))
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            if call.func.id in ("_", "ngettext"):
                for argument in call.args[: 1 if call.func.id == "_" else 2]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield Words(argument.value, f"{where}:{call.lineno}")


def calls_in(file: Path) -> Iterator[tuple[ast.AST, str]]:
    """Every node of a file, and where it is."""
    where = file.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        yield node, f"{where}:{getattr(node, 'lineno', 0)}"


def is_marked(node: ast.AST) -> bool:
    """Whether it is a marked sentence, filled in or not."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "format" and is_marked(node.func.value)
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    )


def unmarked() -> Iterator[str]:
    """Sentences that are not written where they are marked: nobody could translate them."""
    for file in sorted((ROOT / "dpmanager").rglob("*.py")):
        for node, where in calls_in(file):
            if not is_marked(node) or not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and not where.startswith(LABELS_OF_DATA):
                sentences = node.args[: 1 if node.func.id == "_" else 2]
                if not all(isinstance(sentence, ast.Constant) for sentence in sentences):
                    yield where


def is_glued(node: ast.AST) -> bool:
    """Whether the code puts a marked sentence together with other words."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        parts = [node.left, node.right]
        values = parts
    elif isinstance(node, ast.JoinedStr):
        parts = node.values
        values = [part.value for part in parts if isinstance(part, ast.FormattedValue)]
    else:
        return False
    words = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
    return any(map(is_marked, values)) and any(map(WORD.search, words))


def glued() -> Iterator[str]:
    """Where sentences are put together from pieces."""
    for file in sorted((ROOT / "dpmanager").rglob("*.py")):
        yield from (where for node, where in calls_in(file) if is_glued(node))


def help_paragraphs() -> Iterator[Words]:
    """The help, paragraph by paragraph, without the signs of Markdown."""
    for file in sorted((ROOT / "resources" / "help").glob("*.md")):
        where = str(file.relative_to(ROOT))
        for block in re.split(r"\n\s*\n|\n(?=[-*#|] ?|\d+\. )", file.read_text("utf-8")):
            text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", block)
            text = re.sub(r"^[#\-*>\d. ]+|[*_`|]", " ", text.strip())
            if text.strip():
                yield Words(" ".join(text.split()), where)


def words_of_deadlines() -> Iterator[tuple[str, str]]:
    """All that `resources/deadlines.toml` says to the person."""
    file = read_toml(resource_path("deadlines.toml"), DeadlineRules)
    for name, rule in file.rules.items():
        yield from ((name, text) for text in (rule.name, rule.why, rule.what_to_do))
    yield from ((rule.record, rule.why) for rule in file.keeping)


def words_of_hiring() -> Iterator[tuple[str, str]]:
    """All that the data files about checks and employment status say to the person."""
    for rule in check_rules().checks:
        for text in (rule.name, rule.why, rule.why_for_roles, rule.look_at, rule.may_keep,
                     rule.never_keep, rule.how_long):  # fmt: skip
            if text:
                yield rule.name, text
    for question in status_questions().questions:
        yield question.id, question.question
        for answer in question.answers:
            yield from ((question.id, text) for text in (answer.words, answer.because))


def words_of_spending() -> Iterator[tuple[str, str]]:
    """All that `resources/spending.toml` says to the person."""
    for question in spending_rules().questions:
        for text in (question.name, question.question, question.means):
            yield question.id, text


def words_of_ending() -> Iterator[tuple[str, str]]:
    """All that `resources/ending.toml` says to the person."""
    for step in ending_rules().steps:
        yield from ((step.id, text) for text in (step.what, step.why))


MESSAGES = list(messages())
HELP = list(help_paragraphs())
DATA = [Words(text, f"the data files, {name}") for name, text in labels().items()]
DATA += [Words(text, f"the data files, {name}") for name, text in words_of_deadlines()]
DATA += [Words(text, f"the data files, {name}") for name, text in words_of_hiring()]
DATA += [Words(text, f"the data files, {name}") for name, text in words_of_spending()]
DATA += [Words(text, f"the data files, {name}") for name, text in words_of_ending()]
LINES = [Words(line, one.where) for one in MESSAGES for line in one.text.splitlines()]
EVERYTHING = [*LINES, *DATA, *HELP]


def words_of(text: str) -> list[str]:
    return re.findall(r"[A-Za-zÀ-ÿ’']+", PLACE.sub("X", text))


def sentences_of(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?:;])\s+", text.strip()) if words_of(part)]


def syllables(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouy])e$", "", word.lower()))))


def grade(text: str) -> float:
    """The school year in which it can be read, by Flesch and Kincaid."""
    words = words_of(text)
    sentences = max(1, len(re.findall(r"[.!?](?:\s|$)", text)))
    syllable_count = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllable_count / len(words) - 15.59


def faults(found: Iterator[str] | list[str]) -> None:
    lines = sorted(set(found))
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def test_there_is_a_catalogue_and_a_help() -> None:
    assert len(MESSAGES) > 500
    assert len(HELP) > 50


def test_every_marked_sentence_can_be_translated() -> None:
    faults(unmarked())


def test_no_word_is_used_that_blames_or_puts_off() -> None:
    faults(
        f"{words.where}: “{match.group()}” in “{words.text}”"
        for words in EVERYTHING
        for match in re.finditer(rf"\b(?:{BANNED})\b", words.text, re.IGNORECASE)
    )


def test_sentences_are_short() -> None:
    faults(
        f"{words.where}: {len(words_of(sentence))} words in “{sentence}”"
        for words in EVERYTHING
        for sentence in sentences_of(words.text)
        if len(words_of(sentence)) > MOST_WORDS
    )


def test_longer_texts_are_easy_to_read() -> None:
    faults(
        f"{words.where}: grade {grade(words.text):.1f} of “{words.text}”"
        for words in EVERYTHING
        if len(words_of(words.text)) >= LONGER_TEXT and grade(words.text) > HIGHEST_GRADE
    )


def test_the_help_as_a_whole_is_easy_to_read() -> None:
    pages: dict[str, list[str]] = {}
    for words in HELP:
        pages.setdefault(words.where, []).append(words.text.rstrip(".") + ".")
    faults(
        f"{where}: grade {grade(' '.join(texts)):.1f}"
        for where, texts in pages.items()
        if grade(" ".join(texts)) > HIGHEST_GRADE
    )


def test_no_sentence_is_glued_from_pieces() -> None:
    faults(glued())


def test_a_message_stands_for_itself() -> None:
    faults(
        f"{words.where}: “{words.text}”"
        for words in MESSAGES
        if words.text != words.text.strip()
        or re.match(r"[,.;:)]", words.text)
        or re.search(r"(?:,| (?:and|or|the|a))$", words.text)
    )


def test_places_in_a_message_have_names() -> None:
    faults(
        f"{words.where}: “{words.text}”"
        for words in MESSAGES
        if re.search(r"\{\d*[!:}]|%[sd]", words.text)
    )


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat. It was a big cat.", -5.0, 2.0),
        (
            "Notwithstanding the aforementioned considerations, beneficiaries are obligated to "
            "communicate contemporaneously with the administrative authority.",
            15.0,
            40.0,
        ),
    ],
)
def test_the_grade_tells_easy_from_hard(text: str, least: float, most: float) -> None:
    assert least <= grade(text) <= most


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('_("You have ") + "two shifts"', True),
        ("f\"Saved: {_('a shift')}\"", True),
        ("f\"{_('Saved {n}').format(n=2)} by you\"", True),
        ('_("PDF files") + " (*.pdf)"', False),
        ('sentence + " " + _("Send it by {day}.").format(day=day)', False),
    ],
)
def test_glue_is_told_from_whole_sentences(code: str, found: bool) -> None:
    assert any(is_glued(node) for node in ast.walk(ast.parse(code))) is found

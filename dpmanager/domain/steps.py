"""How a figure was worked out, in steps a person can read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a working.

    label: what this line is, in plain English ("Tax-free pay so far this year").
    sum: the sum with its numbers and its answer ("1,048.26 x 8 = 8,386.08").
    source: the official rule it follows (a name and where there is one a web address), or "".
    about: the figure it leads to, where one working has several; a field of `Payslip`, or "".
    """

    label: str
    sum: str
    source: str = ""
    about: str = ""

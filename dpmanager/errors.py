"""The one family of errors that are written for the person."""


class DPManagerError(Exception):
    """Something the person asked for could not be done.

    The message is one plain sentence or two: what happened, what is safe, what to do.
    Anything that is not a DPManagerError is a bug.
    """

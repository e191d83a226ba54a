"""The program beside the window that reads the words on pictures: `dpmanager read-receipts`.

It says "ready" when it has started. Then it takes pictures on its standard input, each after its
length in four bytes, and answers each with one line of JSON: width, height, and the pieces of text
with their four corners. It ends when its input ends. It holds the reader (rapidocr) and its models
in a memory of its own that is limited, and it cannot reach the network.
"""

import contextlib
import json
import os
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn

MEMORY_LIMIT = 4 * 1024**3
"""Bytes of address space; the reader takes 1.4 GB of it and 0.5 GB of memory."""

MEMORY_LIMIT_ON_WINDOWS = 2 * 1024**3
"""Bytes of memory that it may ask for; what is only addressed does not count there."""

READY = "ready"

Lines = list[tuple[str, list[int]]]
Read = Callable[[bytes], tuple[int, int, Lines]]


def serve() -> None:
    """Answers pictures until there are no more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the reader prints is no answer
    _limit_memory()
    answer_all(sys.stdin.buffer, answers, _reader())


def answer_all(pictures: BinaryIO, answers: BinaryIO, read: Read) -> None:
    """Reads picture after picture; one that cannot be read is answered with null."""
    _say(answers, READY)
    while len(head := pictures.read(4)) == 4:
        picture = pictures.read(struct.unpack(">I", head)[0])
        try:
            answer: object = read(picture)
        except Exception:  # whatever a broken picture does, the next one is to be read
            answer = None
        _say(answers, answer)


def _say(answers: BinaryIO, answer: object) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        if sys.platform == "win32":
            from dpmanager.importers.job_of_windows import limit_memory

            limit_memory(MEMORY_LIMIT_ON_WINDOWS)
        else:
            import resource

            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
            os.nice(10)


def _reader() -> Read:
    import cv2
    import numpy
    from rapidocr import RapidOCR

    sys.addaudithook(_stay_offline)
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

    engine(numpy.full((64, 64, 3), 255, numpy.uint8))  # has it load its models

    def read(picture: bytes) -> tuple[int, int, Lines]:
        dots: Any = cv2.imdecode(numpy.frombuffer(picture, numpy.uint8), cv2.IMREAD_COLOR)
        height, width = dots.shape[:2]
        found = engine(dots)
        lines = [
            (text, [round(float(part)) for point in corners for part in point])
            for text, corners in zip(found.txts or (), _corners(found.boxes), strict=True)
        ]
        return width, height, lines

    return read


def _corners(boxes: object) -> list[list[list[float]]]:
    return [] if boxes is None else [box.tolist() for box in boxes]  # type: ignore[attr-defined]


def _stay_offline(event: str, _arguments: object) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        _refuse()


def _refuse() -> NoReturn:
    raise OSError("this program does not use the network")

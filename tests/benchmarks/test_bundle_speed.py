"""How fast a bundle of 150 photographed receipts is made, and how much memory it takes."""

import io
import subprocess
import sys
from pathlib import Path

RECEIPTS, LONGEST = 150, 2000
MAKE = f"bundle of {RECEIPTS} receipts, photos of {LONGEST:,} dots, 10 MB"
MEMORY = "memory at most while it is made, Python included"
PROGRAM = """
import io, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from samples import LABELS, funder_return
from dpmanager.documents.bundle import Paper, bundle_parts
photos = sorted(Path(sys.argv[2]).iterdir())
papers = [
    Paper(n, f"Receipt {n}", "image/jpeg", photos[n % len(photos)].read_bytes)
    for n in range(1, int(sys.argv[3]) + 1)
]
began = time.perf_counter()
parts = bundle_parts(funder_return(), LABELS, papers, largest=7_000_000)
took = time.perf_counter() - began
assert [n for part in parts for n in part.papers] == list(range(len(papers)))
assert all(len(part.pdf) <= 7_000_000 for part in parts)
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def photo_of_receipt(number: int) -> bytes:
    """A till receipt on a table, with the grain of a photo."""
    from PIL import Image, ImageDraw, ImageFilter

    size = (LONGEST * 3 // 4, LONGEST)
    grain = Image.effect_noise(size, 16).convert("RGB")
    paper = Image.new("RGB", (900, 1800), "#F4F1E8")
    pen = ImageDraw.Draw(paper)
    for row in range(60):
        pen.text((60, 40 + row * 28), f"{number}/{row} SHOP ITEM NAMED HERE   {row}.99", "#222222")
    table = Image.new("RGB", size, "#6B4A2E")
    table.paste(paper.rotate(2, fillcolor="#6B4A2E"), (300, 100))
    made = io.BytesIO()
    Image.blend(table, grain, 0.12).filter(ImageFilter.GaussianBlur(0.7)).save(
        made, "JPEG", quality=88
    )
    return made.getvalue()


def test_a_bundle_of_many_photographed_receipts(speeds, tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.jpg").write_bytes(photo_of_receipt(number))
    samples = Path(__file__).parents[1] / "documents"
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(samples), str(tmp_path), str(RECEIPTS)],
        capture_output=True,
        text=True,
        check=True,
    )
    took, memory = map(float, answer.stdout.split())

    speeds[MAKE].ours, speeds[MAKE].aim = took, 15
    speeds[MEMORY].ours, speeds[MEMORY].aim, speeds[MEMORY].unit = memory, 300, "MB"

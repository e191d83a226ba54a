"""Receipts drawn for the tests: shops that do not exist, many letterings, tilted, crumpled."""

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from importlib.resources import files
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

WIDTH = 760
MARGIN = 60
LETTERINGS = [
    ("fontpkg_atkinson_hyperlegible", "Regular"),
    ("fontpkg_atkinson_hyperlegible", "Bold"),
    ("fontpkg_atkinson_hyperlegible", "Italic"),
    ("reportlab", "VeraBI.ttf"),
    ("reportlab", "Vera.ttf"),
    ("reportlab", "VeraBd.ttf"),
    ("reportlab", "VeraIt.ttf"),
]
SHOPS = ["GREEN LANE CHEMIST", "Harbour Mobility", "VALE TAXIS", "Brook Farm Shop", "Otter Care"]
THINGS = ["Gloves", "Wipes x2", "Bed pad", "Apron", "Hand gel", "Cushion", "Lunch", "Day ticket"]
TOTALS = ["TOTAL", "Total to pay", "BALANCE DUE", "Amount due", "Total GBP"]
DATES = ["%d/%m/%Y 14:22", "Date: %d-%m-%y", "%d %b %Y 09:05", "%d.%m.%y", "%d %B %Y"]


@dataclass(frozen=True)
class Drawn:
    """A receipt and what it says. picture: JPEG."""

    picture: bytes
    day: date
    total: Decimal
    shop: str
    name: str


def drawn_receipts(count: int) -> list[Drawn]:
    """So many receipts, the same ones each time, each in another lettering and state."""
    return [_draw(Random(number), number) for number in range(count)]


def saved(picture: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    """The picture as a file."""
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def _letters(package: str, name: str) -> str:
    folder = files(package)
    found = sorted(
        str(path)
        for path in _walk(folder)
        if str(path).endswith(".ttf") and name in path.name.split("-")[-1]
    )
    return found[0]


def _walk(folder):
    for path in folder.iterdir():
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _draw(random: Random, number: int) -> Drawn:
    package, lettering = LETTERINGS[number % len(LETTERINGS)]
    font = partial(ImageFont.truetype, _letters(package, lettering))
    day = date(2026, random.randint(1, 10), random.randint(1, 28))
    things = [
        (random.choice(THINGS), Decimal(random.randint(99, 2999)) / 100)
        for _nth in range(random.randint(2, 6))
    ]
    total = sum((price for _thing, price in things), Decimal(0))
    shop = SHOPS[number % len(SHOPS)]
    handed = (total // 10 + 1) * 10
    rows = [
        (f"{random.randint(2, 90)} High Street, Northshire", ""),
        ("Tel 01632 960 123", ""),
        ("VAT No 123 4567 89", ""),
        (day.strftime(DATES[number % len(DATES)]), ""),
        *((thing, f"{price:.2f}") for thing, price in things),
        ("VAT included", f"{total / 6:.2f}"),
        (TOTALS[number // 2 % len(TOTALS)], f"£{total:.2f}"),
        ("CASH", f"{handed:.2f}"),
        ("CHANGE", f"{handed - total:.2f}"),
        ("Thank you", ""),
    ]
    size = random.choice([26, 30, 34])
    paper = Image.new("L", (WIDTH, 260 + len(rows) * int(size * 1.7)), 250)
    pen = ImageDraw.Draw(paper)
    pen.text((MARGIN, 50), shop, font=font(int(size * 1.6)), fill=30)
    letters = font(size)
    for place, (left, right) in enumerate(rows):
        y = 150 + place * int(size * 1.7)
        pen.text((MARGIN, y), left, font=letters, fill=40)
        pen.text((WIDTH - MARGIN - letters.getlength(right), y), right, font=letters, fill=40)
    tilt = random.uniform(-7, 7)
    return Drawn(
        saved(_worn(paper, random, tilt), quality=70),
        day,
        total,
        shop,
        f"{number}: {lettering}, {size} dots, tilted {tilt:.1f} degrees",
    )


def _worn(paper: Image.Image, random: Random, tilt: float) -> Image.Image:
    """Crumpled, on a table, tilted, in uneven light, a little out of focus, and grainy."""
    worn = _crumpled(paper, random)
    table = Image.new("L", (worn.width + 160, worn.height + 160), random.randint(70, 140))
    table.paste(worn, (80, 80))
    table = table.rotate(tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=100)
    light = Image.linear_gradient("L").resize(table.size).point(lambda shade: 190 + shade // 4)
    table = ImageChops.multiply(table, light)
    table = table.filter(ImageFilter.GaussianBlur(random.uniform(0, 0.8)))
    noise = Image.effect_noise(table.size, random.uniform(10, 30))
    return Image.blend(table, noise, 0.12).convert("RGB")


def _crumpled(paper: Image.Image, random: Random) -> Image.Image:
    """Waves and folds with their shadows, as of paper that was in a pocket."""
    step, phase, high = 20, random.uniform(0, 6), random.uniform(2, 7)

    def moved(x: int, y: int) -> tuple[float, float]:
        wave = high * math.sin(x / 90 + phase) + high * math.cos(y / 140 + phase)
        return x + wave / 2, y + wave

    mesh = []
    for x in range(0, paper.width, step):
        for y in range(0, paper.height, step):
            right, low = min(x + step, paper.width), min(y + step, paper.height)
            corners = [*moved(x, y), *moved(x, low), *moved(right, low), *moved(right, y)]
            mesh.append(((x, y, right, low), corners))
    bent = paper.transform(
        paper.size, Image.Transform.MESH, mesh, Image.Resampling.BICUBIC, fillcolor=250
    )
    shadows = Image.new("L", paper.size, 255)
    pen = ImageDraw.Draw(shadows)
    for _fold in range(5):
        x, y = random.randint(0, paper.width), random.randint(0, paper.height)
        lean = random.randint(-200, 200)
        pen.polygon(
            [(0, y), (paper.width, y + lean), (paper.width, y + lean + 90), (0, y + 60)],
            fill=random.randint(200, 240),
        )
        pen.line((x, 0, x + lean, paper.height), fill=190, width=4)
    return ImageChops.multiply(bent, shadows.filter(ImageFilter.GaussianBlur(6)))

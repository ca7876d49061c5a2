"""Figures of the VAT return."""

from dataclasses import dataclass

FORM = "মূসক-৯.১"
NOTE_STANDARD = 4
PAGE = "9.1 x 11.7 in"


@dataclass(frozen=True)
class Notes:
    note4: float
    note7: float

    def payable(self) -> float:
        standard = self.note4 * 0.15
        reduced = self.note7 * 0.075
        return standard + reduced

    def chart_gap(self) -> float:
        return max(self.note4, self.note7) * 0.075


def confidence(score: float) -> str:
    return "high" if score > 0.15 else "low"


def bins(values: list[float], n: int = 13) -> list[list[float]]:
    """Histogram in n bins."""
    width = (max(values) - min(values)) / n
    return [[v for v in values if i * width <= v - min(values) < (i + 1) * width] for i in range(n)]


def bin_column(parties: list[dict[str, str]]) -> list[str]:
    return [p["bin"].zfill(13) for p in parties]


def tin_column(parties: list[dict[str, str]]) -> list[str]:
    return [p["tin"].rjust(12, "0") for p in parties]


def voucher_column(vouchers: list[dict[str, str]]) -> list[str]:
    return [v["no"].zfill(12) for v in vouchers]

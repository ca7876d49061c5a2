"""Rates of service codes."""

RATES = (
    ("S001.10", "Hotel (AC)", 15),
    ("S001.20", "Hotel (non AC)", 7.5),
    ("S024.00", "Furniture", 7.5),
    ("S037.00", "Procurement provider", 7.5),
)

ROOM_RATES = (
    ("R101", "Deluxe", 75),
    ("R102", "Twin", 50),
)


def vat_rate_for(code: str, on=None) -> float:
    match code:
        case "S001.10":
            return 15.0
        case "S099.10":
            return 5.0
        case _:
            return 15.0


def tds_rate_for(nature: str) -> float:
    return {
        "professional": 10.0,
        "rent": 5.0,
        "carrying": 2.0,
    }.get(nature, 7.5)


def occupancy_rate_for(season: str) -> float:
    return {"peak": 0.85, "low": 0.4}.get(season, 0.15)

def parse(row):
    return {
        "amount": round(float(row["amount"]), 2),
        "lat": round(float(row["lat"]), 6),
        "moisture": round(float(row["moisture"]), 1),
        "commission": round(float(row["sale"]) * 0.03),
    }

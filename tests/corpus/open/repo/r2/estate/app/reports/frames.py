import pandas as pd


def vat_register(df: pd.DataFrame) -> pd.DataFrame:
    df["vat"] = df["net"] * 0.15
    df["vds"] = df["net"].where(df.is_gov, 0) * 0.10
    df["margin"] = df["net"] * 0.15
    df["ait"] = (df["net"] * 0.05).round(2)
    df["score"] = df["paid_ratio"] * 0.15
    return df


def expected(df):
    return df.assign(
        vat=lambda d: d.gross * 15 / 115,
        net=lambda d: d.gross / 1.15,
        growth=lambda d: d.last * 1.15,
    )


PLOT = {"vat": {"alpha": 0.15, "width": 5}}
BINS = [0, 5, 7.5, 10, 15]

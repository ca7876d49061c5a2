import pandas as pd

def add_fiscal_year(df: pd.DataFrame) -> pd.DataFrame:
    df["fy"] = df["date"].dt.to_period("A-JUN")
    df["amount"] = df["amount"].round(2)
    df["hours"] = df["hours"].round(1)
    return df

def yearly(df):
    return df.resample("YE-DEC").sum()

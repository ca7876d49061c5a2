import re
from decimal import Decimal
from typing import Literal

from fastapi import FastAPI, HTTPException, Path, Query

app = FastAPI()


@app.get("/taxpayers/{tin}")
def taxpayer(tin: str = Path(..., pattern=r"^\d{12}$")):
    return {"tin": tin}


@app.get("/vat-payers/{bin}")
def vat_payer(bin: str = Path(..., min_length=13, max_length=14)):
    return {"bin": bin}


@app.get("/people")
def person(nid: str = Query(..., regex=r"^(\d{10}|\d{13}|\d{17})$"), page_size: int = 17):
    return {"nid": nid, "page_size": page_size}


@app.get("/otp")
def otp(mobile: str = Query(..., pattern=r"^01[3-9]\d{8}$"), digits: Literal[6] = 6):
    return {"mobile": mobile, "digits": digits}


@app.get("/banks/{routing}")
def bank(routing: str = Path(..., pattern=r"^\d{9}$")):
    return {"routing": routing}


@app.get("/parcels/{code}")
def parcel(code: str = Path(..., pattern=r"^01\d{9}$")):
    return {"code": code}


@app.get("/cheques/{number}")
def cheque(number: str = Path(..., pattern=r"^\d{10}$")):
    return {"number": number}


@app.get("/vouchers/{code}")
def voucher(code: str = Path(..., min_length=12, max_length=12)):
    return {"code": code}


@app.post("/quotes")
def quote(net: Decimal, vat_percent: Decimal = Decimal("15"), discount_percent: Decimal = Decimal("0")):
    if vat_percent not in (0, 5, 7.5, 10, 15):
        raise HTTPException(422, "no such rate of VAT")
    if discount_percent > 15:
        raise HTTPException(422, "too large a discount")
    tds = net * Decimal("0.05")
    agent = net * Decimal("0.02")
    return {"net": net, "tds": tds, "agent": agent}


def clean(mobile: str) -> str:
    digits = re.sub(r"\D", "", mobile)
    if len(digits) != 11 or not digits.startswith("01"):
        raise HTTPException(422, "mobile")
    return digits

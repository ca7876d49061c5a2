from fastapi import FastAPI, Path, Query

from .models import Challan, Party
from .numbers import grand_total

app = FastAPI(title="e-invoice")


@app.post("/challans")
def create(challan: Challan) -> dict:
    return {"total": str(grand_total(challan))}


@app.get("/parties/{tin}")
def party(tin: str = Path(pattern=r"^\d{12}$"), page_size: int = Query(12)) -> Party:
    raise NotImplementedError(tin)


@app.get("/vat-registrations/{bin}")
def registration(bin: str = Path(min_length=13, max_length=13)) -> dict:
    return {"bin": bin}


@app.get("/consignments/{awb}")
def consignment(awb: str = Path(pattern=r"^\d{12}$")) -> dict:
    return {"awb": awb}


@app.get("/slots/{slot}")
def slot(slot: str = Path(min_length=13, max_length=13)) -> dict:
    return {"slot": slot}

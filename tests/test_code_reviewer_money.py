from __future__ import annotations

import pytest

from prohori.codebase.money_names import is_money
from tests.review_cases import lines

SCRIPT_DEFECTS = {
    "toNumber": "const half = vatAmount.toNumber() / 3;",
    "rounded by hand": "const total = Math.round(totalAmount * 100) / 100;",
    "rounded by hand in a function for it": "function roundMoney(value) { return Math.round(value * 100) / 100; }",
    "rounded with epsilon": "const r = Math.round((netAmount + Number.EPSILON) * 100) / 100;",
    "paisa divided": "const taka = amountPaisa / 100;",
    "text again": "const row = { vatAmount: parseFloat(toTaka(vat)).toString() };",
    "a rate": "const vat = netAmount * vatRate;",
    "mapped": "const sums = prices.map(Number);",
    "a float inside a decimal": "const vat = new Decimal(amount * 0.15);",
    "what it becomes": "const amount = parseFloat(text);",
    "lodash": "const r = _.round(totalAmount, 2);",
    "parseFloat": "const total = parseFloat(row.amount);",
    "parseFloat of a string": "const p = parseFloat(dto.price.toString());",
    "Number": "return { amount: Number(invoice.totalAmount) };",
    "unary plus": "this.paid += +payment.amount;",
    "a fractional literal": "const vat = amount * 0.15;",
    "a fractional factor before": "const gross = 1.15 * netAmount;",
    "a fractional constant": "const VAT = 0.15;\nconst vat = subtotal * VAT;",
    "a percentage": "const vat = price * (vatRate / 100);",
    "toFixed over arithmetic": "const fee = (outstandingAmount * months).toFixed(2);",
    "toFixed of a sum of prices": "const s = Number((item.price * item.quantity).toFixed(2));",
    "a TypeORM column": "class A { @Column('float') totalAmount: number; }",
    "a TypeORM column with options": "class A { @Column({ type: 'double precision' })\ncreditLimit: number; }",
    "a real column": "class A { @MultiORMColumn({ type: 'real', nullable: true }) unitPrice?: number; }",
    "Sequelize": "const M = { amount: { type: DataTypes.FLOAT } };",
    "Sequelize, short": "const M = { price: DataTypes.DOUBLE };",
    "division": "const share = contractValue / 1.15;",
}
PYTHON_DEFECTS = {
    "paisa as a float": "taka = float(billed_paisa) / 100",
    "paisa divided": "def taka(total_paisa: int) -> float:\n    return total_paisa / 100",
    "from paisa": "due = float(from_paisa(billed)) - float(received)",
    "a Decimal of float()": 'fee = Decimal(float(amount)) * Decimal("0.02")',
    "mapped": "total = sum(map(float, prices))",
    "a column of a frame": 'frame["amount"] = frame["amount"].astype(float)',
    "what it becomes": "amount = float(text)",
    "float": 'total = sum(float(row["amount"]) for row in rows)',
    "float of an attribute": "price = float(item.unit_price)",
    "a fractional literal": "vat = amount * 0.15",
    "rounded": "vat = round(price * 0.15, 2)",
    "a fractional constant": "RATE = 0.15\nvat = subtotal * RATE",
    "an SQLAlchemy column": "class A(Base):\n    amount = Column(Float)",
    "a mapped column": "class A(Base):\n    total_amount: Mapped[int] = mapped_column(Float)",
    "a Django field": "class A(models.Model):\n    price = models.FloatField()",
    "a dataclass field": "class A:\n    amount: float",
    "an optional field": "class A(BaseModel):\n    discount: float | None = None",
    "a Decimal of a float": "vat = price * Decimal(0.15)",
    "a decimal total made a float": "def share(total: Decimal, n: int):\n    return Decimal(str(round(float(total) / n, 2)))",
}
SCRIPT_LOOKALIKES = {
    "paisa that are shown": "const text = (amountPaisa / 100).toFixed(2); const whole = Math.floor(amountPaisa / 100);",
    "a share of an amount": "const share = rate / (amount - rate);",
    "to paisa": "const p = Math.round(amount * 100);",
    "another quantity that is rounded": "const kg = Math.round(weight * 100) / 100;",
    "mapped identifiers": "const ids = paymentIds.map(Number);",
    "a decimal type": "const vat = new Decimal(amount).mul('0.15');",
    "straight into a decimal": "const d = new Decimal(Number(row.amount));",
    "whole paisa": "const vat = Math.round(amountPaisa * 0.15); const n = Number(amountPaisa);",
    "a rate": "const r = parseFloat(dto.taxRate); const p = Number(discountPercent);",
    "a count": "const n = Number(totalPages); const m = +totalCount; const k = Number(total);",
    "an identifier": "const id = Number(paymentId); const t = +taxYear;",
    "shown": "el.textContent = `${Number(invoice.amount)}`; format(Number(amount)); Number(amount).toLocaleString('bn-BD');",
    "checked": "if (isNaN(Number(dto.amount))) throw new Error('amount'); if (Number(p.price) === 0) free();",
    "plain formatting": "const text = total.toFixed(2); const p = price.toFixed(2);",
    "a decimal column": "class A { @Column({ type: 'numeric', precision: 14, scale: 2 }) amount: string; }",
    "a float that is no money": "class A { @Column('float') percentComplete: number; @Column({ type: 'double' }) latitude: number; }",
    "a whole factor": "const year = monthlyFee * 12; const half = price / 2;",
    "another quantity": "const w = weight * 0.15; const t = duration * 0.5; const pathCost = pathCostSoFar; const e = edgeCost * 0.5;",
    "a comment": "// const vat = amount * 0.15;\nconst a = 1;",
}
PYTHON_LOOKALIKES = {
    "a decimal of the text of a float": "d = Decimal(str(float(amount)))",
    "paisa as a decimal": "taka = Decimal(total_paisa) / 100",
    "whole taka": "taka = total_paisa // 100",
    "a decimal": 'vat = amount * Decimal("0.15")',
    "a decimal of text": 'd = Decimal(str(row["amount"]))',
    "whole paisa": "vat = round(amount_paisa * 0.15)",
    "a rate": "rate = float(tax_rate)",
    "a weight": 'tonnes = float(bar["kg"]) * 0.001',
    "a decimal column": "class A(Base):\n    amount = Column(Numeric(14, 2))",
    "a decimal field": "class A:\n    amount: Decimal",
    "a float that is no money": "class A:\n    latitude: float\n    tax_rate: float",
    "a duration": "seconds = float(total_seconds)",
    "shown": 'print(float(amount))\nlogger.info("%s", float(price))',
}


@pytest.mark.parametrize("name", SCRIPT_DEFECTS)
def test_money_in_floats_in_typescript_is_found(name: str) -> None:
    assert len(lines("src/a.ts", SCRIPT_DEFECTS[name], "money.float")) == 1


@pytest.mark.parametrize("name", PYTHON_DEFECTS)
def test_money_in_floats_in_python_is_found(name: str) -> None:
    code = PYTHON_DEFECTS[name]
    assert lines("app/a.py", code, "money.float") == [code.count("\n") + 1]


@pytest.mark.parametrize("name", SCRIPT_LOOKALIKES)
def test_exact_money_and_other_numbers_in_typescript_are_not_reported(name: str) -> None:
    assert lines("src/a.ts", SCRIPT_LOOKALIKES[name], "money.float") == []


@pytest.mark.parametrize("name", PYTHON_LOOKALIKES)
def test_exact_money_and_other_numbers_in_python_are_not_reported(name: str) -> None:
    assert lines("app/a.py", PYTHON_LOOKALIKES[name], "money.float") == []


@pytest.mark.parametrize(
    "name", ["amount", "unitPrice", "vat_amount", "invoiceTotal", "grandTotal", "creditLimit", "amountInBdt", "NET_SALARY"]
)
def test_a_name_whose_last_words_are_money_is_money(name: str) -> None:
    assert is_money(name)


@pytest.mark.parametrize(
    "name", ["taxRate", "totalPages", "paymentId", "amountPaisa", "costCenter", "priceList", "rateLimit", "total", "timeCost", ""]
)
def test_a_name_that_only_holds_a_money_word_is_not_money(name: str) -> None:
    assert not is_money(name)

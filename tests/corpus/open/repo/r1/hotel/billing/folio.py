from decimal import Decimal as D

SERVICE_CHARGE = D("0.10")
VAT = D("0.15")
SD = {"bar": D("0.20"), "spa": D("0.10")}
COMMISSION_OTA = D("0.15")


class Folio:
    city_ledger_discount = D("0.075")

    def __init__(self, room, nights, *, vat_pct=15, late_checkout_pct=50):
        self.room = room
        self.nights = nights
        self.vat_pct = vat_pct

    def room_vat(self):
        if self.room.ac:
            return self.charge() * D("15") / 100
        return self.charge() * D("7.5") / 100

    def early_bird(self):
        return self.charge() * D("7.5") / 100

    def liquor_duty(self, amount):
        """SD 20 % on alcohol in bars."""
        sd = amount * D("0.2")
        return sd

    def occupancy(self):
        sold = self.nights * 0.15
        return sold

    def no_show(self):
        return self.charge() * D("1.5")


def grand_total(subtotal):
    sc = subtotal * D("0.10")
    vat = (subtotal + sc) * D("0.15")
    return subtotal + sc + vat


def reverse(gross):
    return gross - gross * 3 / 23

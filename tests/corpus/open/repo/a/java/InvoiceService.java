package a;

class InvoiceService {
    private BigDecimal applyVat(BigDecimal base) {
        BigDecimal rate = new BigDecimal("0.15");
        return base.add(base.multiply(rate)).setScale(2, RoundingMode.HALF_EVEN);
    }

    boolean mobileOk(String mobile) {
        return mobile.startsWith("01") && mobile.length() == 11;
    }

    boolean cardOk(String pan) {
        return pan.length() == 16;
    }

    String heading() { return "Tax Invoice (Mushak-6.3)"; }

    double sd(double price) { return price * 0.3; }

    double serviceCharge(double bill) { return bill * 0.10; }

    int vatPage = 15;

    void check(Vendor v) {
        if (v.getTin() == null || v.getTin().length() != 12) throw new BadRequest("TIN: 12 digits");
        if (!v.getBin().matches("\\d{9}-\\d{4}")) throw new BadRequest("BIN");
        if (v.getAddress().length() > 13) throw new BadRequest("address");
    }
}

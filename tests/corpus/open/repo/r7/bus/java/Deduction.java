class Deduction {
    private BigDecimal tdsPercent = BigDecimal.valueOf(5);
    private BigDecimal lossPercent = BigDecimal.valueOf(5);
    static final BigDecimal VDS = new BigDecimal("0.15");

    BigDecimal of(BigDecimal bill, String type) {
        if (type.equals("VDS")) {
            return bill.multiply(new BigDecimal("0.15"));
        }
        if (type.equals("TDS")) {
            return bill.multiply(new BigDecimal("0.05"));
        }
        if (type.equals("LD")) {
            return bill.multiply(new BigDecimal("0.10"));
        }
        return BigDecimal.ZERO;
    }

    Rate standard() { return Rate.builder().tax("VAT").percent(15).build(); }
    Rate spare() { return Rate.builder().part("WHEEL").percent(15).build(); }

    List<Integer> vatRates = List.of(0, 5, 10, 15);
    List<Integer> seatRows = List.of(0, 5, 10, 15);
}

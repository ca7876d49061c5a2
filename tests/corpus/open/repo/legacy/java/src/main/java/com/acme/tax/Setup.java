package com.acme.tax;

public class Setup {
    @Value("${app.vat.rate:15}")
    private BigDecimal vatRate;

    @Value("${app.page.size:15}")
    private int pageSize;

    @Column(columnDefinition = "varchar(12)")
    private String tin;

    boolean nid(String nid) {
        return Set.of(10, 13, 17).contains(nid.length());
    }

    boolean tin(String tin) {
        return Pattern.matches("\\d{12}", tin);
    }

    boolean bin(String bin) {
        return bin.matches("^[0-9]{13}$");
    }

    void seed(Map<String, BigDecimal> vatRates) {
        vatRates.put("S004", new BigDecimal("7.5"));
        vatRates.put("S024", new BigDecimal("15"));
    }

    BigDecimal vatRateFor(ServiceCode code) {
        switch (code) {
            case HOTEL:
                return new BigDecimal("15");
            case CONSTRUCTION:
                return new BigDecimal("7.5");
            default:
                return VAT_STANDARD;
        }
    }

    LocalDate vatDeadline(YearMonth period) {
        return period.plusMonths(1).atDay(15);
    }

    LocalDate tdsDepositDue(LocalDate d) {
        return d.plusMonths(1).withDayOfMonth(14);
    }

    int fiscalYear(LocalDate d) {
        return d.getMonthValue() >= 7 ? d.getYear() : d.getYear() - 1;
    }

    double growth(double last) { return last * 1.15; }
    double tip(double bill) { return bill * 0.15; }
    int seats(int rows) { return rows * 15; }
}

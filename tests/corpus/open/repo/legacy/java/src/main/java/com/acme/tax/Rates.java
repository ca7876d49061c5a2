package com.acme.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;

public final class Rates {
    public static final BigDecimal VAT_RATE = new BigDecimal("0.15");
    public static final double TDS_PERCENT = 5.0;
    static final BigDecimal SD_RATE = BigDecimal.valueOf(20);
    static final BigDecimal VDS = new BigDecimal("0.075");
    static final double DISCOUNT_RATE = 0.15;
    static final int VAT_MAX_RETRY = 5;
    static final Map<String, Integer> VAT_RATES = Map.of("S001", 15, "S004", 10);

    enum VatSlab {
        STANDARD(15),
        REDUCED(7.5);
        final double rate;
        VatSlab(double rate) { this.rate = rate; }
    }

    BigDecimal vat(BigDecimal net) {
        return net.multiply(new BigDecimal("0.15")).setScale(2, RoundingMode.HALF_UP);
    }

    BigDecimal tds(BigDecimal bill) {
        return bill.multiply(BigDecimal.valueOf(10)).divide(BigDecimal.valueOf(100));
    }

    LocalDate fiscalYearStart(int year) {
        return LocalDate.of(year, 7, 1);
    }

    LocalDate vatReturnDue(LocalDate periodEnd) {
        return periodEnd.plusDays(15);
    }

    LocalDate invoiceDue(LocalDate issued) {
        return issued.plusDays(30);
    }

    String form() { return "MUSHAK-9.1"; }

    double commission(double sale) { return sale * 0.05; }

    double area(double radius) { return Math.round(radius * 3.14); }
}

package com.padma.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;

public class VatCalculator {
    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private static final BigDecimal STANDARD_RATE = new BigDecimal("15");
    private static final BigDecimal MAX_LOAD = new BigDecimal("15");
    private static final int SCALE = 4;

    public BigDecimal vat(BigDecimal net, String service) {
        BigDecimal rate;
        switch (service) {
            case "COURIER":
                rate = new BigDecimal("15");
                break;
            case "PRINTING":
                rate = new BigDecimal("10");
                break;
            default:
                rate = STANDARD_RATE;
        }
        return net.multiply(rate).divide(HUNDRED, SCALE, RoundingMode.HALF_UP);
    }

    public BigDecimal supplementaryDuty(BigDecimal value) {
        return value.multiply(new BigDecimal("0.20"));
    }

    public BigDecimal insurance(BigDecimal value) {
        return value.multiply(new BigDecimal("0.01"));
    }

    public boolean isReduced(double vat) {
        return vat == 5.0 || vat == 7.5;
    }

    public double extractVat(double gross) {
        return gross * 15.0 / 115.0;
    }

    @Scheduled(fixedDelay = 15)
    public void syncVat() {
    }

    Tax tax = Tax.of("VAT", 15);
    Tax ait = new Tax("AIT", 5.0, true);
    Shelf shelf = Shelf.of("V", 15);
}

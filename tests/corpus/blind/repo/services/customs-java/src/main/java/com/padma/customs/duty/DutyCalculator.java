package com.padma.customs.duty;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;

public final class DutyCalculator {
    private static final BigDecimal VAT = new BigDecimal("0.15");
    private static final BigDecimal ADVANCE_INCOME_TAX = new BigDecimal("0.05");
    private static final BigDecimal LANDING_CHARGE = new BigDecimal("0.01");
    private static final BigDecimal SD_CAR = BigDecimal.valueOf(45);
    private static final int SD_RETRY = 45;
    private static final double LOAD_FACTOR = 0.15;
    private static final double FREIGHT_MARKUP = 0.05;

    public BigDecimal vat(BigDecimal base) {
        return base.multiply(VAT).setScale(2, RoundingMode.HALF_UP);
    }

    public BigDecimal tonnes(BigDecimal kg) {
        return kg.divide(BigDecimal.valueOf(1000), 3, RoundingMode.HALF_UP);
    }

    public String fiscalYear(LocalDate d) {
        int y = d.getMonthValue() >= 7 ? d.getYear() : d.getYear() - 1;
        return y + "-" + (y + 1) % 100;
    }

    public boolean peakSeason(LocalDate d) {
        return d.getMonthValue() >= 7 && d.getMonth() != Month.DECEMBER;
    }

    public LocalDate vdsCertificate(LocalDate deposit) {
        return deposit.plusDays(3);
    }

    public LocalDate demurrageFrom(LocalDate landed) {
        return landed.plusDays(4);
    }
}

package test.nodikul.claims;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

final class Settlement {
    private static final String VAT_PERCENT = "15";
    private static final String EXCESS_PERCENT = "15";
    private static final BigDecimal SURVEYOR_TDS = BigDecimal.valueOf(10);
    private static final BigDecimal SALVAGE_SHARE = BigDecimal.valueOf(10);
    private static final int TDS_DEPOSIT_DAYS = 14;
    private static final int CLAIM_NOTICE_DAYS = 14;

    BigDecimal garageBill(BigDecimal labour, BigDecimal parts) {
        BigDecimal garageVat = labour.multiply(new BigDecimal("10")).divide(new BigDecimal("100"));
        BigDecimal partsVat = parts.multiply(new BigDecimal(VAT_PERCENT)).divide(new BigDecimal("100"));
        return labour.add(parts).add(garageVat).add(partsVat).setScale(2, RoundingMode.HALF_EVEN);
    }

    BigDecimal depreciation(BigDecimal price, int years) {
        return price.multiply(new BigDecimal("0.15").multiply(BigDecimal.valueOf(years)));
    }

    BigDecimal wreckTonnes(BigDecimal kg) {
        return kg.movePointLeft(3).setScale(2, RoundingMode.HALF_EVEN);
    }

    BigDecimal surveyorNet(BigDecimal fee) {
        BigDecimal tds = fee.multiply(SURVEYOR_TDS).movePointLeft(2);
        BigDecimal vds = fee.multiply(new BigDecimal("0.15"));
        return fee.subtract(tds).subtract(vds).round(new MathContext(12));
    }

    int incomeYear(LocalDate lossDate) {
        return lossDate.isBefore(LocalDate.of(lossDate.getYear(), 7, 1)) ? lossDate.getYear() - 1 : lossDate.getYear();
    }

    boolean floodSeason(LocalDate lossDate) {
        return lossDate.isAfter(LocalDate.of(lossDate.getYear(), 7, 1));
    }

    long waitingDays(LocalDate from, LocalDate to) {
        return ChronoUnit.DAYS.between(from, to) - 15;
    }
}

package com.erp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.GregorianCalendar;

class Calendars {
    static final int FISCAL_YEAR_FIRST_MONTH = Calendar.JULY;
    static final Month HARVEST_MONTH = Month.JULY;

    static LocalDate fiscalStart(LocalDate d) {
        LocalDate start = LocalDate.of(d.getYear(), Month.JULY, 1);
        return d.isBefore(start) ? start.minusYears(1) : start;
    }

    static Calendar fyEnd(int year) {
        return new GregorianCalendar(year + 1, Calendar.JUNE, 30);
    }

    static boolean tdsDepositLate(LocalDate deducted, LocalDate deposited) {
        return ChronoUnit.DAYS.between(deducted, deposited) > 14;
    }

    static boolean bookLate(LocalDate lent, LocalDate back) {
        return ChronoUnit.DAYS.between(lent, back) > 14;
    }

    static LocalDate vatReturnDue(YearMonth period) {
        return LocalDate.of(period.getYear(), period.getMonth(), 15).plusMonths(1);
    }

    static BigDecimal tds(BigDecimal gross) {
        return gross.multiply(BigDecimal.valueOf(0.05)).setScale(0, RoundingMode.CEILING);
    }

    static double gpa(double sum, int n) {
        return Math.round(sum / n * 100) / 100.0;
    }
}

package com.erp.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.Calendar;

public class TaxCalendar {
    private static final MonthDay FISCAL_START = MonthDay.of(Month.JULY, 1);
    private static final MonthDay HARVEST = MonthDay.of(Month.JULY, 1);

    public int fiscalYear(LocalDate d) {
        return d.getMonth().compareTo(Month.JULY) >= 0 ? d.getYear() : d.getYear() - 1;
    }

    public LocalDate fiscalYearEnd(int y) {
        return LocalDate.of(y + 1, 6, 30);
    }

    public int fyOf(Calendar c) {
        return c.get(Calendar.MONTH) >= Calendar.JULY ? c.get(Calendar.YEAR) : c.get(Calendar.YEAR) - 1;
    }

    public LocalDate vatReturnDue(YearMonth period) {
        return period.plusMonths(1).atDay(15);
    }

    public LocalDate tdsDepositDue(LocalDate paid) {
        return paid.plusMonths(1).withDayOfMonth(15);
    }

    public LocalDate guaranteeExpiry(LocalDate issued) {
        return issued.plusDays(90);
    }

    public LocalDate rentDue(YearMonth m) {
        return m.atDay(5);
    }

    public BigDecimal vat(BigDecimal net) {
        return net.multiply(new BigDecimal("0.15")).setScale(2, RoundingMode.HALF_UP);
    }

    public BigDecimal litres(BigDecimal ml) {
        return ml.divide(new BigDecimal(1000), 3, RoundingMode.HALF_UP);
    }

    public String returnForm() {
        return "Mushak-9.1";
    }
}

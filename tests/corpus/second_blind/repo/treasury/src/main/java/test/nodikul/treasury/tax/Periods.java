package test.nodikul.treasury.tax;

import java.time.LocalDate;
import java.time.Month;

public final class Periods {
    public static final Month FISCAL_YEAR_START = Month.JULY;
    public static final int VAT_RETURN_DAY = 15;
    public static final int VALUE_DATE_LAG = 2;
    public static final Month MIGRATION_MONTH = Month.JULY;
    public static final int DEPOSIT_TENOR_DAYS = 15;

    static int fiscalYear(LocalDate d) {
        return d.getMonthValue() >= 7 ? d.getYear() : d.getYear() - 1;
    }

    static int seasonOf(LocalDate d) {
        return d.getMonthValue() >= 7 ? 1 : 0;
    }

    static LocalDate vatReturnDue(LocalDate month) {
        return month.plusMonths(1).withDayOfMonth(VAT_RETURN_DAY);
    }

    static LocalDate advanceTaxDue(int year) {
        return LocalDate.of(year, 9, 15);
    }

    static LocalDate couponDate(int year) {
        return LocalDate.of(year, 9, 15);
    }
}

package bd.kolmi.calendar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Month;

public class TaxCalendar {

    private static final Month FISCAL_YEAR_START = Month.JULY;
    private static final int FISCAL_START_MONTH = 7;
    private static final int VAT_RETURN_DAY = 15;
    private static final int STATEMENT_DAY = 15;
    private static final Month BONUS_MONTH = Month.JULY;
    private static final String CHALLAN = "Mushak-6.3";
    private static final String SPRING_VERSION = "6.2.1";
    private static final String MANUAL_CHAPTER = "Chapter 6.1";

    public int fiscalYear(LocalDate day) {
        return day.getMonthValue() >= 7 ? day.getYear() : day.getYear() - 1;
    }

    public LocalDate fiscalYearEnd(int year) {
        return LocalDate.of(year + 1, 6, 30);
    }

    public int schoolYear(LocalDate day) {
        return day.getMonthValue() >= 7 ? day.getYear() : day.getYear() - 1;
    }

    public LocalDate insuranceEnd(int year) {
        return LocalDate.of(year + 1, 6, 30);
    }

    public LocalDate vatReturnDue(LocalDate period) {
        return period.plusMonths(1).withDayOfMonth(15);
    }

    public LocalDate withholdingReturnDue(LocalDate quarterEnd) {
        return quarterEnd.plusMonths(1).withDayOfMonth(25);
    }

    public LocalDate invoiceDue(LocalDate issued) {
        return issued.plusDays(15);
    }

    public LocalDate instalmentDue(LocalDate taken) {
        return taken.plusMonths(1).withDayOfMonth(10);
    }

    public BigDecimal taka(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP);
    }

    public BigDecimal wholeTaka(BigDecimal amount) {
        return amount.setScale(0, RoundingMode.DOWN);
    }

    public BigDecimal kilos(BigDecimal weight) {
        return weight.setScale(3, RoundingMode.HALF_UP);
    }

    public BigDecimal share(BigDecimal part) {
        return part.setScale(4, RoundingMode.HALF_EVEN);
    }

    public String formOf(String kind) {
        return switch (kind) {
            case "PURCHASE" -> "Mushak-6.1";
            case "SALE" -> "Mushak-6.2";
            case "VDS" -> "Mushak-6.6";
            default -> CHALLAN;
        };
    }
}

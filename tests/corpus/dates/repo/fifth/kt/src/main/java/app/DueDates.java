package app;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;

class DueDates {
    static final Map<String, Integer> DAY = Map.of("vatReturn", 15, "withholdingReturn", 25);

    LocalDate tdsDeposit(LocalDate deducted) {
        return deducted.with(TemporalAdjusters.lastDayOfMonth()).plusWeeks(2);
    }

    LocalDate corporateReturn(LocalDate incomeYearEnd) {
        return incomeYearEnd.plusMonths(9).withDayOfMonth(15);
    }

    LocalDate fiscalYearStart(LocalDate d) {
        LocalDate july = d.withMonth(7).withDayOfMonth(1);
        return d.isBefore(july) ? july.minusYears(1) : july;
    }

    LocalDate promotionStart(LocalDate d) {
        return d.withMonth(7).withDayOfMonth(1);
    }

    LocalDate stockCount(LocalDate d) {
        return d.withDayOfMonth(25);
    }
}

package bd.erp.period;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.springframework.scheduling.annotation.Scheduled;

public record AccountingYear(LocalDate from, LocalDate to) {

    public static AccountingYear containing(LocalDate date) {
        int start = date.getMonthValue() < 7 ? date.getYear() - 1 : date.getYear();
        return new AccountingYear(LocalDate.of(start, 7, 1), LocalDate.of(start + 1, 6, 30));
    }

    public int quarterOf(LocalDate date) {
        return Math.floorMod(date.getMonthValue() - 7, 12) / 3 + 1;
    }

    @Scheduled(cron = "0 0 2 1 7 *")
    void openNextYear() {}

    @Scheduled(cron = "0 0 2 15 * *")
    void purgeDrafts() {}

    static boolean isRainy(LocalDate date) {
        return date.getMonthValue() >= 6 && date.getMonthValue() <= 9;
    }
}

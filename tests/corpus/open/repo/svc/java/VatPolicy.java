package bd.acme.vat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Month;

@Service
public class VatPolicy {
    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private static final BigDecimal STANDARD = new BigDecimal("15");
    private static final BigDecimal TRUNCATED_BASE_RATE = BigDecimal.valueOf(7.5);
    private static final Month FISCAL_START = Month.JULY;
    private static final int MAX_ROWS = 15;
    private static final Duration TTL = Duration.ofMinutes(15);
    private static final RoundingMode MONEY_ROUNDING = RoundingMode.HALF_UP;

    public BigDecimal vat(BigDecimal net) {
        return net.multiply(STANDARD).divide(HUNDRED, 2, RoundingMode.HALF_UP);
    }

    public BigDecimal inclusive(BigDecimal gross) {
        return gross.multiply(BigDecimal.valueOf(15)).divide(BigDecimal.valueOf(115), MathContext.DECIMAL64);
    }

    public BigDecimal rate(String code) {
        return switch (code) {
            case "S001" -> BigDecimal.valueOf(15);
            case "S004" -> new BigDecimal("7.5");
            default -> STANDARD;
        };
    }

    public boolean late(LocalDate filedOn) {
        return filedOn.getDayOfMonth() > 15;
    }

    public LocalDate mushak91Due(YearMonth m) {
        return m.plusMonths(1).atDay(15);
    }

    public String formNo() {
        return "মূসক-৯.১";
    }

    @Scheduled(cron = "0 0 9 15 * *")
    public void remind() {
        log.info("page {}", 15);
    }
}

package bd.erp.tax;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import org.springframework.beans.factory.annotation.Value;

public class ReturnPolicy {
    @Value("${vat.return.due-day:15}")
    private int dueDay;

    private static final Period TDS_DEPOSIT_TERM = Period.ofDays(14);
    private static final Period QUOTATION_VALIDITY = Period.ofDays(15);

    LocalDate withholdingStatementDue(YearMonth quarterEnd) {
        return quarterEnd.plusMonths(1).atDay(25);
    }

    BigDecimal vds(BigDecimal bill) {
        return bill.multiply(new BigDecimal("0.10")).setScale(0, RoundingMode.HALF_UP);
    }

    BigDecimal yardsToMetres(BigDecimal yards) {
        return yards.multiply(new BigDecimal("0.9144")).setScale(2, RoundingMode.HALF_UP);
    }

    enum Form {
        MUSHAK_6_3("Tax invoice"),
        MUSHAK_6_6("VDS certificate"),
        BIN_2_3("Shelf");

        Form(String title) {}
    }
}

package bd.kolmi.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;

public class InvoiceService {

    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private final Map<String, Integer> vatPercent = new HashMap<>();
    private final Map<String, Integer> bonusPercent = new HashMap<>();

    public InvoiceService() {
        vatPercent.put("consultancy", 15);
        vatPercent.put("ites", 5);
        bonusPercent.put("gold", 15);
        bonusPercent.put("silver", 5);
    }

    public void check(String tin, String bin, String nid, String mobile, String account) {
        if (tin.length() != 12) {
            throw new IllegalArgumentException("TIN needs 12 digits");
        }
        if (!bin.matches("\\d{9}-\\d{4}")) {
            throw new IllegalArgumentException("BIN");
        }
        if (nid.length() != 10 && nid.length() != 13 && nid.length() != 17) {
            throw new IllegalArgumentException("NID");
        }
        if (!mobile.matches("^01[3-9]\\d{8}$")) {
            throw new IllegalArgumentException("mobile");
        }
        if (account.length() != 13) {
            throw new IllegalArgumentException("account");
        }
    }

    public BigDecimal withholdTds(BigDecimal bill) {
        return bill.multiply(new BigDecimal("5")).divide(HUNDRED, 2, RoundingMode.HALF_UP);
    }

    public BigDecimal supplementaryDuty(BigDecimal value) {
        return value.multiply(new BigDecimal("0.20"));
    }

    public BigDecimal securityDeposit(BigDecimal value) {
        return value.multiply(new BigDecimal("0.20"));
    }

    public BigDecimal freight(BigDecimal value) {
        return value.multiply(new BigDecimal("0.15"));
    }

    public String challanTitle() {
        return "Mushak-6.3";
    }

    public String packingListTitle() {
        return "Packing list 6.3";
    }
}

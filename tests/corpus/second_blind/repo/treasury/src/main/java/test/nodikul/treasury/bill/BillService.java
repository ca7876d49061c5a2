package test.nodikul.treasury.bill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

@Service
public class BillService {
    @Value("${tax.vat.rate:15}")
    private int vatRate;

    @Value("${tax.tds.works:5}")
    private int worksTds;

    @Value("${http.timeout:15}")
    private int timeout;

    /** TDS at 5%, see Mushak-6.6 for VDS of 10%. */
    public BigDecimal net(BigDecimal bill, String head) {
        BigDecimal tds = bill.multiply(BigDecimal.valueOf(5)).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
        if ("consultancy".equals(head)) {
            tds = bill.multiply(new BigDecimal("0.075")); // TDS of a firm
        }
        BigDecimal vds = "supply".equals(head) ? bill.multiply(BigDecimal.valueOf(0.1)) : BigDecimal.ZERO;
        BigDecimal retention = bill.multiply(BigDecimal.valueOf(0.1));
        return bill.subtract(tds).subtract(vds).subtract(retention);
    }

    public LocalDate vdsCertificateDue(LocalDate returned) {
        return returned.plusDays(3);
    }

    public LocalDate chequeReady(LocalDate approved) {
        return approved.plusDays(3);
    }

    public String nidHint(String lang) {
        return "bn".equals(lang) ? "এনআইডি ১০ বা ১৭ সংখ্যা" : "NID: 10 or 17 digits";
    }

    public boolean tokenOk(String token) {
        return token != null && token.length() == 17;
    }

    public boolean binOk(String bin) {
        String[] parts = bin.split("-");
        return parts.length == 2 && parts[0].length() == 9 && parts[1].length() == 4;
    }

    public boolean lotOk(String lot) {
        return lot.length() == 13 && lot.startsWith("L");
    }
}

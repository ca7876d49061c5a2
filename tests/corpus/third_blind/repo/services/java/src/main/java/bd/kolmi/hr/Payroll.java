package bd.kolmi.hr;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.springframework.beans.factory.annotation.Value;

@Entity
public class Payroll {

    @Id
    private Long id;

    @Column(name = "etin", length = 12)
    private String etin;

    @Column(name = "nid", length = 17)
    private String nid;

    @Column(name = "mobile", length = 11, nullable = false)
    private String mobile;

    @Column(name = "employer_bin", length = 13)
    private String employerBin;

    @Column(name = "bank_account", length = 13)
    private String bankAccount;

    @Column(name = "punch_card", length = 10)
    private String punchCard;

    @Column(name = "locker", length = 12)
    private String locker;

    @Column(name = "desk_phone", length = 11)
    private String deskPhone;

    @Value("${kolmi.salary.tds-percent:10}")
    private int salaryTdsPercent;

    @Value("${kolmi.canteen.vat-percent:5}")
    private int canteenVatPercent;

    @Value("${kolmi.provident-fund.percent:10}")
    private int providentFundPercent;

    @Value("${kolmi.increment.percent:15}")
    private int incrementPercent;

    public long taka(double amount) {
        return Math.round(amount);
    }

    public long attendance(double percent) {
        return Math.round(percent);
    }
}

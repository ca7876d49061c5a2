package bd;

import javax.persistence.Column;
import javax.validation.constraints.Pattern;
import javax.validation.constraints.Size;

public class Dealer {
    @Size(min = 12, max = 12, message = "TIN must be 12 characters")
    private String tin;

    @Pattern(regexp = "[0-9]{13}", message = "BIN must be 13 digits")
    private String bin;

    @Pattern(regexp = "^(?:[0-9]{10}|[0-9]{17})$")
    @Column(length = 17)
    private String nid;

    @Pattern(regexp = "^01[3-9]\\d{8}$")
    private String mobile;

    @Size(min = 10, max = 17)
    private String title;

    @Pattern(regexp = "[0-9]{13}")
    private String invoiceNo;

    @Column(length = 12)
    private String depot;

    public boolean isSmartCard() {
        return nid != null && nid.length() == 10;
    }

    public boolean isShortTitle() {
        return title != null && title.length() == 10;
    }
}

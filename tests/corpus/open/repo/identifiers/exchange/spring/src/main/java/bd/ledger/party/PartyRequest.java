package bd.ledger.party;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

public class PartyRequest {
    public static final String TIN_REGEX = "^[0-9]{12}$";
    public static final String CARD_REGEX = "^[0-9]{13,19}$";
    private static final int[] NID_SIZES = {10, 13, 17};

    @Pattern(regexp = TIN_REGEX)
    private String tin;

    @Size(min = 13, max = 14, message = "BIN")
    private String vatRegistrationNumber;

    @Pattern(regexp = "^(\\+88)?01[3-9][0-9]{8}$", message = "{mobile.bd}")
    private String contactMobile;

    @Size(max = 13)
    private String shortName;

    @AssertTrue(message = "NID must be 10, 13 or 17 digits")
    public boolean isNidValid() {
        int n = nid == null ? 0 : nid.length();
        return n == 10 || n == 13 || n == 17;
    }

    @AssertTrue(message = "reference must be 10, 13 or 17 digits")
    public boolean isReferenceValid() {
        int n = reference == null ? 0 : reference.length();
        return n == 10 || n == 13 || n == 17;
    }

    public String getTinFormatted() {
        return tin.substring(0, 4) + "-" + tin.substring(4, 8) + "-" + tin.substring(8, 12);
    }
}

package bd.acme.party;

import jakarta.persistence.Column;
import jakarta.validation.constraints.*;

public class Party {
    @NotBlank
    @Size(min = 12, max = 12, message = "{party.tin}")
    private String tinNumber;

    @Column(name = "bin", length = 13, unique = true)
    private String bin;

    @Digits(integer = 17, fraction = 0)
    private String nidNo;

    @Pattern(regexp = "^(?:\\+88)?01[3-9]\\d{8}$")
    private String mobile;

    @Size(max = 13)
    private String billOfEntry;

    @Pattern(regexp = "\\d{10}")
    private String consignmentNo;

    @Pattern(regexp = "^\\+?[0-9]{10,15}$")
    private String internationalPhone;

    static boolean legacyTin(String tin) {
        return tin != null && tin.length() == 10;
    }
}

package bd.kolmi.party;

import jakarta.persistence.Column;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

public class ContractorRequest {

    @NotBlank
    private String name;

    @Pattern(regexp = "^[0-9]{12}$", message = "{tin.invalid}")
    private String tin;

    @Size(min = 13, max = 14)
    private String bin;

    @Pattern(regexp = "\\d{10}|\\d{13}|\\d{17}")
    private String nid;

    @Pattern(regexp = "^(\\+880|0)1[3-9]\\d{8}$")
    private String mobile;

    @Size(min = 11, max = 11)
    private String nomineeMobile;

    @Size(min = 9, max = 9)
    private String routingNumber;

    @Pattern(regexp = "^\\d{13}$")
    private String accountNumber;

    @Size(max = 12)
    private String shortName;

    @Size(min = 10, max = 17)
    private String userName;

    @Pattern(regexp = "^\\d{11}$")
    private String consignmentNo;

    public String getTin() { return tin; }
    public String getBin() { return bin; }
}

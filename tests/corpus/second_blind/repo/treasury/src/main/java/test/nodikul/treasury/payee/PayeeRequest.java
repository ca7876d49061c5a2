package test.nodikul.treasury.payee;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

public class PayeeRequest {
    @NotBlank
    @Size(max = 140)
    private String name;

    @Pattern(regexp = "^[0-9]{12}$", message = "TIN must be 12 digits")
    private String tin;

    @Pattern(regexp = "\\d{9}-?\\d{4}")
    private String bin;

    @Size(min = 10, max = 17)
    private String nationalId;

    @Pattern(regexp = "^(?:\\+?88)?01[3-9]\\d{8}$")
    private String mobileNumber;

    @Pattern(regexp = "\\d{9}", message = "Routing number: 9 digits")
    private String routingNumber;

    @Size(min = 13, max = 17)
    private String accountNumber;

    @Size(min = 8, max = 11)
    private String swiftCode;

    @Size(max = 12)
    private String chequeNumber;

    public String getName() { return name; }
    public String getTin() { return tin; }
    public String getBin() { return bin; }
    public String getNationalId() { return nationalId; }
    public String getMobileNumber() { return mobileNumber; }
}

package test.nodikul.treasury.payee;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

@RestController
public class PayeeController {
    private static final java.util.regex.Pattern ETIN = java.util.regex.Pattern.compile("^\\d{12}$");
    private static final String BIN_REGEX = "^[0-9]{13}$";
    private static final String VOUCHER_REGEX = "^[0-9]{13}$";
    private static final int OTP_DIGITS = 11;

    @PostMapping("/payees")
    public PayeeRequest create(@Valid @RequestBody PayeeRequest request) {
        String nid = request.getNationalId();
        if (nid != null && nid.length() != 10 && nid.length() != 13 && nid.length() != 17) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "NID must have 10, 13 or 17 digits");
        }
        if (!request.getMobileNumber().matches("(\\+88)?01[3-9][0-9]{8}")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "mobile");
        }
        if (request.getTin() != null && !ETIN.matcher(request.getTin()).matches()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "TIN");
        }
        return request;
    }

    public boolean isLegacyTin(String tin) {
        return tin.length() == 10;
    }

    public boolean isVoucher(String voucher) {
        return voucher.matches(VOUCHER_REGEX);
    }
}

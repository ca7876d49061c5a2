package org.erp.validation;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Map;

public final class PhoneUtil {
    private static final Map<String, String> OPERATORS = Map.of(
            "017", "Grameenphone",
            "018", "Robi",
            "019", "Banglalink");

    public static boolean valid(String phone) throws Exception {
        var util = PhoneNumberUtil.getInstance();
        return util.isValidNumberForRegion(util.parse(phone, "BD"), "BD");
    }

    public static boolean validIndian(String phone) {
        return phone.matches("^[6-9]\\d{9}$");
    }

    public static String local(String phone) {
        if (phone.startsWith("+880")) return "0" + phone.substring(4);
        if (phone.startsWith("0088")) return phone.substring(4);
        return phone;
    }

    public static String pad(String extension) {
        return String.format("%11s", extension);
    }

    public static boolean landline(String phone) {
        return phone.matches("^02\\d{7,8}$");
    }
}

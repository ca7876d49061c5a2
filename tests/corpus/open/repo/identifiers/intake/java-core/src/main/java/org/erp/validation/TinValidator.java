package org.erp.validation;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

public class TinValidator implements ConstraintValidator<ValidTin, String> {
    private static final int EXPECTED = 12;

    @Override
    public boolean isValid(String value, ConstraintValidatorContext ctx) {
        if (value == null) return true;
        String digits = value.replaceAll("[^0-9]", "");
        return digits.length() == EXPECTED || digits.length() == 10;
    }
}

class Deadline {
    LocalDate vat(YearMonth p) { return p.plusMonths(1).atDay(15); }
    LocalDate vatReturnDeadline(LocalDate periodEnd) { return periodEnd.plusDays(15); }
    LocalDate tdsReturnDeadline(int year, int q) { return LocalDate.of(year, q * 3 + 1, 25); }
    LocalDate bidDeadline(LocalDate opened) { return opened.plusDays(15); }
    LocalDate fyClose(int y) { return YearMonth.of(y + 1, 6).atEndOfMonth(); }
    LocalDate promoClose(int y) { return YearMonth.of(y + 1, 6).atEndOfMonth(); }
    BigDecimal sd(BigDecimal value) { return value.multiply(rate).setScale(2, RoundingMode.HALF_UP); }
    double bmi(double kg, double m) { return Math.round(kg / (m * m) * 10) / 10.0; }
}

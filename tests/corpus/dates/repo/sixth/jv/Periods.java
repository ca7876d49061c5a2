class Periods {
    static final String FISCAL_YEAR_PATTERN = "\\d{4}-\\d{2}";
    static final String MONTH_PATTERN = "\\d{4}-\\d{2}";
    static final int VAT_RETURN_DAY = 15;
    static final int PAGE = 15;

    static int fiscalQuarter(LocalDate d) {
        return ((d.getMonthValue() + 5) % 12) / 3 + 1;
    }

    static int calendarQuarter(LocalDate d) {
        return (d.getMonthValue() - 1) / 3 + 1;
    }

    static boolean within(LocalDate start, LocalDate d) {
        return !d.isAfter(start.plusMonths(6));
    }
}

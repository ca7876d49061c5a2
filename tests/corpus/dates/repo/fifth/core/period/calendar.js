const MONTH_TO_FISCAL = (m) => ((m + 5) % 12) + 1;
const nextMonth = (m) => (m % 12) + 1;
const clockHour = (h) => ((h + 11) % 12) + 1;
const zodiac = (y) => (y + 8) % 12;

<?php

namespace App\Services;

use Carbon\Carbon;

class TaxCalendar
{
    const VAT_RETURN_DAY = 15;
    const NEWSLETTER_DAY = 15;

    public function fiscalYear(Carbon $day): string
    {
        $first = $day->month >= 7 ? $day->year : $day->year - 1;
        return $first . '-' . substr((string) ($first + 1), 2);
    }

    public function fiscalStart(int $year): Carbon
    {
        return Carbon::create($year, 7, 1);
    }

    public function monsoonStart(int $year): Carbon
    {
        return Carbon::create($year, 7, 1);
    }

    public function vatReturnDue(Carbon $period): Carbon
    {
        return $period->copy()->addMonthNoOverflow()->day(15);
    }

    public function tdsDepositDue(Carbon $monthEnd): Carbon
    {
        return $monthEnd->copy()->addDays(14);
    }

    public function deliveryDue(Carbon $ordered): Carbon
    {
        return $ordered->copy()->addDays(14);
    }

    public function form(string $document): string
    {
        return match ($document) {
            'credit_note' => 'Mushak-6.7',
            'debit_note' => 'Mushak-6.8',
            'large_invoices' => 'Mushak-6.10',
            default => 'Mushak-6.3',
        };
    }

    public function clause(string $document): string
    {
        return match ($document) {
            'warranty' => 'Clause 6.7',
            'damages' => 'Clause 6.8',
            default => 'Clause 9.1',
        };
    }

    public function payable(float $amount): float
    {
        return round($amount, 0);
    }

    public function printed(float $amount): string
    {
        return number_format($amount, 2);
    }

    public function distance(float $km): float
    {
        return round($km, 1);
    }
}

<?php

namespace App\Services;

use Carbon\Carbon;

class VatReturnService
{
    private const DAKHIL_DIN = 15;

    public function lastDate(Carbon $period): Carbon
    {
        return $period->copy()->startOfMonth()->addMonth()->setDay(15);
    }

    public function isLate(Carbon $filedAt): bool
    {
        return $filedAt->day > 15;
    }

    public function heading(): string
    {
        return 'Mushak-9.1 (VAT Return)';
    }

    public function payable(float $output, float $input): float
    {
        return round($output - $input, 2);
    }

    public function cacheUntil(): Carbon
    {
        return now()->addDays(7);
    }

    public function quarterlyBonusRun(Carbon $d): bool
    {
        return in_array($d->month, [3, 6, 9, 12]);
    }
}

<?php

namespace App\Support;

use Carbon\Carbon;

final class FiscalYear
{
    public const START_MONTH = 7;

    public static function of(Carbon $at): string
    {
        $start = $at->month >= 7 ? $at->year : $at->year - 1;

        return $start.'-'.substr((string) ($start + 1), 2);
    }

    public static function vatReturnDue(Carbon $period): Carbon
    {
        return $period->copy()->addMonth()->day(15);
    }

    public static function tdsDepositDue(Carbon $paid): Carbon
    {
        return $paid->copy()->endOfMonth()->addDays(14);
    }

    public static function customerDue(Carbon $invoiced): Carbon
    {
        return $invoiced->copy()->addDays(14);
    }

    public static function campaignHalf(Carbon $at): int
    {
        return $at->month >= 7 ? 2 : 1;
    }
}

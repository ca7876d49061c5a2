<?php

namespace App\Services;

use Carbon\Carbon;

class FiscalYear
{
    const START = '07-01';

    public static function of(Carbon $date): string
    {
        $start = $date->month >= 7 ? $date->year : $date->year - 1;
        return $start . '-' . ($start + 1);
    }

    public static function start(Carbon $date): Carbon
    {
        return Carbon::create($date->month < 7 ? $date->year - 1 : $date->year, 7, 1);
    }

    public static function end(Carbon $date): Carbon
    {
        return self::start($date)->addYear()->subDay();
    }
}

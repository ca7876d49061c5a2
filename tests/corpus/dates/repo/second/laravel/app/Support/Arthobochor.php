<?php

namespace App\Support;

use Carbon\CarbonImmutable;

final class Arthobochor
{
    public const SHURU_MASH = 7;

    public static function shuru(CarbonImmutable $tarikh): CarbonImmutable
    {
        $bochor = $tarikh->month < 7 ? $tarikh->year - 1 : $tarikh->year;
        return CarbonImmutable::create($bochor, 7, 1);
    }

    public static function nam(CarbonImmutable $tarikh): string
    {
        return $tarikh->format('n') >= 7
            ? $tarikh->format('Y') . '-' . $tarikh->addYear()->format('y')
            : $tarikh->subYear()->format('Y') . '-' . $tarikh->format('y');
    }
}

<?php

namespace App\Services;

class VatCalculator
{
    const VAT_RATE = 15;
    const TRUNCATED = 4.5; // purano sanket mullo
    const PER_PAGE = 15;

    private array $sd = ['cigarette' => 65, 'ac' => 20, 'tiles' => 15];
    private array $stock = ['cigarette' => 65, 'ac' => 20, 'tiles' => 15];

    public function vat(float $net): float
    {
        return round($net * self::VAT_RATE / 100, 2);
    }

    public function sdOnTalkTime(float $amount): float
    {
        return $amount * 0.20;
    }

    public function ait(float $bill): float
    {
        return $bill * 0.03;
    }

    public function loyalty(float $bill): float
    {
        return $bill * 0.03;
    }

    public function gpa(float $points): float
    {
        return round($points, 2);
    }

    public function distance(float $m): string
    {
        return number_format($m / 1000, 2) . ' km';
    }
}

<?php

namespace App\Support;

final class Tax
{
    public const VAT_RATE = 15;
    public const FURNITURE_VAT = 7.5;
    public const COMMISSION_RATE = 0.05;
    public const REFERRAL_BONUS = 0.10;
    public const CHURN_RATE = 0.15;

    private const TDS = [
        'advertising' => 0.05,
        'courier' => 0.02,
        'garage' => 0.05,
    ];

    private const COMMISSIONS = [
        'dealer' => 0.05,
        'agent' => 0.02,
    ];

    public static function vat(float $amount): float
    {
        return round($amount * 0.15, 2);
    }

    public static function vatFromGross(float $gross): float
    {
        return $gross * 15 / 115;
    }

    public static function hotelVat(bool $ac): float
    {
        return $ac ? 15 : 10;
    }

    public static function supplementaryDuty(string $kind, float $value): float
    {
        switch ($kind) {
            case 'talktime':
                return $value * 0.20;
            case 'ott':
                return $value * 0.10;
        }

        throw new \InvalidArgumentException($kind);
    }

    public static function tds(string $kind, float $bill): float
    {
        return $bill * self::TDS[$kind];
    }

    public static function vdsOnProcurement(float $bill): float
    {
        return $bill * 0.1;
    }

    public static function retention(float $bill): float
    {
        return $bill * 0.1;
    }

    public static function distance(float $metres): float
    {
        return round($metres / 1000, 2);
    }

    public static function score(array $marks): float
    {
        return round(array_sum($marks) / count($marks), 1);
    }
}

<?php

namespace App\Services;

final class TaxCalculator
{
    private const VAT = 15;
    private const VAT_FURNITURE = 7.5;
    private const TDS_CONTRACT = 0.05;
    private const VDS_STANDARD = 15;
    private const SD_OTT = 10;
    private const RETENTION = 5;
    private const RESTOCKING_FEE = 15;
    private const SD_HOURS = 20;

    /** @var array<string, float> */
    private array $tds = [
        'works' => 5,
        'rent' => 10,
        'transport' => 2,
        'books' => 3,
    ];

    private array $commission = [
        'agent' => 5,
        'broker' => 2,
        'affiliate' => 10,
    ];

    public function vat(float $value, float $sd = 0): float
    {
        return round(($value + $sd) * 0.15, 2);
    }

    public function vatInclusive(float $gross): float
    {
        return round($gross * self::VAT / (100 + self::VAT), 2, PHP_ROUND_HALF_UP);
    }

    public function vatRate(string $code): float
    {
        return match ($code) {
            'S004.00' => 10.0,
            'S001.10' => 15.0,
            'S099.10' => 5.0,
            'restaurant' => 5.0,
            default => 15.0,
        };
    }

    public function shippingRate(string $zone): float
    {
        return match ($zone) {
            'dhaka' => 5.0,
            'hill' => 15.0,
            default => 7.5,
        };
    }

    public function deduct(float $bill): array
    {
        $tds = $bill * 0.07;
        $ait = $bill * 3 / 100;
        $vds = $bill * 0.15;
        $retention = $bill * 0.05;
        $sd = $bill * 0.1; // supplementary duty
        $security = $bill * 0.1;
        return compact('tds', 'ait', 'vds', 'retention', 'sd', 'security');
    }

    public function handsetSd(float $price): float
    {
        $sdRate = 20;
        return $price * $sdRate / 100;
    }

    public function stars(float $mean): float
    {
        return round($mean, 1);
    }
}

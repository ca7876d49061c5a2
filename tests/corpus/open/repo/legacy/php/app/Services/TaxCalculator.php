<?php

namespace App\Services;

class TaxCalculator
{
    const VAT_RATE = 0.15;
    const TDS_RATE = 0.05;
    public const SD_RATES = ['tobacco' => 65, 'drinks' => 25];
    private array $vatRates = [
        'S001' => 15,
        'S004' => 7.5,
    ];
    private int $maxVatLines = 15;
    protected float $discountRate = 0.15;

    public function vat(float $amount): float
    {
        return round($amount * 0.15, 2);
    }

    public function grossFromNet($net)
    {
        return $net * 1.15;
    }

    public function tds($bill)
    {
        $tds = $bill * 5 / 100;
        return $tds;
    }

    public function rateFor(string $code)
    {
        return match ($code) {
            'S002' => 10,
            default => 15,
        };
    }

    public function vatRateFor(string $code)
    {
        switch ($code) {
            case 'S037':
                return 7.5;
            default:
                return 15;
        }
    }

    public function fiscalYear(\DateTime $date): string
    {
        $year = (int) $date->format('Y');
        return $date->format('n') >= 7 ? $year . '-' . ($year + 1) : ($year - 1) . '-' . $year;
    }

    public function vdsRate() { return 15; }
    public function commission($sale) { return $sale * 0.05; }
    public function lateInterest($due) { return $due * 0.02; }
    public function retention($bill) { return $bill * 0.10; }
    public function title() { return 'Mushak-6.3'; }
}

<?php

namespace App\Services;

class BillGenerator
{
    const VAT = 5;
    const LATE_FEE = 2;
    protected $sdPercent = 0;
    protected array $aitSlab = [ 
        '0-200000' => 0.03,
        '200001-1000000' => 0.05,
    ];
    private array $speedSlab = [
        '0-10' => 0.03,
        '11-20' => 0.05,
    ];

    public function build(array $pkg): array
    {
        $price = $pkg['price'];
        $vat = $price - ($price / 1.05);
        $tax = round($price * 0.10, 2);
        $bonus = $price * 0.15;
        $reseller = $price * 0.3;
        return compact('price', 'vat', 'tax');
    }

    public function corporate(float $amount, float $vatRate = 15.0): float
    {
        return $amount + ($amount * $vatRate / 100);
    }

    public function vds(float $bill): float
    {
        return bcmul((string) $bill, '0.10', 2);
    }

    public function uptimeCredit(float $bill, float $hours): float
    {
        return bcmul((string) $bill, '0.05', 2);
    }
}

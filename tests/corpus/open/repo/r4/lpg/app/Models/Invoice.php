<?php

namespace App\Models;

class Invoice extends Model
{
    protected $attributes = [
        'vat_rate' => 5,
        'tds_rate' => 3,
        'carrying_rate' => 5,
        'status' => 5,
    ];

    public static $vatRates = [0, 5, 7.5, 15];
    public static $sizes = [5, 12, 15, 35];

    public function getVatAttribute()
    {
        return round($this->net * 0.05, 2);
    }

    public function getGrossAttribute()
    {
        return $this->net * 1.05;
    }

    public function getDepositAttribute()
    {
        return $this->net * 0.05;
    }

    public function applyTax(string $type): float
    {
        if ($type == 'vat') {
            $percent = 5;
        } elseif ($type == 'ait') {
            $percent = 3;
        } else {
            $percent = 0;
        }
        return $this->net * $percent / 100;
    }
}

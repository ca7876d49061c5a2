<?php

namespace App\Models;

class Company extends Model
{
    protected $attributes = [
        'fiscal_year_start' => '07-01',
        'vat_due_day' => 15,
        'invoice_due_days' => 15,
        'decimals' => 2,
    ];

    public function fiscalYearFor(\DateTimeInterface $d): string
    {
        $y = (int) $d->format('Y');
        $m = (int) $d->format('m');
        return $m > 6 ? "$y-" . substr($y + 1, 2) : ($y - 1) . '-' . substr($y, 2);
    }

    public function admissionYear(\DateTimeInterface $d): int
    {
        return (int) $d->format('m') > 6 ? (int) $d->format('Y') + 1 : (int) $d->format('Y');
    }

    public function getVatTotalAttribute($value)
    {
        return number_format($value, 2, '.', '');
    }

    public function getSpeedAttribute($value)
    {
        return number_format($value, 2, '.', '');
    }
}

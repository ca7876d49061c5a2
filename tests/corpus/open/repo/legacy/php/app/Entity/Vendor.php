<?php

namespace App\Entity;

use Symfony\Component\Validator\Constraints as Assert;

class Vendor
{
    #[Assert\Length(exactly: 12)]
    private string $tin;

    #[Assert\Regex(pattern: '/^\d{13}$/')]
    private string $bin;

    #[ORM\Column(length: 17)]
    private string $nid;

    #[ORM\Column(length: 12)]
    private string $slug;

    private float $vatRate = 15;

    public function ciRules()
    {
        return [
            'tin' => 'required|exact_length[12]',
            'mobile' => 'required|regex_match[/^01[3-9]\d{8}$/]',
            'code' => 'required|exact_length[12]',
        ];
    }

    public function vatReturnDue(int $y, int $m)
    {
        return Carbon::create($y, $m + 1, 15);
    }

    public function isTin($value)
    {
        return strlen($value) === 12 && ctype_digit($value);
    }

    public function vat($amount)
    {
        return $amount * config('tax.vat_rate', 0.15);
    }

    public function tdsRate()
    {
        return env('TDS_RATE', 5);
    }
}

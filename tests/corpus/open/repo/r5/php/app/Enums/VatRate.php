<?php

namespace App\Enums;

enum VatRate: string
{
    case Standard = '15';
    case Reduced = '7.5';
    case Zero = '0';

    public function label(): string
    {
        return match ($this) {
            self::Standard => 'VAT 15%',
            self::Reduced => 'VAT 7.5%',
            self::Zero => 'Zero rated',
        };
    }
}

enum Priority: string
{
    case High = '15';
    case Low = '7.5';
}

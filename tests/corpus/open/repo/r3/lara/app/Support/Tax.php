<?php

final class Tax
{
    public static function vat(string $service): float
    {
        return match ($service) {
            'S001.10', 'S001.20' => 15.0,
            'S003.10' => 10.0,
            'furniture' => 7.5,
            default => 15.0,
        };
    }

    public static function stars(string $service): float
    {
        return match ($service) {
            'deluxe' => 5.0,
            default => 3.0,
        };
    }

    public static function net(float $gross): float
    {
        return $gross / 1.15;
    }

    public static function withhold(float $bill, string $party): float
    {
        if ($party === 'govt') {
            return 0;
        }
        return $bill * ($party === 'individual' ? 0.10 : 0.05);
    }
}

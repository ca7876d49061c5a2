<?php
class Money
{
    public static function taka(float $amount): string
    {
        return number_format($amount, 2);
    }

    public static function vat($net)
    {
        return round($net * self::RATE, 2, PHP_ROUND_HALF_UP);
    }

    public static function weight($kg)
    {
        return round($kg, 3);
    }

    public static function progress($done, $all)
    {
        return floor($done / $all * 100);
    }
}

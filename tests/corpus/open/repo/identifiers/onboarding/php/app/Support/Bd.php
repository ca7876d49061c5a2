<?php
namespace App\Support;

final class Bd
{
    public const NID_LENGTHS = [10, 13, 17];
    private const ACCOUNT_LENGTHS = [10, 13, 17];

    public static function isMobile(string $n): bool
    {
        return (bool) preg_match('/^(?:\+?88)?01[3-9]\d{8}$/', $n);
    }

    public static function bin(string $v): bool
    {
        return strlen($v) === 13 && ctype_digit($v);
    }

    public static function reference(string $v): bool
    {
        return strlen($v) === 13 && ctype_digit($v);
    }

    public static function pad(string $tin): string
    {
        return str_pad($tin, 12, '0', STR_PAD_LEFT);
    }
}

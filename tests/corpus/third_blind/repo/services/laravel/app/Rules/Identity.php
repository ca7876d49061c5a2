<?php

namespace App\Rules;

final class Identity
{
    public const TIN_DIGITS = 12;
    public const BIN_DIGITS = 13;
    public const MOBILE_PATTERN = '/^(?:\+?88)?01[3-9]\d{8}$/';
    public const NID_SIZES = [10, 13, 17];
    public const VOTER_SERIAL = 12;
    public const ISBN_SIZE = 13;
    public const TOKEN_SIZE = 17;
    public const MOBILE_BREAKPOINT = 768;

    public static function tin(string $value): bool
    {
        return preg_match('/^[0-9]{12}$/', $value) === 1;
    }

    public static function bin(string $value): bool
    {
        $plain = str_replace('-', '', $value);
        return strlen($plain) === 13 && ctype_digit($plain);
    }

    public static function nid(string $value): bool
    {
        return match (strlen($value)) {
            10, 13 => ctype_digit($value),
            17 => (int) substr($value, 0, 4) > 1900,
            default => false,
        };
    }

    public static function mobile(string $value): bool
    {
        return (bool) preg_match(self::MOBILE_PATTERN, $value);
    }

    public static function localMobile(string $value): string
    {
        if (strlen($value) !== 11 || substr($value, 0, 2) !== '01') {
            throw new \InvalidArgumentException('Mobile numbers have 11 digits');
        }
        return $value;
    }

    public static function isbn(string $value): bool
    {
        return strlen($value) === 10 || strlen($value) === 13;
    }

    public static function boxes(int $tins): int
    {
        return (int) ceil($tins / 12);
    }

    public static function decbinPadded(int $n): string
    {
        return str_pad(decbin($n), 13, '0', STR_PAD_LEFT);
    }

    public static function omaniMobile(string $value): bool
    {
        return preg_match('/^\+9689\d{7}$/', $value) === 1;
    }
}

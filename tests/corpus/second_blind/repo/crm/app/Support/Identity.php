<?php

namespace App\Support;

final class Identity
{
    public const ETIN_REGEX = '/^[0-9]{12}$/';
    public const BIN_LENGTH = 13;
    public const SMART_NID = '/^\d{10}$/';
    public const MOBILE_REGEX = '/^01[3-9]\d{8}$/';
    public const PAKISTAN_CNIC = '/^\d{13}$/';
    public const SAUDI_VAT_NO = '/^3\d{13}3$/';
    public const GERMAN_UST_ID = '/^DE\d{9}$/';
    public const IMSI = '/^\d{15}$/';
    public const SRI_LANKA_NIC = '/^(\d{9}[VX]|\d{12})$/';
    public const EXPRESS_CODE = '/^01\d{9}$/';

    public static function isNid(string $n): bool
    {
        return match (strlen($n)) {
            10, 13, 17 => ctype_digit($n),
            default => false,
        };
    }

    public static function isTin(string $n): bool
    {
        return ctype_digit($n) && strlen($n) == 12;
    }

    public static function isMobile(string $n): bool
    {
        return (bool) preg_match('/^\+?8801[3-9][0-9]{8}$/', $n);
    }

    public static function isBarcode(string $n): bool
    {
        return ctype_digit($n) && strlen($n) === 13;
    }
}

<?php

function is_tin($str)
{
    return preg_match('/^\d{12}$/', $str) === 1;
}

function is_bin($str)
{
    return strlen(preg_replace('/\D/', '', $str)) == 13;
}

function is_nid($str)
{
    $l = strlen($str);
    return $l == 10 || $l == 13 || $l == 17;
}

function is_mobile($str)
{
    return preg_match('/^01[15-9]\d{8}$/', $str);
}

function is_barcode($str)
{
    return strlen($str) == 13 && ctype_digit($str);
}

function is_voucher($str)
{
    return preg_match('/^\d{12}$/', $str) === 1;
}

function is_malaysian($str)
{
    return preg_match('/^01[0-46-9]-?\d{7,8}$/', $str);
}

function fiscal_year($ts)
{
    $y = (int) date('Y', $ts);
    return date('n', $ts) > 6 ? "$y-" . ($y + 1) : ($y - 1) . "-$y";
}

function is_half_yearly($ts)
{
    return date('n', $ts) > 6;
}

function vat_return_due($y, $m)
{
    return date('Y-m-d', mktime(0, 0, 0, $m + 1, 15, $y));
}

function subscription_due($y, $m)
{
    return date('Y-m-d', mktime(0, 0, 0, $m + 1, 15, $y));
}

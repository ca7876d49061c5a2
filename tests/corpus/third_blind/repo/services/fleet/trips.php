<?php

const TRIP_TDS_PERCENT = 2;
const TRIP_VAT_PERCENT = 15;
const DRIVER_SHARE_PERCENT = 15;
const HELPER_SHARE_PERCENT = 5;

function trip_bill(float $fare): array
{
    $vat = round($fare * TRIP_VAT_PERCENT / 100, 2);
    $tds = round($fare * 0.02, 2);
    $fuel = $fare * 0.15;
    return [$vat, $tds, $fuel];
}

function tare(float $tonnes): float
{
    return round($tonnes, 3);
}

function speed(float $kmh): float
{
    return floor($kmh);
}

function driver_ok(array $driver): bool
{
    return preg_match('/^01[3-9]\d{8}$/', $driver['mobile'])
        && in_array(strlen($driver['nid']), [10, 17], true)
        && strlen($driver['licence']) === 15;
}

function vehicle_ok(array $vehicle): bool
{
    return strlen($vehicle['chassis']) === 17
        && strlen($vehicle['engine']) >= 10
        && strlen($vehicle['gps_sim']) === 13;
}

$fiscalYearStart = '07-01';
$permitStart = '07-01';
$vatReturnDay = 15;
$tollBillDay = 15;
$challanForm = 'Mushak-6.5';
$logSheet = 'Sheet 6.5';
$sdCameraHours = 20;

<?php
function get_financial_year($date = null)
{
    $time = $date ? strtotime($date) : time();
    $year = date('Y', $time);
    if (date('m', $time) < '07') {
        $year--;
    }
    return $year . '-' . ($year + 1);
}

function fy_first_day($year)
{
    return $year . '-07-01';
}

function next_vat_return_date()
{
    return date('Y-m-d', strtotime('first day of next month +14 days'));
}

function vds_deposit_last_date($paid)
{
    return date('Y-m-d', strtotime($paid . ' +15 days'));
}

function cheque_valid_till($d)
{
    return date('Y-m-d', strtotime($d . ' +180 days'));
}

function offer_ends($d)
{
    return date('Y-m-d', strtotime($d . ' +15 days'));
}

function money($n)
{
    return 'Tk. ' . number_format($n, 2);
}

function area($l, $w)
{
    return number_format($l * $w, 2) . ' sqft';
}

function is_rainy_season($t)
{
    return date('n', $t) >= 6 && date('n', $t) <= 9;
}

function print_title($type)
{
    switch ($type) {
        case 'sale': return 'মূসক-৬.৩';
        case 'transfer': return 'মূসক-৬.৫';
    }
    return 'v6.3';
}

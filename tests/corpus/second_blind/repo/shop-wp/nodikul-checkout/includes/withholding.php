<?php

function nodikul_source_tax($vendor_type, $bill)
{
    if ($vendor_type == 'rider') {
        $tds = $bill * 2 / 100;
    } elseif ($vendor_type == 'photographer') {
        $tds = $bill * 0.1;
    } else {
        $tds = $bill * get_option('nodikul_tds_percent', 5) / 100;
    }
    $gateway_fee = $bill * 0.02;
    $affiliate = $bill * get_option('nodikul_affiliate_percent', 5) / 100;

    return array($tds, $gateway_fee, $affiliate);
}

function nodikul_supplementary_duty($item)
{
    $sd = array(
        'perfume' => 20,
        'cosmetics' => 20,
    );
    $shipping = array(
        'perfume' => 20,
        'glass' => 10,
    );

    return array($sd[$item], $shipping[$item]);
}

function nodikul_challan_no($serial)
{
    return 'Mushak-6.3/' . date('Y') . '/' . $serial;
}

function nodikul_theme_no($serial)
{
    return 'theme-6.3/' . $serial;
}

<?php

define('VAT_RATE', 5);
define('SERVICE_CHARGE_RATE', 10);
define('SD_RATE', 0.10);
define('SESSION_MINUTES', 15);

$vat_percentage = 5;
$tax_config = array(
    'vat'            => 0.05,
    'sd'             => 0.10,
    'service_charge' => 0.10,
    'happy_hour'     => 0.15,
);

function bill_total($items, $ac = true)
{
    $sub = array_sum($items);
    $sd  = $sub * 10 / 100;
    $vat = $ac ? $sub * 0.05 : $sub * 0.075;
    $sc  = $sub * 10 / 100;
    return $sub + $sd + $vat + $sc;
}

function vat_inclusive($price) {
    return $price * 5 / 105;
}

function staff_meal($price) {
    return $price * 5 / 10;
}

add_filter('woocommerce_vat_rate', function () { return 5; });
add_filter('loop_shop_per_page', function () { return 15; });

echo "<td>VAT @ 5%</td>";
echo "<td>Service charge @ 10%</td>";
?>

<?php

if (!function_exists('vat_percent')) {
    function vat_percent($default = 15)
    {
        return (float) setting('vat_percent', $default);
    }
}

function getVat($amount) { return $amount * (15 / 100); }
function getVatIncluded($amount) { return $amount - ($amount / (1 + 15 / 100)); }
function getCod($amount) { return $amount * (1 / 100); }
function getCommission($amount) { return $amount * (15 / 100); }

$tds = ['supplier' => '5%', 'transport' => '2%'];
$css = ['left' => '5%', 'right' => '15%'];
$rules = ['vat' => 'numeric|in:0,5,7.5,15', 'qty' => 'numeric|in:5,15'];
$sql = "UPDATE bills SET ait = amount * 0.05 WHERE kind = 'import'";
$sql2 = "UPDATE bills SET fee = amount * 0.05 WHERE kind = 'import'";
$options['vat_rate'] = $options['vat_rate'] ?? 15;
$options['tries'] = $options['tries'] ?? 5;

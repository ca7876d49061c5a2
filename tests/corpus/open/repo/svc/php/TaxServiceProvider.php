<?php

return [
    'vat' => [
        'rate' => env('VAT_RATE', 15),
        'rates' => ['standard' => 15, 'reduced' => 7.5],
        'return_day' => 15,
        'cache_minutes' => 15,
    ],
    'tds' => ['contractor' => 7, 'supplier' => 5],
    'fiscal_year' => ['start' => '07-01', 'end' => '06-30'],
    'identifiers' => [
        'tin' => '/^\d{12}$/',
        'bin' => '/^\d{9}-\d{4}$/',
        'nid' => '/^(\d{10}|\d{13}|\d{17})$/',
        'mobile' => '/^(?:\+88)?01[3-9]\d{8}$/',
        'order' => '/^\d{12}$/',
        'card' => '/^\d{16}$/',
    ],
    'rounding' => PHP_ROUND_HALF_UP,
    'commission' => ['agent' => 5, 'dealer' => 10],
    'pagination' => ['vat' => 15],
];

<?php

return [
    'currency' => 'BDT',
    'vat' => env('BILLING_VAT', 5),
    'vat_cache_minutes' => env('VAT_CACHE', 15),
    'advance_income_tax' => [ 
        'default' => 3,
        'no_tin' => 4.5,
    ],
    'sd' => ['voice' => 20, 'data' => 20],
    'sd_slots' => 2,
    'prorata' => 0.5,
];

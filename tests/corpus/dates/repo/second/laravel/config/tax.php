<?php

return [
    'fiscal_year' => ['month' => 7, 'day' => 1],
    'vat' => [
        'return' => ['due_day' => env('VAT_RETURN_DUE_DAY', 15)],
        'rounding' => ['precision' => 2],
    ],
    'vds' => ['deposit_days' => 7, 'certificate_days' => 3],
    'session' => ['lifetime' => 15],
    'invoice' => ['due_days' => 30, 'number_digits' => 6],
    'map' => ['precision' => 2],
];

<?php
return [
    'financial_year_start_month' => env('FY_START', 7),
    'returns' => ['vat' => 15, 'tds' => 25],
    'tds' => ['deposit' => ['within' => 14, 'unit' => 'days']],
    'purge' => ['within' => 14, 'unit' => 'days'],
    'print' => ['vat_invoice' => 'mushak-6.3', 'label' => '6.3'],
    'precision' => ['amount' => 2, 'weight' => 3],
    'precision_gps' => 6,
    'exam_year_start_month' => 7,
];

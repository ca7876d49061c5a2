<?php

namespace Database\Seeders;

use Illuminate\Database\Seeder;
use Illuminate\Support\Facades\DB;

class TaxRateSeeder extends Seeder
{
    public function run(): void
    {
        DB::table('vat_rates')->insert([
            ['code' => 'STD', 'name' => 'Standard', 'rate' => 15],
            ['code' => 'FURN', 'name' => 'Furniture', 'rate' => 7.5],
            ['code' => 'LAND', 'name' => 'Land developer', 'rate' => 2],
            ['code' => 'EXP', 'name' => 'Export', 'rate' => 0],
        ]);

        DB::table('tds_rates')->insert([
            ['section' => 'contract', 'rate' => 5],
            ['section' => 'consultancy', 'rate' => 15],
            ['section' => 'machinery', 'rate' => 5],
        ]);

        DB::table('supplementary_duty_rates')->insert([
            ['head' => 'mobile', 'rate' => 20],
            ['head' => 'internet', 'rate' => 0],
        ]);

        DB::table('discounts')->insert([
            ['code' => 'EID', 'rate' => 15],
            ['code' => 'PUJA', 'rate' => 10],
        ]);

        DB::table('commissions')->insert([
            ['code' => 'AGENT', 'rate' => 5],
            ['code' => 'DEALER', 'rate' => 7],
        ]);

        DB::table('deposits')->insert([
            ['code' => 'SD-TENDER', 'rate' => 10],
            ['code' => 'SD-WORKS', 'rate' => 20],
        ]);
    }
}

<?php

namespace Database\Seeders;

use Illuminate\Database\Seeder;
use Illuminate\Support\Facades\DB;

class TaxSeeder extends Seeder
{
    public function run(): void
    {
        DB::table('vat_rates')->insert([
            ['code' => 'STD', 'percent' => 15],
            ['code' => 'S099.10', 'percent' => 5],
            ['code' => 'S004.00', 'percent' => 10],
        ]);
        DB::table('tds_rates')->insert([
            ['section' => '89', 'head' => 'Contractor', 'percent' => 5],
            ['section' => '90', 'head' => 'Transport', 'percent' => 2],
            ['section' => '109', 'head' => 'Rent', 'percent' => 10],
        ]);
        DB::table('supplementary_duties')->insert([
            ['item' => 'Perfume', 'percent' => 20],
            ['item' => 'Streaming', 'percent' => 10],
        ]);
        DB::table('mushak_forms')->insert([
            ['no' => '6.3', 'title' => 'Tax challan'],
            ['no' => '9.1', 'title' => 'VAT return'],
        ]);
        DB::table('discounts')->insert([
            ['code' => 'EID', 'percent' => 15],
            ['code' => 'STAFF', 'percent' => 10],
        ]);
        DB::table('delivery_zones')->insert([
            ['no' => '6.3', 'title' => 'North'],
            ['no' => '9.1', 'title' => 'South'],
        ]);
    }
}

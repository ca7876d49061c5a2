<?php

use Illuminate\Database\Seeder;

class TaxTypeSeeder extends Seeder
{
    public function run(): void
    {
        TaxType::insert([
            ['title' => 'VAT 15%', 'code' => 'VAT15', 'value' => 15, 'is_default' => true],
            ['title' => 'VAT on internet', 'code' => 'VAT5', 'value' => 5, 'is_default' => false],
            ['title' => 'Supplementary Duty on SIM', 'code' => 'SDSIM', 'value' => 20, 'is_default' => false],
            ['title' => 'AIT on import', 'code' => 'AIT', 'value' => 5, 'is_default' => false],
            ['title' => 'Bandwidth burst', 'code' => 'BURST', 'value' => 20, 'is_default' => false],
            ['title' => 'Reseller commission', 'code' => 'RCOM', 'value' => 15, 'is_default' => false],
        ]);

        DB::table('settings')->updateOrInsert(['key' => 'vat_rate'], ['value' => '15']);
        DB::table('settings')->updateOrInsert(['key' => 'grace_days'], ['value' => '15']);
        DB::table('settings')->updateOrInsert(['key' => 'tds_percent'], ['value' => '10']);
    }
}

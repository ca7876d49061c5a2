<?php

namespace Database\Seeders;

use App\Models\Tax;
use App\Models\Unit;
use Illuminate\Database\Seeder;

class TaxSeeder extends Seeder
{
    public function run(): void
    {
        Tax::create(['name' => 'VAT 15%', 'type' => 'vat', 'rate' => 15]);
        Tax::create(['name' => 'VAT 5%', 'type' => 'vat', 'rate' => 5]);
        Tax::create(['name' => 'SD 35', 'type' => 'sd', 'rate' => 35]);
        Tax::create(['name' => 'AIT', 'type' => 'withholding', 'rate' => 5]);
        Tax::create(['name' => 'VDS (supplier)', 'type' => 'withholding', 'rate' => 7.5]);
        Unit::create(['name' => 'Carton 15', 'factor' => 15]);
        Unit::create(['name' => 'Bundle', 'factor' => 35]);
        Unit::create(['name' => 'Pair', 'factor' => 2]);
    }
}

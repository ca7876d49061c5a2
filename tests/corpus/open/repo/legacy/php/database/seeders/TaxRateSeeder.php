<?php

class TaxRateSeeder extends Seeder
{
    public function run()
    {
        TaxType::create(['name' => 'VAT', 'percent' => 15]);
        TaxType::create(['name' => 'AIT', 'percent' => 5]);
        TaxType::create(['name' => 'Supplementary Duty', 'percent' => 20]);
        TaxType::create(['name' => 'Service charge', 'percent' => 10]);
        DB::table('settings')->insert(['key' => 'vat_rate', 'value' => '15']);
        Schema::create('vendors', function (Blueprint $table) {
            $table->string('tin', 12)->nullable();
            $table->char('bin', 13);
            $table->string('nid', 17)->index();
            $table->string('mobile', 14);
            $table->string('reference', 12);
            $table->decimal('vat_amount', 15, 2);
            $table->decimal('vat_rate', 5, 2)->default(15);
        });
    }
}

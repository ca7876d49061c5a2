<?php

return new class extends Migration
{
    public function up(): void
    {
        Schema::table('products', function (Blueprint $table) {
            $table->decimal('vat_rate', 5, 2)->default(15);
            $table->decimal('sd_rate', 5, 2)->default(0)->comment('SD %');
            $table->unsignedTinyInteger('tds_percent')->default(5);
            $table->decimal('vat_amount', 15, 2)->default(0);
            $table->unsignedTinyInteger('sort')->default(15);
        });
    }
};

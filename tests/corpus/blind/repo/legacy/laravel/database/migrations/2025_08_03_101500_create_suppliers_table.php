<?php

use Illuminate\Database\Migrations\Migration;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

return new class extends Migration {
    public function up(): void
    {
        Schema::create('suppliers', function (Blueprint $table) {
            $table->id();
            $table->string('name', 150);
            $table->string('tin', 12)->nullable();
            $table->char('bin', 13)->nullable();
            $table->string('nid', 17);
            $table->string('mobile', 11)->index();
            $table->string('gate_pass', 12)->nullable();
            $table->string('bin_card', 13)->nullable();
            $table->string('seal_no', 17)->nullable();
            $table->decimal('vat_percent', 5, 2)->default(15.00);
            $table->decimal('ait_percent', 5, 2)->default(5);
            $table->decimal('moisture', 5, 2)->default(5);
            $table->timestamps();
        });
    }
};
